#include "plan/sites.hpp"

#include "base/error.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
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

/// ;-joined, each once, in order of appearance.
class Names {
  public:
    void add(std::string_view joined) {
        for (const auto& name : split(joined, ';'))
            if (!name.empty() && std::find(names_.begin(), names_.end(), name) == names_.end()) names_.push_back(name);
    }
    [[nodiscard]] std::size_t size() const { return names_.size(); }
    [[nodiscard]] std::string joined() const {
        std::string out;
        for (const auto& name : names_) out += (out.empty() ? "" : ";") + name;
        return out;
    }

  private:
    std::vector<std::string> names_;
};

/// Columns under construction, in the order in which they are first named.
class Builder {
  public:
    explicit Builder(std::size_t rows) : rows_(rows) {}
    double& number(const std::string& name, std::size_t row) { return of(numbers_, name, none)[row]; }
    std::string& text(const std::string& name, std::size_t row) { return of(texts_, name, std::string())[row]; }
    double& flag(const std::string& name, std::size_t row) {
        booleans_.insert(name);
        return number(name, row);
    }
    double& date(const std::string& name, std::size_t row) {
        dates_.insert(name);
        return number(name, row);
    }
    [[nodiscard]] Table take() {
        Table out(static_cast<Row>(rows_));
        for (const auto& name : order_) {
            if (const auto it = texts_.find(name); it != texts_.end()) {
                out.set(name, table::Column::texts(it->second));
                continue;
            }
            const auto kind = booleans_.contains(name) ? table::Kind::boolean
                              : dates_.contains(name)  ? table::Kind::date
                                                       : table::Kind::number;
            out.set(name, table::Column::numbers(std::move(numbers_[name]), kind));
        }
        return out;
    }

  private:
    template <typename T>
    std::vector<T>& of(std::map<std::string, std::vector<T>>& columns, const std::string& name, const T& blank) {
        const auto [it, added] = columns.try_emplace(name);
        if (added) {
            it->second.assign(rows_, blank);
            order_.push_back(name);
        }
        return it->second;
    }

    std::size_t rows_;
    std::vector<std::string> order_;
    std::map<std::string, std::vector<double>> numbers_;
    std::map<std::string, std::vector<std::string>> texts_;
    std::set<std::string> booleans_, dates_;
};

class Collector {
  public:
    Collector(const PlanInput& input, const std::vector<std::string>& industries, std::size_t sites)
        : in_(input),
          parcels_(*input.parcels),
          industries_(industries),
          units_(units_of(input.regulatory)),
          supply_(first_rows(input.supply)),
          out_(sites) {}

    void add(std::size_t at, const Site& site) {
        begin(at, site);
        const Row main = largest(site);
        sums(at, site);
        names(at, site, main);
        limits(at, site, main);
        states(at, site, main);
        supply(at, site);
        std::string better;
        if (!in_.better_neighbour.empty())
            for (const Row row : site.plots)
                if (better.empty() && in_.better_neighbour[row] != no_row)
                    better = parcels_.text("parcel_id", in_.better_neighbour[row]);
        out_.text("better_neighbour", at) = better;
    }
    [[nodiscard]] Table take() { return out_.take(); }

  private:
    void begin(std::size_t at, const Site& site) {
        out_.text("site_id", at) = site.id;
        out_.number("plot_count", at) = static_cast<double>(site.plots.size());
        std::string ids;
        for (const Row row : site.plots) {
            if (!ids.empty()) ids += ';';
            ids += parcels_.text("parcel_id", row);
        }
        out_.text("parcel_ids", at) = ids;
    }

    [[nodiscard]] Row largest(const Site& site) const {
        return *std::max_element(site.plots.begin(), site.plots.end(), [&](Row a, Row b) {
            return parcels_.number("area_basis_mu", a) < parcels_.number("area_basis_mu", b);
        });
    }

    void sums(std::size_t at, const Site& site) {
        for (const char* name : {"area_basis_mu", "area_m2", "footprint_m2", "gfa_m2", "far_area_m2", "tax", "output",
                                 "employees", "enterprise_count"}) {
            double& sum = out_.number(name, at);
            for (const Row row : site.plots) add_known(sum, parcels_.number(name, row));
        }
        const double mu = out_.number("area_basis_mu", at);
        const double m2 = out_.number("area_m2", at);
        if (std::isnan(out_.number("enterprise_count", at))) out_.number("enterprise_count", at) = 0;
        out_.number("far", at) = ratio(out_.number("far_area_m2", at), m2);
        out_.number("building_density", at) = ratio(out_.number("footprint_m2", at), m2);
        out_.number("tax_per_mu", at) = ratio(out_.number("tax", at), mu);
        out_.number("output_per_mu", at) = ratio(out_.number("output", at), mu);
    }

    void names(std::size_t at, const Site& site, Row main) {
        for (const char* name : {"platform", "street"}) out_.text(name, at) = parcels_.text(name, main);
        for (const char* name : {"owner", "tenant", "constraints", "renewal_area", "reasons"}) {
            Names all;
            for (const Row row : site.plots) all.add(parcels_.text(name, row));
            out_.text(name, at) = all.joined();
            if (name == std::string_view("owner")) out_.number("owner_count", at) = static_cast<double>(all.size());
        }
        out_.text("industry", at) = industries_.empty() ? std::string() : industries_[main];
    }

    void limits(std::size_t at, const Site& site, Row main) {
        double far = 0, density = 0, area = 0;
        double& height = out_.number("height_max_m", at);
        for (const Row row : site.plots) {
            const double m2 = parcels_.number("area_m2", row);
            const auto unit = units_.find(std::string(parcels_.text("regulatory_unit", row)));
            far += parcels_.number("far_limit", row) * m2;
            density += (unit == units_.end() ? none : unit->second.density_max) * m2;
            area += m2;
            if (unit != units_.end() && !std::isnan(unit->second.height_max_m))
                height = std::isnan(height) ? unit->second.height_max_m : std::min(height, unit->second.height_max_m);
        }
        out_.number("far_limit", at) = ratio(far, area);
        out_.number("density_max", at) = ratio(density, area);
        const auto unit = units_.find(std::string(parcels_.text("regulatory_unit", main)));
        out_.text("planned_use", at) = unit == units_.end() ? std::string() : unit->second.planned_use;
    }

    void states(std::size_t at, const Site& site, Row main) {
        std::string& grade = out_.text("grade", at);
        std::string& idle = out_.text("idle_status", at);
        double& low = out_.flag("low_efficiency", at);
        double& stopped = out_.date("stopped_since", at);
        double vacant = 0, floor = 0;
        idle = parcels_.text("idle_status", main);
        low = 0;
        for (const Row row : site.plots) {
            const auto own = parcels_.text("grade", row);
            if (grade.empty() || badness(own) > badness(grade)) grade = own;
            const auto status = parcels_.text("idle_status", row);
            if (is_idle(status) && !is_idle(idle)) idle = status;
            if (parcels_.number("low_efficiency", row) == 1) low = 1;
            const double since = parcels_.number("stopped_since", row);
            if (!std::isnan(since) && !(since > stopped)) stopped = since;
            const double share = parcels_.number("vacancy_share", row);
            const double m2 = parcels_.number("gfa_m2", row);
            if (!std::isnan(share) && m2 > 0) {
                vacant += share * m2;
                floor += m2;
            }
        }
        out_.number("vacancy_share", at) = ratio(vacant, floor);
        out_.text("review_status", at) = parcels_.text("review_status", main);
    }

    void supply(std::size_t at, const Site& site) {
        Names kinds;
        double& price = out_.number("supply_price", at);
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
        out_.text("supply_kind", at) = kinds.joined();
        price = ratio(money, mu);
    }

    const PlanInput& in_;
    const Table& parcels_;
    const std::vector<std::string>& industries_;
    std::unordered_map<std::string, Unit> units_;
    std::unordered_map<std::string, Row> supply_;
    Builder out_;
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
    Collector collector(input, industries, sites.size());
    for (std::size_t i = 0; i < sites.size(); ++i) collector.add(i, sites[i]);
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
