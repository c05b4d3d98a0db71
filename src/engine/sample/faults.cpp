#include "sample/faults.hpp"

#include "sample/idle_cases.hpp"

#include <algorithm>
#include <cmath>

namespace mulens::sample {
namespace {

struct Wish {
    Fault fault;
    int count;
};

constexpr Wish wishes[] = {{Fault::bow_tie, 3},          {Fault::duplicate, 3},         {Fault::overlap, 4},
                           {Fault::sliver, 3},           {Fault::missing_id, 2},        {Fault::flat_geometry, 1},
                           {Fault::no_geometry, 1},      {Fault::code_reused, 2},       {Fault::blank_use, 3},
                           {Fault::deed_gap, 4},         {Fault::wrong_file, 1},        {Fault::unknown_platform, 1},
                           {Fault::building_twice, 3},   {Fault::buildings_overlap, 3}, {Fault::no_floors, 4},
                           {Fault::building_bow_tie, 2}, {Fault::bad_credit_code, 3},   {Fault::firm_twice, 2},
                           {Fault::negative_value, 3},   {Fault::blank_tax, 4},         {Fault::missing_key, 1},
                           {Fault::dangling_parcel, 1},  {Fault::dangling_firm, 1},     {Fault::share_sum, 1},
                           {Fault::contract_dates, 1},   {Fault::bare_second_plot, 3}};

bool alone_by_link(const BlockData& d, int plot) {
    int links = 0;
    for (const Link& l : d.links)
        if (l.plot == plot) ++links;
    const int owner = d.plots[static_cast<std::size_t>(plot)].owner;
    return links == 1 && owner >= 0 && d.firms[static_cast<std::size_t>(owner)].known == Known::link &&
           d.firms[static_cast<std::size_t>(owner)].years.back().active;
}

int plots_of(const BlockData& d, int firm) {
    return static_cast<int>(
        std::count_if(d.plots.begin(), d.plots.end(), [&](const Plot& p) { return p.owner == firm; }));
}

/// True where the plot suits the fault; fills `other`.
bool suits(const Layout& layout, const BlockData& d, int p, Planted& out) {
    const Plot& plot = d.plots[static_cast<std::size_t>(p)];
    const Block& block = layout.blocks[d.block];
    const bool works = plot.use == Use::industry && !plot.vacant;
    switch (out.fault) {
        case Fault::bow_tie:
            return works && plot.area_m2 > 9000 && (out.other = roomy_corner(plot.ring, 30)) >= 0;
        case Fault::duplicate:
            return works && alone_by_link(d, p);
        case Fault::overlap:
            if (!works || plot.area_m2 < 9000) return false;
            for (const Plot& other : d.plots)
                if (&other != &plot && other.area_m2 > 9000 && (out.other = shared_edge(plot.ring, other.ring)) >= 0)
                    return true;
            return false;
        case Fault::sliver:
            return p == 0 && d.plots.size() < 90;
        case Fault::code_reused:
            return plot.vacant && p > 0;
        case Fault::missing_id:
        case Fault::flat_geometry:
        case Fault::no_geometry:
        case Fault::blank_use:
        case Fault::idle_case:
            return plot.vacant && plot.area_m2 > 1500;
        case Fault::deed_gap:
            return works;
        case Fault::wrong_file:
            return works && layout.regions[block.region].platform == 3;
        case Fault::unknown_platform:
            return works && layout.platform_of(block).id == "P08";
        case Fault::building_twice:
        case Fault::no_floors:
            return works && plot.buildings.size() > 1 && plot.vacancy_percent < 0;
        case Fault::buildings_overlap:
        case Fault::building_bow_tie:
            return works && plot.buildings.size() > 1 && plot.area_m2 > 9000 && plot.buildings[0].ring.size() == 4 &&
                   signed_area(plot.buildings[0].ring) > 900;
        case Fault::bad_credit_code:
        case Fault::firm_twice:
        case Fault::negative_value:
        case Fault::blank_tax:
        case Fault::missing_key:
            return works && alone_by_link(d, p) && plots_of(d, plot.owner) == 1 &&
                   !d.firms[static_cast<std::size_t>(plot.owner)].above_scale;
        case Fault::dangling_parcel:
        case Fault::dangling_firm:
            return works;
        case Fault::share_sum:
            return works && alone_by_link(d, p) && plots_of(d, plot.owner) == 1;
        case Fault::contract_dates:
            return works && plot.buildings.size() > 1;
        case Fault::bare_second_plot:
            return works && alone_by_link(d, p) && plots_of(d, plot.owner) == 2 &&
                   plot.owner < static_cast<int>(d.firms.size()) &&
                   d.firms[static_cast<std::size_t>(plot.owner)].above_scale &&
                   d.firms[static_cast<std::size_t>(plot.owner)].main_plot != p &&
                   alone_by_link(d, d.firms[static_cast<std::size_t>(plot.owner)].main_plot);
        case Fault::contract_dangling:
            return false;
    }
    return false;
}

}  // namespace

Plan plan_faults(const Layout& layout, const Calibration& calibration, Progress& progress) {
    std::vector<Planted> open;
    for (int round = 0; round < 4; ++round)
        for (const Wish& wish : wishes)
            if (round < wish.count) open.push_back({wish.fault, 0, 0, -1, 0});
    for (int i = 0; i < static_cast<int>(idle_cases().size()); ++i) open.push_back({Fault::idle_case, 0, 0, -1, i});
    Plan plan;
    const auto n = static_cast<std::uint32_t>(layout.blocks.size());
    // Blocks in a scattered order; two passes of few faults a block, so that they lie all over the map.
    std::uint32_t step = std::max(1U, static_cast<std::uint32_t>(n * 0.618));
    const auto common = [](std::uint32_t a, std::uint32_t b) {
        while (b != 0) a = std::exchange(b, a % b);
        return a;
    };
    while (common(step, n) != 1) ++step;
    for (int pass = 0; pass < 3 && !open.empty(); ++pass) {
        const int most = pass == 0 ? 2 : pass == 1 ? 4 : 12;
        for (std::uint32_t i = 0; i < std::min(n, 4000U) && !open.empty(); ++i) {
            if (i % 32 == 0) progress.check();
            const auto b = static_cast<std::uint32_t>((static_cast<std::uint64_t>(i) * step + 7) % n);
            const BlockData data = make_block(layout, b, calibration);
            int placed = 0;
            std::vector<Planted>& here = plan[b];
            for (int p = 0; p < static_cast<int>(data.plots.size()) && placed < most; ++p) {
                // Not beside another planted plot: one fault must not hide or make another.
                const bool near_other = std::any_of(here.begin(), here.end(), [&](const Planted& x) {
                    Box a = box_of(data.plots[static_cast<std::size_t>(x.plot)].ring);
                    return a.meets(box_of(data.plots[static_cast<std::size_t>(p)].ring)) ||
                           data.plots[static_cast<std::size_t>(x.plot)].owner ==
                               data.plots[static_cast<std::size_t>(p)].owner;
                });
                if (near_other && pass < 2) continue;
                if (std::any_of(here.begin(), here.end(),
                                [&](const Planted& x) { return x.plot == p || x.other == p; }))
                    continue;
                for (std::size_t w = 0; w < open.size(); ++w) {
                    Planted candidate = open[w];
                    if (!suits(layout, data, p, candidate)) continue;
                    candidate.block = b;
                    candidate.plot = p;
                    here.push_back(candidate);
                    open.erase(open.begin() + static_cast<std::ptrdiff_t>(w));
                    ++placed;
                    break;
                }
            }
            if (here.empty()) plan.erase(b);
        }
    }
    return plan;
}

const Planted* fault_at(const Plan& plan, std::uint32_t block, int plot, Fault fault) {
    const auto at = plan.find(block);
    if (at == plan.end()) return nullptr;
    for (const Planted& p : at->second)
        if (p.plot == plot && p.fault == fault) return &p;
    return nullptr;
}

bool untouched(const Plan& plan, std::uint32_t block, int plot) {
    const auto at = plan.find(block);
    return at == plan.end() ||
           std::none_of(at->second.begin(), at->second.end(), [&](const Planted& p) { return p.plot == plot; });
}

BlockData planted_block(const Layout& layout, std::uint32_t block, const Calibration& calibration, const Plan& plan) {
    BlockData data = make_block(layout, block, calibration);
    const auto at = plan.find(block);
    if (at == plan.end()) return data;
    for (const Planted& planted : at->second) {
        if (planted.fault != Fault::bare_second_plot) continue;
        Plot& plot = data.plots[static_cast<std::size_t>(planted.plot)];
        plot.buildings.clear();
        plot.vacancy_percent = -1;
        // A firm far above any cut line: 160 万元 a 亩 and all that goes with it.
        Firm& firm = data.firms[static_cast<std::size_t>(plot.owner)];
        for (Figures& f : firm.years) {
            if (!f.active) continue;
            const double factor = 160.0 * firm.land_mu * 1e6 / std::max<double>(1, static_cast<double>(f.tax_paid));
            for (std::int64_t* v : {&f.tax_paid, &f.exempt_credit, &f.refund, &f.audit, &f.land_oneoff})
                *v = std::llround(static_cast<double>(*v) * factor);
            f.output = std::max(f.output, f.tax_paid * 12);
            f.revenue = f.output;
            f.value_added = f.output / 3;
            f.employees = std::max(10, static_cast<int>(static_cast<double>(f.value_added) / 1e6 / 70));
            f.energy = std::min(f.energy, f.value_added / 1000000 * 4);
            f.electricity = std::min<std::int64_t>(f.electricity, f.value_added / 1000000);
            f.rd = f.revenue / 14;
        }
        firm.tax_place = "杭州市钱塘区";
    }
    return data;
}

Ring with_bow_tie(const Ring& ring, std::size_t corner) {
    Ring out;
    const std::size_t n = ring.size();
    for (std::size_t i = 0; i < n; ++i) {
        if (i != corner) {
            out.push_back(ring[i]);
            continue;
        }
        const Point before = ring[(i + n - 1) % n], at = ring[i], after = ring[(i + 1) % n];
        const double in = length(before, at), on = length(at, after);
        out.push_back({at.x + (after.x - at.x) * 6 / on, at.y + (after.y - at.y) * 6 / on});
        out.push_back({at.x + (before.x - at.x) * 6 / in, at.y + (before.y - at.y) * 6 / in});
    }
    round_mm(out);
    return out;
}

Ring with_bulge(const Ring& ring, std::size_t edge) {
    Ring out;
    for (std::size_t i = 0; i < ring.size(); ++i) {
        out.push_back(ring[i]);
        if (i != edge) continue;
        const Point a = ring[i], b = ring[(i + 1) % ring.size()];
        const double l = length(a, b);
        out.push_back({(a.x + b.x) / 2 + (b.y - a.y) / l * 4, (a.y + b.y) / 2 - (b.x - a.x) / l * 4});
    }
    round_mm(out);
    return out;
}

Ring sliver_beside(const Ring& block) {
    std::size_t longest = 0;
    for (std::size_t i = 0; i < block.size(); ++i)
        if (length(block[i], block[(i + 1) % block.size()]) >
            length(block[longest], block[(longest + 1) % block.size()]))
            longest = i;
    const Point a = block[longest], b = block[(longest + 1) % block.size()];
    const double l = length(a, b), run = std::min(80.0, l * 0.6);
    const Point d{(b.x - a.x) / l, (b.y - a.y) / l}, out{d.y, -d.x};
    const auto at = [&](double along, double away) {
        return Point{a.x + d.x * along + out.x * away, a.y + d.y * along + out.y * away};
    };
    Ring ring{at(8, 1.12), at(8 + run, 1.12), at(8 + run, 1.0), at(8, 1.0)};
    round_mm(ring);
    return ring;
}

int shared_edge(const Ring& ring, const Ring& other) {
    for (std::size_t i = 0; i < ring.size(); ++i) {
        const Point a = ring[i], b = ring[(i + 1) % ring.size()];
        if (length(a, b) < 30) continue;
        for (std::size_t k = 0; k < other.size(); ++k)
            if (other[k] == b && other[(k + 1) % other.size()] == a) return static_cast<int>(i);
    }
    return -1;
}

int roomy_corner(const Ring& ring, double least) {
    const std::size_t n = ring.size();
    for (std::size_t i = 0; i < n; ++i) {
        const Point before = ring[(i + n - 1) % n], at = ring[i], after = ring[(i + 1) % n];
        const double in = length(before, at), on = length(at, after);
        if (in < least || on < least) continue;
        const double turn = ((at.x - before.x) * (after.y - at.y) - (at.y - before.y) * (after.x - at.x)) / (in * on);
        if (turn > 0.8) return static_cast<int>(i);
    }
    return -1;
}

}  // namespace mulens::sample
