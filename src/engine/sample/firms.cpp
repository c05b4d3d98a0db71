// Firms, what they pay and produce in four years, and who uses which plot.
#include "base/date.hpp"
#include "geom/units.hpp"
#include "sample/block.hpp"
#include "sample/names.hpp"
#include "sample/rng.hpp"

#include <algorithm>
#include <cmath>

namespace mulens::sample {
namespace {

std::int32_t day(int year, unsigned month, unsigned d) {
    return static_cast<std::int32_t>(day_number(make_date(year, month, d)));
}

std::int64_t fen(double wan) { return std::llround(wan * 1e6); }

constexpr const char* elsewhere[] = {"杭州市上城区", "杭州市滨江区", "宁波市北仑区", "上海市浦东新区"};

class FirmMaker {
  public:
    FirmMaker(const Layout& layout, const Calibration& calibration, BlockData& data)
        : layout_(layout),
          calibration_(calibration),
          data_(data),
          block_(layout.blocks[data.block]),
          rng_(layout.seed, {5, data.block}) {}

    void run() {
        int previous = -1;
        for (std::size_t p = 0; p < data_.plots.size(); ++p) {
            Plot& plot = data_.plots[p];
            if (!in_scope(plot.use) || plot.vacant) continue;
            // The neighbour's owner holds this one too, now and then.
            const bool same = previous >= 0 && rng_.chance(0.1);
            plot.owner = same ? data_.plots[static_cast<std::size_t>(previous)].owner : add_firm(static_cast<int>(p));
            if (same) data_.firms[static_cast<std::size_t>(plot.owner)].known = Known::link;
            previous = static_cast<int>(p);
            if (rng_.chance(0.12)) plot.vacancy_percent = rng_.chance(0.8) ? rng_.below(40) : 50 + rng_.below(45);
            settle(static_cast<int>(p), same);
        }
        for (const Link& link : data_.links) count_land(link);
        for (Firm& firm : data_.firms) fill_years(firm);
    }

  private:
    int add_firm(int plot) {
        Firm firm;
        firm.number = data_.block * 256ULL + data_.firms.size();
        firm.id = firm_id(firm.number);
        firm.credit_code = credit_code(firm.number);
        firm.industry = choose_industry();
        const auto& fact = layout_.facts.industries[static_cast<std::size_t>(firm.industry)];
        firm.division = fact.divisions[static_cast<std::size_t>(rng_.below(static_cast<int>(fact.divisions.size())))];
        firm.division += static_cast<char>('1' + rng_.below(4));
        firm.division += static_cast<char>('0' + rng_.below(8));
        firm.name = firm_name(firm.number,
                              fact.words[static_cast<std::size_t>(rng_.below(static_cast<int>(fact.words.size())))]);
        firm.main_plot = plot;
        firm.registered = day(1998 + rng_.below(22), 1 + static_cast<unsigned>(rng_.below(12)),
                              1 + static_cast<unsigned>(rng_.below(28)));
        data_.firms.push_back(std::move(firm));
        return static_cast<int>(data_.firms.size()) - 1;
    }

    int choose_industry() {
        const auto& all = layout_.facts.industries;
        const auto& lead = layout_.platform_of(block_).lead;
        if (rng_.chance(0.62))
            for (std::size_t i = 0; i < all.size(); ++i)
                if (all[i].id == lead) return static_cast<int>(i);
        return rng_.chance(0.45) ? static_cast<int>(all.size()) - 1 : rng_.below(static_cast<int>(all.size()));
    }

    /// Who uses the plot: the owner alone, with tenants, or tenants only.
    void settle(int p, bool second_plot) {
        Plot& plot = data_.plots[static_cast<std::size_t>(p)];
        const bool park = plot.use == Use::industry && !second_plot && rng_.chance(0.02);
        const int tenants = park ? 8 + rng_.below(12) : rng_.chance(0.215) ? 1 + rng_.below(4) : 0;
        if (tenants == 0) return alone(p, second_plot);
        int left = 10000;
        const int own = park ? 500 : rng_.chance(0.15) ? 0 : 2500 + rng_.below(4500);
        std::vector<std::pair<int, int>> shares;
        if (own > 0) shares.emplace_back(plot.owner, own);
        left -= own;
        for (int t = 0; t < tenants; ++t) {
            const int share = t + 1 == tenants
                                  ? left
                                  : std::max(100, static_cast<int>(left / (tenants - t) * rng_.between(0.6, 1.4)));
            if (share <= 0 || share > left) break;
            left -= share;
            const int firm = add_firm(p);
            if (park) data_.firms[static_cast<std::size_t>(firm)].park_kind = "小微园";
            shares.emplace_back(firm, share);
        }
        shares.back().second += left;
        // Some offices know the floor area only.
        const bool by_floor = rng_.chance(0.3) && plot.gfa_m2() > 500;
        const double gfa = plot.gfa_m2();
        for (const auto& [firm, share] : shares) {
            Link link;
            link.firm = firm;
            link.plot = p;
            link.rented = firm != plot.owner;
            link.share = by_floor ? -1 : share;
            if (by_floor || rng_.chance(0.4)) link.floor_dm2 = std::llround(gfa * share / 100.0);
            if (link.floor_dm2 == 0) link.floor_dm2 = -1;
            if (link.rented) {
                link.from = day(2014 + rng_.below(7), 1 + static_cast<unsigned>(rng_.below(12)), 1);
                if (rng_.chance(0.5)) link.to = day(2025 + rng_.below(6), 12, 31);
            }
            data_.links.push_back(link);
            land_.push_back(share);
        }
        if (!by_floor && rng_.chance(0.06)) former_tenant(p);
    }

    void alone(int p, bool second_plot) {
        Plot& plot = data_.plots[static_cast<std::size_t>(p)];
        Firm& firm = data_.firms[static_cast<std::size_t>(plot.owner)];
        Link link;
        link.firm = plot.owner;
        link.plot = p;
        link.share = 10000;
        const double u = rng_.unit();
        if (!second_plot && u < 0.03 && !layout_.big)
            firm.known = u < 0.015 ? Known::ledger_code : u < 0.022 ? Known::parcel_credit : Known::point;
        data_.links.push_back(link);
        land_.push_back(10000);
    }

    /// A tenant that left: its rows end before the year judged.
    void former_tenant(int p) {
        const int firm = add_firm(p);
        Link link;
        link.firm = firm;
        link.plot = p;
        link.rented = true;
        link.share = 1000;
        link.from = day(2016, 3, 1);
        link.to = day(2022, 12, 31);
        data_.links.push_back(link);
        land_.push_back(0);
        left_.push_back(firm);
    }

    void count_land(const Link& link) {
        const auto at = static_cast<std::size_t>(&link - data_.links.data());
        Firm& firm = data_.firms[static_cast<std::size_t>(link.firm)];
        const Plot& plot = data_.plots[static_cast<std::size_t>(link.plot)];
        firm.land_mu += geom::mu_from_m2(static_cast<double>(plot.deed_dm2) / 100) * land_[at] / 10000.0;
    }

    void fill_years(Firm& firm) {
        const auto& fact = layout_.facts.industries[static_cast<std::size_t>(firm.industry)];
        const bool gone =
            std::find(left_.begin(), left_.end(), static_cast<int>(&firm - data_.firms.data())) != left_.end();
        const double mu = std::max(0.4, firm.land_mu);
        const double big = 1 / (1 + std::exp(-(std::log(mu) - std::log(21.0)) * 1.1));
        firm.above_scale = rng_.unit() < (firm.land_mu > 0 ? 0.05 + 0.52 * big : 0.05);
        double tax = 0, output = 0;
        if (firm.above_scale) {
            tax = mu * 24 * fact.tax_factor * block_.quality * rng_.spread(0.85) * calibration_.tax;
            output = tax / calibration_.tax * 18 / std::sqrt(fact.tax_factor) * rng_.spread(0.3) * calibration_.output;
            output = std::max(output, 2150 * rng_.between(1, 1.6));
        } else {
            tax = mu * 6.5 * std::sqrt(block_.quality) * rng_.spread(0.8);
            output = std::clamp(tax * rng_.between(9, 17), 40.0, 1850.0);
            tax = std::min(tax, output * 0.16);
        }
        // A few small owners have stopped production: the plot says since when, their figures fall to next to nothing.
        Plot& home = data_.plots[static_cast<std::size_t>(firm.main_plot)];
        const bool stops = rng_.chance(0.03);
        const int stopped = 2022 + rng_.below(3);
        if (stops && !firm.above_scale && !layout_.big && &data_.firms[static_cast<std::size_t>(home.owner)] == &firm)
            home.stopped_since = day(stopped, 1 + static_cast<unsigned>(rng_.below(12)), 1);
        const bool away = rng_.chance(0.012);
        if (away) firm.tax_place = elsewhere[rng_.below(4)];
        const double growth = rng_.between(0.93, 1.17);
        const int since = rng_.chance(0.08) ? first_year + 1 + rng_.below(2) : first_year;
        if (since > first_year) firm.registered = day(since - 1, 1 + static_cast<unsigned>(rng_.below(12)), 15);
        const int until = gone ? 2022 : 2030;
        const double rates[] = {fact.value_added_rate * rng_.spread(0.18),
                                41.23 * rng_.spread(firm.above_scale ? 0.25 : 0.3),
                                fact.energy_per_value_added * rng_.spread(0.35), fact.rd_rate * rng_.spread(0.4),
                                rng_.chance(0.7) ? 1 / (4929.0 * rng_.spread(0.5)) : 0.0};
        const double adjust[] = {
            rng_.chance(0.15) ? rng_.between(0.02, 0.1) : 0, rng_.chance(0.06) ? rng_.between(0.02, 0.08) : 0,
            rng_.chance(0.03) ? rng_.between(0.01, 0.04) : 0, rng_.chance(0.02) ? rng_.between(0.01, 0.05) : 0};
        for (int y = 0; y < year_count; ++y) {
            const int year = first_year + y;
            const double f = std::pow(growth, y + 1 - year_count) * (y + 1 == year_count ? 1 : rng_.spread(0.07));
            Figures& out = firm.years[static_cast<std::size_t>(y)];
            if (year < since || year > until) continue;
            const double idle = home.stopped_since != 0 && year > stopped && home.owner >= 0 &&
                                        &data_.firms[static_cast<std::size_t>(home.owner)] == &firm
                                    ? 0.06
                                    : 1;
            figures(out, firm, tax * f * idle, output * f * idle, rates, adjust, away);
        }
    }

    void figures(Figures& out, const Firm& firm, double tax, double output, const double* rates, const double* adjust,
                 bool away) {
        out.active = true;
        out.output = fen(output);
        out.revenue = fen(firm.above_scale ? std::max(2001.0, output * rng_.between(0.94, 1.04))
                                           : std::min(1990.0, output * rng_.between(0.95, 1.04)));
        const double added = output * std::min(0.6, rates[0]);
        out.value_added = fen(added);
        out.employees = std::max(3, static_cast<int>(added / rates[1] + 0.5));
        out.energy = std::llround(added * rates[2] * 100);
        out.electricity = std::llround(added * rates[2] * 0.19 * 1000) / 1 / 10;
        out.rd = firm.above_scale || rates[3] > 0.03 ? fen(output * std::min(0.25, rates[3])) : 0;
        out.emissions = firm.above_scale && rates[4] > 0 ? std::llround(added * rates[4] * 1000) : no_amount;
        if (away) return;
        out.tax_paid = fen(tax);
        if (!firm.above_scale) return;
        out.exempt_credit = fen(tax * adjust[0]);
        out.refund = fen(tax * adjust[1]);
        out.audit = fen(tax * adjust[2]);
        out.land_oneoff = fen(tax * adjust[3]);
    }

    const Layout& layout_;
    const Calibration& calibration_;
    BlockData& data_;
    const Block& block_;
    Rng rng_;
    std::vector<int> land_;  ///< true share per link, in 1/10000
    std::vector<int> left_;
};

}  // namespace

void add_firms(const Layout& layout, const Calibration& calibration, BlockData& data) {
    FirmMaker(layout, calibration, data).run();
}

}  // namespace mulens::sample
