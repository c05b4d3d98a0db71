// The plots of earlier years (2021 to 2023): today's, with the splits, merges, redrawn borders, new codes and new plots
// of the years between undone. An event of year Y lies between the files of Y − 1 and Y; each plot has one at most.
#include "geom/units.hpp"
#include "sample/names.hpp"
#include "sample/planning/book.hpp"
#include "sample/shape_writer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

namespace mulens::sample {
namespace {

constexpr int last_year = 2024;

struct OldPlot {
    std::string id, owner, credit;
    Ring ring;
    std::size_t like = 0;  ///< site whose other attributes it has
};

struct Event {
    int year = 0;
    const char* kind = "";
    std::vector<OldPlot> before;
    std::vector<std::size_t> now;
    struct Part {
        std::size_t old = 0, now = 0;
        double area_m2 = 0;
    };
    std::vector<Part> parts;
};

class Historian {
  public:
    explicit Historian(Book& book) : book_(book), spares_(book.layout.blocks.size(), 0) {}

    void plant() {
        Rng rng = book_.rng(5);
        const auto order = book_.shuffled(5);
        using Try = bool (Historian::*)(std::size_t, int, Rng&);
        struct Wanted {
            Try make;
            int a_year;
        };
        const Wanted wanted[] = {{&Historian::split_up, book_.count(8)},
                                 {&Historian::merged, book_.count(8)},
                                 {&Historian::redrawn, book_.count(6)},
                                 {&Historian::recoded, book_.count(5)},
                                 {&Historian::made_new, book_.count(10)}};
        for (int year = last_year; year > first_year; --year)
            for (const Wanted& w : wanted) {
                int left = w.a_year;
                for (std::size_t k = 0; k < order.size() && left > 0; ++k)
                    if (suits(order[k]) && (this->*w.make)(order[k], year, rng)) --left;
            }
    }

    std::vector<Event> events;

  private:
    [[nodiscard]] bool suits(std::size_t i) const {
        const Site& s = book_.site(i);
        return book_.free(i) && s.use == Use::industry && s.mu > 6 && !s.park;
    }
    std::string spare(std::uint32_t block) { return book_.sites.spare_code(block, spares_[block]++); }
    OldPlot old_plot(std::size_t like, Ring ring, const std::string& id, bool another_owner) {
        const Site& s = book_.site(like);
        const std::uint64_t number = 910000000ULL + like;
        return {id, another_owner ? firm_name(number, "机械") : s.owner, another_owner ? credit_code(number) : s.credit,
                std::move(ring), like};
    }
    bool add(Event e) {
        for (const OldPlot& o : e.before)
            if (o.id.empty()) return false;
        for (const std::size_t i : e.now) book_.take(i);
        events.push_back(std::move(e));
        return true;
    }
    /// A free neighbour with a long border.
    [[nodiscard]] std::optional<std::size_t> neighbour(std::size_t i, double metres) const {
        for (const auto& [b, border] : book_.site(i).beside)
            if (border >= metres && suits(b)) return b;
        return std::nullopt;
    }

    /// One plot then, two now; every other time the larger part kept the code.
    bool split_up(std::size_t i, int year, Rng& rng) {
        const auto other = neighbour(i, 30);
        if (!other) return false;
        const Site &a = book_.site(i), &b = book_.site(*other);
        Ring whole = joined({a.ring, b.ring});
        if (whole.empty()) return false;
        const std::size_t larger = a.area_m2 >= b.area_m2 ? i : *other;
        const std::string id = rng.chance(0.5) ? book_.site(larger).id : spare(a.block);
        return add({year,
                    "split",
                    {old_plot(larger, std::move(whole), id, false)},
                    {i, *other},
                    {{0, i, a.area_m2}, {0, *other, b.area_m2}}});
    }

    /// Two plots then, one now.
    bool merged(std::size_t i, int year, Rng& rng) {
        const Site& s = book_.site(i);
        if (!s.convex || s.mu < 12) return false;
        const auto halves = cut(s.ring, rng.between(-0.18, 0.18));
        if (!halves) return false;
        const std::string first = rng.chance(0.5) ? s.id : spare(s.block), second = spare(s.block);
        const double a = signed_area(halves->first), b = signed_area(halves->second);
        return add({year,
                    "merge",
                    {old_plot(i, halves->first, first, false), old_plot(i, halves->second, second, true)},
                    {i},
                    {{0, i, a}, {1, i, b}}});
    }

    /// The border between two plots moved by some metres; both got other codes.
    bool redrawn(std::size_t i, int year, Rng& rng) {
        const Site& a = book_.site(i);
        const auto other = neighbour(i, 40);
        if (!a.convex || !other) return false;
        const Site& b = book_.site(*other);
        // A strip of the one along the shared border belonged to the other.
        std::optional<Line> border;
        for (std::size_t k = 0; k < a.ring.size() && !border; ++k) {
            const Point p = a.ring[k], q = a.ring[(k + 1) % a.ring.size()];
            const double l = length(p, q);
            for (std::size_t m = 0; m < b.ring.size() && l > 25; ++m)
                if (length(b.ring[m], q) < 5e-4 && length(b.ring[(m + 1) % b.ring.size()], p) < 5e-4)
                    border = Line{p, {(q.x - p.x) / l, (q.y - p.y) / l}};
        }
        if (!border) return false;
        auto [kept, strip] = split(a.ring, border->shifted(rng.between(9, 18)));
        if (kept.size() < 3 || strip.size() < 3) return false;
        round_mm(kept);
        round_mm(strip);
        Ring grown = joined({b.ring, strip});
        if (grown.empty() || signed_area(kept) < 0.6 * a.area_m2) return false;
        const std::string first = spare(a.block), second = spare(a.block);
        const double moved = signed_area(strip);
        return add({year,
                    "redraw",
                    {old_plot(i, kept, first, false), old_plot(*other, std::move(grown), second, false)},
                    {i, *other},
                    {{0, i, a.area_m2 - moved}, {1, i, moved}, {1, *other, b.area_m2}}});
    }

    /// The same land under another code.
    bool recoded(std::size_t i, int year, Rng&) {
        const Site& s = book_.site(i);
        return add({year, "recode", {old_plot(i, s.ring, spare(s.block), false)}, {i}, {{0, i, s.area_m2}}});
    }

    /// Granted in that year: its firm, if there is one, came then.
    bool made_new(std::size_t i, int year, Rng&) {
        const Site& s = book_.site(i);
        if (s.since == first_year || (s.since != 0 && s.since != year)) return false;
        return add({year, "new", {}, {i}, {}});
    }

    static std::optional<std::pair<Ring, Ring>> cut(const Ring& ring, double off) {
        const Point d = main_direction(ring), c = centroid(ring);
        const double half = extent_along(ring, d).size() * off;
        auto [left, right] = split(ring, Line{{c.x + d.x * half, c.y + d.y * half}, {-d.y, d.x}});
        if (left.size() < 4 || right.size() < 4) return std::nullopt;
        round_mm(left);
        round_mm(right);
        if (signed_area(left) < 1500 || signed_area(right) < 1500) return std::nullopt;
        return std::pair{left, right};
    }

    Book& book_;
    std::vector<int> spares_;
};

/// Another survey of the same corners: some centimetres off.
Ring resurveyed(const Book& book, std::size_t site, int year, const Ring& ring) {
    const double share = year == 2023 ? 0.04 : 0.12;
    Rng pick(book.layout.seed, {250, site});
    if (pick.unit() >= share) return ring;
    Ring out;
    for (const Point p : ring) {
        // The same corner moves alike in every plot and year.
        Rng rng(book.layout.seed, {251, static_cast<std::uint64_t>(std::llround(p.x * 1000)),
                                   static_cast<std::uint64_t>(std::llround(p.y * 1000))});
        out.push_back(rounded_mm({p.x + rng.between(-0.03, 0.03), p.y + rng.between(-0.03, 0.03)}));
    }
    return out;
}

void write_year(const Book& book, const std::vector<Event>& events, int year, const std::string& folder) {
    const bool gbk = year == 2021;
    const auto name = [&](const char* zh, const char* initials) { return std::string(gbk ? zh : initials); };
    ShapeWriter out(folder + fmt::format("/parcels_{}", year),
                    {{name("宗地代码", "ZDDM"), 'C', 19, 0},
                     {name("土地用途", "YTDM"), 'C', 8, 0},
                     {name("证载面积", "ZDMJ"), 'N', 14, 2},
                     {name("权利人", "SYQR"), 'C', 80, 0},
                     {name("信用代码", "XYDM"), 'C', 18, 0},
                     {name("归口平台", "SSPT"), 'C', 40, 0},
                     {name("所属街道", "SSJD"), 'C', 30, 0},
                     {name("备注", "BZ"), 'C', 24, 0}},
                    {gbk ? "GBK" : "UTF-8", gbk ? "GBK" : "UTF-8", 0, "EPSG:4549"});
    std::map<std::size_t, const Event*> undone;
    for (const Event& e : events)
        if (e.year > year)
            for (const std::size_t i : e.now) undone[i] = &e;
    std::map<std::size_t, std::string> owners(book.earlier_owner.begin(), book.earlier_owner.end());
    const auto row = [&](const Site& s, const std::string& id, double deed_m2, const std::string& owner,
                         const std::string& credit, const Ring& ring) {
        out.text(id);
        out.text(s.code);
        out.number(hundredths(deed_m2), 2);
        out.text(owner);
        out.text(credit);
        out.text(s.platform);
        out.text(s.street);
        out.text("虚构数据");
        out.polygon(ring);
    };
    for (std::size_t i = 0; i < book.sites.size(); ++i) {
        const Site& s = book.site(i);
        const auto event = undone.find(i);
        if (event == undone.end()) {
            const auto before = year == 2021 ? owners.find(i) : owners.end();
            const bool other = before != owners.end();
            const double deed = s.mu * 10000 / 15;
            row(s, s.id, deed, other ? before->second : s.owner, other ? credit_code(900000000ULL + i) : s.credit,
                resurveyed(book, i, year, s.ring));
        } else if (event->second->now.front() == i) {
            for (const OldPlot& o : event->second->before)
                row(book.site(o.like), o.id, signed_area(o.ring), o.owner, o.credit, o.ring);
        }
    }
    out.close();
}

}  // namespace

void write_earlier_parcels(Book& book, const std::string& folder) {
    Historian historian(book);
    historian.plant();
    for (int year = first_year; year < last_year; ++year) write_year(book, historian.events, year, folder);
    std::stable_sort(historian.events.begin(), historian.events.end(),
                     [](const Event& a, const Event& b) { return a.year < b.year; });
    auto lineage = nlohmann::ordered_json::array();
    for (const Event& e : historian.events) {
        auto old = nlohmann::ordered_json::array(), now = old, parts = old;
        for (const OldPlot& o : e.before) old.push_back(o.id);
        for (const std::size_t i : e.now) now.push_back(book.site(i).id);
        for (const Event::Part& p : e.parts) {
            const double before = signed_area(e.before[p.old].ring), after = book.site(p.now).area_m2;
            parts.push_back({{"old", e.before[p.old].id},
                             {"new", book.site(p.now).id},
                             {"area_m2", rounded2(p.area_m2)},
                             {"share_of_old", std::round(p.area_m2 / before * 1e6) / 1e6},
                             {"share_of_new", std::round(p.area_m2 / after * 1e6) / 1e6}});
        }
        lineage.push_back({{"year", e.year}, {"kind", e.kind}, {"old", old}, {"new", now}, {"parts", parts}});
    }
    book.truth["lineage"] = lineage;
}

}  // namespace mulens::sample
