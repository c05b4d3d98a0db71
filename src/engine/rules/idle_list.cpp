#include "rules/idle_list.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

namespace mulens::rules {
namespace {

double median_of(std::vector<double>& values) {
    if (values.empty()) return table::none;
    std::sort(values.begin(), values.end());
    const std::size_t half = values.size() / 2;
    return values.size() % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
}

}  // namespace

IdleScores score_idle(const IdleResult& idle, const table::Table& parcels, const std::vector<std::uint8_t>& in_scope) {
    const Row rows = parcels.rows();
    IdleScores out;
    out.area_mu.assign(rows, table::none);
    out.days_past = out.median_tax = out.score = out.area_mu;
    const auto listed = [&](Row row) {
        const IdleStatus s = idle.status(row);
        return is_idle(s) || s == IdleStatus::late;
    };
    bool any = false;
    for (Row row = 0; row < rows && !any; ++row) any = listed(row);
    if (!any) return out;
    std::map<std::string, std::vector<double>, std::less<>> by_platform;
    std::vector<double> all;
    const table::Column* tax = parcels.find("tax_per_mu");
    for (Row row = 0; row < rows && tax != nullptr && !tax->is_text(); ++row) {
        const double value = tax->number(row);
        if (in_scope[row] == 0 || std::isnan(value)) continue;
        const auto platform = parcels.text("platform", row);
        auto it = by_platform.find(platform);
        if (it == by_platform.end()) it = by_platform.emplace(std::string(platform), std::vector<double>{}).first;
        it->second.push_back(value);
        all.push_back(value);
    }
    const double district = median_of(all);
    std::map<std::string, double, std::less<>> medians;
    for (auto& [platform, values] : by_platform) medians[platform] = median_of(values);
    for (Row row = 0; row < rows; ++row) {
        if (!listed(row)) continue;
        const auto it = medians.find(parcels.text("platform", row));
        out.area_mu[row] = parcels.number("area_basis_mu", row);
        out.days_past[row] = idle.phases[idle.worst[row]].verdict.days_past;
        out.median_tax[row] = it == medians.end() || it->first.empty() ? district : it->second;
        out.score[row] = out.area_mu[row] * out.days_past[row] / 365 * out.median_tax[row];
    }
    return out;
}

void add_idle_score_columns(IdleScores scores, table::Table& parcels) {
    parcels.set("idle_area_mu", table::Column::numbers(std::move(scores.area_mu)));
    parcels.set("idle_days", table::Column::numbers(std::move(scores.days_past)));
    parcels.set("idle_tax_median", table::Column::numbers(std::move(scores.median_tax)));
    parcels.set("idle_score", table::Column::numbers(std::move(scores.score)));
}

std::vector<Deadline> next_deadlines(const IdleResult& idle, Date as_of) {
    std::vector<Deadline> out;
    const Date last = add_years(as_of, 1);
    for (const auto& phase : idle.phases) {
        const auto add = [&](const std::optional<Date>& date, const char* kind) {
            if (date && *date > as_of && *date <= last) out.push_back({phase.parcel, phase.contract, kind, *date});
        };
        const auto& v = phase.verdict;
        if (v.status == IdleStatus::government_caused) continue;
        if (v.recoverable_from) {
            add(v.start, "start_due");
            add(v.idle_from, "idle_1y");
            add(v.recoverable_from, "recoverable_2y");
        } else if (v.idle_from && !v.not_started) {
            add(v.idle_from, "suspended_1y");
        }
    }
    std::sort(out.begin(), out.end(), [](const Deadline& a, const Deadline& b) {
        return std::tie(a.date, a.parcel, a.contract, a.kind) < std::tie(b.date, b.parcel, b.contract, b.kind);
    });
    return out;
}

bool is_idle(std::string_view status) {
    for (const IdleStatus s : {IdleStatus::government_caused, IdleStatus::suspended_1y, IdleStatus::not_started_1y,
                               IdleStatus::not_started_2y})
        if (status == name_of(s)) return true;
    return false;
}

IdleChange compare_idle(const std::vector<std::string>& ids, const std::vector<std::string>& statuses,
                        const std::vector<std::string>& previous_ids,
                        const std::vector<std::string>& previous_statuses) {
    std::set<std::string_view> before;
    for (std::size_t i = 0; i < previous_ids.size(); ++i)
        if (is_idle(previous_statuses[i])) before.insert(previous_ids[i]);
    std::set<std::string_view> after;
    IdleChange out;
    for (std::size_t i = 0; i < ids.size(); ++i) {
        const bool listed = is_idle(statuses[i]);
        if (listed) after.insert(ids[i]);
        out.now.emplace_back(!listed ? "" : before.contains(ids[i]) ? "continuing" : "new");
    }
    for (std::size_t i = 0; i < previous_ids.size(); ++i)
        if (is_idle(previous_statuses[i]) && !after.contains(previous_ids[i])) out.cleared.push_back(previous_ids[i]);
    return out;
}

}  // namespace mulens::rules
