#include "plan/sites.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "plan/names.hpp"
#include "table/rows.hpp"

#include <algorithm>
#include <cmath>
#include <unordered_map>

namespace mulens::plan {
namespace {

using table::none;
using table::Table;

/// NaN + x = x; stays NaN where nothing is known.
void add_known(double& sum, double value) {
    if (std::isnan(value)) return;
    sum = std::isnan(sum) ? value : sum + value;
}

double ratio(double part, double whole) { return whole > 0 ? part / whole : none; }

int badness(std::string_view grade) {
    if (grade == "D") return 4;
    if (grade == "C") return 3;
    if (grade == "B") return 2;
    return grade == "A" ? 1 : 0;
}

bool is_idle(std::string_view status) {
    return status == "not_started_1y" || status == "not_started_2y" || status == "suspended_1y";
}

struct Unit {
    std::string planned_use;
    double height_max_m = none;
    double density_max = none;
};

std::unordered_map<std::string, Unit> units_of(const Table* regulatory) {
    std::unordered_map<std::string, Unit> out;
    if (regulatory == nullptr || !regulatory->has("unit_id")) return out;
    for (Row row = 0; row < regulatory->rows(); ++row)
        out.emplace(regulatory->text("unit_id", row),
                    Unit{std::string(regulatory->text("planned_use", row)), regulatory->number("height_max_m", row),
                         regulatory->number("density_max", row)});
    return out;
}

std::unordered_map<std::string, Row> first_rows(const Table* keyed) {
    std::unordered_map<std::string, Row> out;
    if (keyed == nullptr || !keyed->has("parcel_id")) return out;
    for (Row row = 0; row < keyed->rows(); ++row) out.emplace(normalised_key(keyed->text("parcel_id", row)), row);
    return out;
}

class Collector {
  public:
    Collector(const PlanInput& input, const std::vector<std::string>& industries)
        : in_(input),
          parcels_(*input.parcels),
          industries_(industries),
          units_(units_of(input.regulatory)),
          supply_(first_rows(input.supply)) {}

    void add(const Site& site) {
        out_.row();
        begin(site);
        const Row main = largest(site);
        sums(site);
        names(site, main);
        limits(site, main);
        states(site, main);
        supply(site);
        std::string_view better;
        if (!in_.better_neighbour.empty())
            for (const Row row : site.plots)
                if (better.empty() && in_.better_neighbour[row] != no_row)
                    better = parcels_.text("parcel_id", in_.better_neighbour[row]);
        out_.set("better_neighbour", better);
    }
    [[nodiscard]] Table take() const { return out_.take(); }

  private:
    void begin(const Site& site) {
        out_.set("site_id", site.id).set("plot_count", static_cast<double>(site.plots.size()));
        std::string ids;
        for (const Row row : site.plots) {
            if (!ids.empty()) ids += ';';
            ids += parcels_.text("parcel_id", row);
        }
        out_.set("parcel_ids", ids);
    }

    [[nodiscard]] Row largest(const Site& site) const {
        return *std::max_element(site.plots.begin(), site.plots.end(), [&](Row a, Row b) {
            return parcels_.number("area_basis_mu", a) < parcels_.number("area_basis_mu", b);
        });
    }

    double sum_of(const char* name, const Site& site) {
        double sum = none;
        for (const Row row : site.plots) add_known(sum, parcels_.number(name, row));
        return sum;
    }

    void sums(const Site& site) {
        const double mu = sum_of("area_basis_mu", site), m2 = sum_of("area_m2", site);
        const double footprint = sum_of("footprint_m2", site), counted = sum_of("far_area_m2", site);
        const double tax = sum_of("tax", site), output = sum_of("output", site);
        const double firms = sum_of("enterprise_count", site);
        out_.set("area_basis_mu", mu).set("area_m2", m2).set("footprint_m2", footprint);
        out_.set("gfa_m2", sum_of("gfa_m2", site)).set("far_area_m2", counted).set("tax", tax).set("output", output);
        out_.set("employees", sum_of("employees", site)).set("enterprise_count", std::isnan(firms) ? 0 : firms);
        out_.set("far", ratio(counted, m2)).set("building_density", ratio(footprint, m2));
        out_.set("tax_per_mu", ratio(tax, mu)).set("output_per_mu", ratio(output, mu));
    }

    void names(const Site& site, Row main) {
        for (const char* name : {"platform", "street"}) out_.set(name, parcels_.text(name, main));
        for (const char* name : {"owner", "tenant", "constraints", "renewal_area", "reasons"}) {
            Names all;
            for (const Row row : site.plots) all.add(parcels_.text(name, row));
            out_.set(name, all.joined());
            if (name == std::string_view("owner")) out_.set("owner_count", static_cast<double>(all.size()));
        }
        out_.set("industry", industries_.empty() ? std::string_view() : std::string_view(industries_[main]));
    }

    void limits(const Site& site, Row main) {
        double far = 0, density = 0, area = 0, height = none;
        for (const Row row : site.plots) {
            const double m2 = parcels_.number("area_m2", row);
            const auto unit = units_.find(std::string(parcels_.text("regulatory_unit", row)));
            far += parcels_.number("far_limit", row) * m2;
            density += (unit == units_.end() ? none : unit->second.density_max) * m2;
            area += m2;
            if (unit != units_.end()) height = std::fmin(height, unit->second.height_max_m);  // of the known
        }
        const auto unit = units_.find(std::string(parcels_.text("regulatory_unit", main)));
        out_.set("height_max_m", height).set("far_limit", ratio(far, area)).set("density_max", ratio(density, area));
        out_.set("planned_use", unit == units_.end() ? std::string_view() : std::string_view(unit->second.planned_use));
    }

    void states(const Site& site, Row main) {
        std::string_view grade, idle = parcels_.text("idle_status", main);
        double low = 0, stopped = none, vacant = 0, floor = 0;
        for (const Row row : site.plots) {
            const auto own = parcels_.text("grade", row);
            if (grade.empty() || badness(own) > badness(grade)) grade = own;
            const auto status = parcels_.text("idle_status", row);
            if (is_idle(status) && !is_idle(idle)) idle = status;
            if (parcels_.number("low_efficiency", row) == 1) low = 1;
            stopped = std::fmin(stopped, parcels_.number("stopped_since", row));  // of the known
            const double share = parcels_.number("vacancy_share", row);
            const double m2 = parcels_.number("gfa_m2", row);
            if (!std::isnan(share) && m2 > 0) {
                vacant += share * m2;
                floor += m2;
            }
        }
        out_.set("grade", grade).set("idle_status", idle).flag("low_efficiency", low == 1);
        out_.set("stopped_since", stopped, table::Kind::date).set("vacancy_share", ratio(vacant, floor));
        out_.set("review_status", parcels_.text("review_status", main));
    }

    void supply(const Site& site) {
        Names kinds;
        double money = 0, mu = 0;
        for (const Row row : site.plots) {
            const auto it = supply_.find(normalised_key(parcels_.text("parcel_id", row)));
            if (it == supply_.end()) continue;
            const auto kind = in_.supply->text("supply_kind", it->second);
            kinds.add(kind);
            const double asked = in_.supply->number("price", it->second);
            if (std::isnan(asked) || kind == "可租") continue;  // a rent is no price of land
            money += asked;
            mu += parcels_.number("area_basis_mu", row);
        }
        out_.set("supply_kind", kinds.joined()).set("supply_price", ratio(money, mu));
    }

    const PlanInput& in_;
    const Table& parcels_;
    const std::vector<std::string>& industries_;
    std::unordered_map<std::string, Unit> units_;
    std::unordered_map<std::string, Row> supply_;
    table::Rows out_;
};

}  // namespace

std::vector<std::string> parcel_industries(const PlanInput& input) {
    if (input.enterprises == nullptr || !input.enterprises->has("industry")) return {};
    struct Weight {
        std::string division;
        double output;
    };
    std::vector<std::vector<Weight>> by_parcel(input.parcels->rows());
    for (const auto& link : input.links) {
        const auto code = input.enterprises->text("industry", link.enterprise);
        if (code.size() < 2) continue;
        // Output may be blank or 0: a firm still counts for a little, so that its plot has an industry.
        const double output = input.enterprises->number("output", link.enterprise);
        const double weight = link.share * (std::isnan(output) || output <= 0 ? 1e-6 : output);
        auto& list = by_parcel[link.parcel];
        const auto division = std::string(code.substr(0, 2));
        const auto it = std::find_if(list.begin(), list.end(), [&](const auto& w) { return w.division == division; });
        if (it == list.end())
            list.push_back({division, weight});
        else
            it->output += weight;
    }
    std::vector<std::string> out(by_parcel.size());
    for (std::size_t row = 0; row < by_parcel.size(); ++row) {
        const Weight* best = nullptr;
        for (const auto& w : by_parcel[row])
            if (best == nullptr || w.output > best->output || (w.output == best->output && w.division < best->division))
                best = &w;
        if (best != nullptr) out[row] = best->division;
    }
    return out;
}

std::vector<Site> single_sites(const Table& parcels, std::span<const Row> rows) {
    std::vector<Site> out;
    out.reserve(rows.size());
    for (const Row row : rows) out.push_back({std::string(parcels.text("parcel_id", row)), {row}});
    return out;
}

Table site_table(const PlanInput& input, std::span<const Site> sites, const std::vector<std::string>& industries) {
    Collector collector(input, industries);
    for (const auto& site : sites) collector.add(site);
    return collector.take();
}

std::vector<Row> rows_of(const Table& parcels, std::span<const std::string> codes, std::string_view option) {
    std::vector<Row> out;
    if (codes.empty()) return out;
    std::unordered_map<std::string, Row> rows;
    for (Row row = 0; row < parcels.rows(); ++row) rows.emplace(normalised_key(parcels.text("parcel_id", row)), row);
    for (const auto& code : codes) {
        const auto it = rows.find(normalised_key(code));
        if (it == rows.end()) throw Error::make(ExitCode::usage, "{}: there is no parcel {}", option, code);
        out.push_back(it->second);
    }
    return out;
}

}  // namespace mulens::plan
