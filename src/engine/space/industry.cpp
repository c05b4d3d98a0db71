#include "space/industry.hpp"

#include "base/error.hpp"
#include "base/exact.hpp"

#include <algorithm>
#include <cmath>
#include <set>

namespace mulens::space {
namespace {

using Key = std::pair<std::string, std::string>;  // platform, division

struct Sums {
    std::uint64_t firms = 0;
    std::int64_t output = 0;  ///< 分
    ExactSum employees;
};

/// Weight of a firm in each platform: its share of the land of its plots there.
std::vector<std::map<std::string, double>> platforms_of_firms(const plan::PlanInput& input) {
    std::vector<std::map<std::string, double>> out(input.enterprises->rows());
    for (const auto& link : input.links) {
        const double area = input.parcels->number("area_basis_m2", link.parcel);
        out[link.enterprise][std::string(input.parcels->text("platform", link.parcel))] +=
            link.share * (area > 0 ? area : 0);
    }
    return out;
}

double share(double part, double whole) { return whole > 0 ? part / whole : table::none; }

bool is_district(const Mix& m) { return m.platform == "全区"; }

const config::IndustryFact& industry_of(const config::DistrictFacts& facts, const Lead& lead) {
    for (const auto& industry : facts.industries)
        if (industry.id == lead.industry) return industry;
    std::string known;
    for (const auto& industry : facts.industries) known += (known.empty() ? "" : ", ") + industry.id;
    throw Error::make(ExitCode::usage, "--lead {}={}: there is no such lead industry; there are {}", lead.platform,
                      lead.industry, known);
}

std::vector<Lead> with_district(const std::vector<Lead>& leads) {
    std::vector<Lead> all;
    for (const auto& id : five_leads()) all.push_back({"全区", id});
    all.insert(all.end(), leads.begin(), leads.end());
    return all;
}

/// Where a link stands in a mix.
class LinkFinder {
  public:
    LinkFinder(const std::vector<Mix>& mix, double weak_lq) : mix_(mix), weak_lq_(weak_lq) {
        for (const Mix& m : mix) cells_[{m.platform, m.division}] = &m;
    }
    [[nodiscard]] ChainLink find(const Lead& lead, const std::string& division) const {
        ChainLink link;
        link.lead = lead;
        link.division = division;
        if (const auto it = cells_.find({lead.platform, division}); it != cells_.end()) {
            link.firms = it->second->firms;
            link.output = it->second->output;
            link.lq_output = it->second->lq_output;
            const bool weak = std::isfinite(link.lq_output) && link.lq_output < weak_lq_;
            link.state = weak ? Chain::weak : Chain::present;
        }
        if (const auto it = cells_.find({"全区", division}); it != cells_.end())
            link.district_firms = it->second->firms;
        double most = -1;
        for (const Mix& m : mix_) {
            if (m.division != division || m.platform == lead.platform || m.platform.empty() || is_district(m)) continue;
            if (m.output > most) {
                most = m.output;
                link.elsewhere = m.platform;
            }
        }
        return link;
    }

  private:
    const std::vector<Mix>& mix_;
    double weak_lq_;
    std::map<Key, const Mix*> cells_;
};

}  // namespace

std::string_view digits_of(std::string_view code) {
    const auto digit = [](char c) { return c >= '0' && c <= '9'; };
    const auto first = std::find_if(code.begin(), code.end(), digit);
    const auto last = std::find_if_not(first, code.end(), digit);
    return last - first < 2 ? std::string_view() : std::string_view(first, last);
}

std::string division_of(std::string_view code) { return std::string(digits_of(code).substr(0, 2)); }

std::vector<Mix> mix_of(const plan::PlanInput& input,
                        const std::function<std::vector<std::string>(std::string_view)>& classes_of) {
    if (input.enterprises == nullptr) return {};
    const table::Table& firms = *input.enterprises;
    const auto places = platforms_of_firms(input);
    std::map<Key, Sums> cells;
    std::map<std::string, Sums> platforms, divisions;
    Sums district;
    for (Row firm = 0; firm < firms.rows(); ++firm) {
        const auto classes = classes_of(firms.text("industry", firm));
        const double output = firms.number("output", firm), people = firms.number("employees", firm);
        const std::int64_t fen = output > 0 ? fen_from_wan(output) : 0;
        std::vector<std::string> names;
        std::vector<double> weights;
        double sum = 0;
        for (const auto& [name, weight] : places[firm]) {
            names.push_back(name);
            weights.push_back(weight);
            sum += weight;
        }
        if (!(sum > 0)) {
            names.assign(1, names.empty() ? std::string() : names.front());
            weights.assign(1, 1.0);
            sum = 1;
        }
        const auto parts = split_largest_remainder(fen, weights);
        const auto add = [&](Sums& to, std::int64_t money, double staff) {
            ++to.firms;
            to.output += money;
            if (staff > 0) to.employees.add(staff);
        };
        for (std::size_t i = 0; i < names.size(); ++i) {
            const double staff = people * weights[i] / sum;
            add(platforms[names[i]], parts[i], staff);
            for (const auto& name : classes) add(cells[{names[i], name}], parts[i], staff);
        }
        add(district, fen, people);
        for (const auto& name : classes) add(divisions[name], fen, people);
    }
    std::vector<Mix> out;
    const auto add = [&](const std::string& platform, const std::string& division, const Sums& cell, const Sums& all) {
        Mix m;
        m.platform = platform;
        m.division = division;
        m.firms = cell.firms;
        m.output = wan_from_fen(cell.output);
        m.employees = cell.employees.value();
        m.output_share = share(m.output, wan_from_fen(all.output));
        m.employees_share = share(m.employees, all.employees.value());
        const Sums& d = divisions.at(division);
        m.lq_output = share(m.output_share, share(wan_from_fen(d.output), wan_from_fen(district.output)));
        m.lq_employees = share(m.employees_share, share(d.employees.value(), district.employees.value()));
        out.push_back(std::move(m));
    };
    for (const auto& [division, sums] : divisions) add("全区", division, sums, district);
    for (const auto& [key, sums] : cells) add(key.first, key.second, sums, platforms.at(key.first));
    std::stable_sort(out.begin(), out.end(), [](const Mix& a, const Mix& b) {
        if (is_district(a) != is_district(b)) return is_district(a);
        if (a.platform != b.platform) return a.platform < b.platform;
        return a.output != b.output ? a.output > b.output : a.division < b.division;
    });
    return out;
}

std::vector<Mix> industry_mix(const plan::PlanInput& input) {
    return mix_of(input, [](std::string_view code) { return std::vector<std::string>{division_of(code)}; });
}

const std::vector<std::string>& five_leads() {
    static const std::vector<std::string> five{"车", "芯", "药", "化", "航"};
    return five;
}

std::vector<Lead> leads_of(const config::DistrictFacts& facts, const std::vector<Mix>& mix) {
    std::set<std::string> known;
    for (const Mix& m : mix) known.insert(m.platform);
    std::vector<Lead> out;
    for (const auto& platform : facts.platforms) {
        if (std::find(five_leads().begin(), five_leads().end(), platform.lead) == five_leads().end()) continue;
        for (const auto& name : {platform.name, platform.alias})
            if (!name.empty() && known.contains(name)) {
                out.push_back({name, platform.lead});
                break;
            }
    }
    return out;
}

const char* name_of(Chain chain) {
    constexpr const char* names[] = {"missing", "weak", "present"};
    return names[static_cast<std::size_t>(chain)];
}

std::vector<ChainLink> chain_links(const std::vector<Mix>& mix, const config::DistrictFacts& facts,
                                   const std::vector<Lead>& leads, double weak_lq) {
    const LinkFinder finder(mix, weak_lq);
    std::vector<ChainLink> out;
    for (const Lead& lead : with_district(leads))
        for (const auto& division : industry_of(facts, lead).divisions) out.push_back(finder.find(lead, division));
    return out;
}

std::string name_of(const config::ChainStep& step) { return step.chain + "/" + step.name.zh; }

std::vector<Mix> step_mix(const plan::PlanInput& input, const config::ChainSteps& chains) {
    return mix_of(input, [&](std::string_view code) {
        std::vector<std::string> out;
        const auto digits = digits_of(code);
        for (const auto& step : chains.steps)
            if (std::any_of(step.codes.begin(), step.codes.end(),
                            [&](const auto& begin) { return digits.starts_with(begin); }))
                out.push_back(name_of(step));
        return out;
    });
}

std::vector<StepLink> step_links(const std::vector<Mix>& mix, const config::ChainSteps& chains,
                                 const std::vector<Lead>& leads, double weak_lq) {
    const LinkFinder finder(mix, weak_lq);
    std::vector<StepLink> out;
    for (const Lead& lead : with_district(leads))
        for (const auto& step : chains.steps)
            if (step.chain == lead.industry) out.push_back({finder.find(lead, name_of(step)), &step});
    return out;
}

std::uint64_t coarse_codes(const plan::PlanInput& input) {
    std::uint64_t out = 0;
    for (Row firm = 0; input.enterprises != nullptr && firm < input.enterprises->rows(); ++firm) {
        const auto size = digits_of(input.enterprises->text("industry", firm)).size();
        out += size == 2 ? 1 : 0;
    }
    return out;
}

}  // namespace mulens::space
