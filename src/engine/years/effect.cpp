#include "years/effect.hpp"

#include "base/date.hpp"
#include "base/error.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

namespace mulens::years {
namespace {

constexpr std::string_view last_stage = "销号";

struct Renewals {
    std::set<std::string> all;                                    ///< plots of any year
    std::map<int, std::map<std::string, bool>> finished_by_year;  ///< year → code → finished
};

Renewals read_stages(const table::Table& stages) {
    Renewals out;
    for (Row row = 0; row < stages.rows(); ++row) {
        const std::string code = normalised_key(stages.text("parcel_id", row));
        if (code.empty()) continue;
        out.all.insert(code);
        double year = stages.number("year", row);
        const double date = stages.number("date", row);
        if (std::isnan(year) && std::isfinite(date)) year = year_of(from_day_number(date));
        if (std::isnan(year)) continue;
        bool& finished = out.finished_by_year[static_cast<int>(year)][code];
        finished = finished || trimmed(stages.text("stage", row)) == last_stage;
    }
    return out;
}

/// Code → plots of today; a code of an earlier year stands for the plots that most of its land went to.
class Finder {
  public:
    explicit Finder(const History& history) : history_(history) {
        for (const auto& year : history.years) {
            by_code_.emplace_back();
            for (Row row = 0; row < year.plots.rows(); ++row)
                by_code_.back().emplace(normalised_key(year.id(row)), row);
        }
    }
    [[nodiscard]] std::vector<Row> find(const std::string& code) const {
        for (std::size_t at = by_code_.size(); at-- > 0;) {
            const auto it = by_code_[at].find(code);
            if (it == by_code_[at].end()) continue;
            if (at + 1 == by_code_.size()) return {it->second};
            std::vector<Row> out;
            for (Row now = 0; now < history_.now().plots.rows(); ++now)
                if (history_.ancestor(at, now) == it->second) out.push_back(now);
            return out;
        }
        return {};
    }

  private:
    const History& history_;
    std::vector<std::map<std::string, Row>> by_code_;
};

struct Sums {
    std::uint64_t plots = 0;
    ExactSum tax_before, tax_after, mu_before, mu_after;
    [[nodiscard]] double before() const { return plots == 0 ? table::none : tax_before.value() / mu_before.value(); }
    [[nodiscard]] double after() const { return plots == 0 ? table::none : tax_after.value() / mu_after.value(); }
};

class Comparison {
  public:
    Comparison(const History& history, const Series& series, std::size_t before, std::size_t after)
        : history_(history), before_(before), first_(series.years[before]), last_(series.years[after]) {}

    /// False where the plot has no figures of both years.
    bool add(Row now, bool treated) {
        const bool known = std::isfinite(first_.tax[now]) && std::isfinite(last_.tax[now]) && first_.mu[now] > 0 &&
                           last_.mu[now] > 0 && standing_of(history_.now().plots, now) != "out";
        if (!known) return false;
        auto& [with, without] = groups_[{std::string(history_.now().plots.text("platform", now)), industry(now)}];
        Sums& sums = treated ? with : without;
        ++sums.plots;
        sums.tax_before.add(first_.tax[now]);
        sums.tax_after.add(last_.tax[now]);
        sums.mu_before.add(first_.mu[now]);
        sums.mu_after.add(last_.mu[now]);
        return true;
    }

    void finish(Effect& out) const {
        ExactSum tax_before, tax_after, mu;
        double weight = 0;
        EffectGroup& whole = out.whole;
        std::array<double, 4> means{};
        for (const auto& [key, sums] : groups_) {
            const auto& [with, without] = sums;
            if (with.plots == 0) continue;
            EffectGroup group;
            std::tie(group.platform, group.industry) = key;
            group.treated = with.plots;
            group.alone = without.plots;
            group.treated_mu = with.mu_after.value();
            group.alone_mu = without.mu_after.value();
            group.treated_before = with.before();
            group.treated_after = with.after();
            group.alone_before = without.before();
            group.alone_after = without.after();
            tax_before.add(with.tax_before);
            tax_after.add(with.tax_after);
            mu.add(with.mu_after);
            if (without.plots == 0) {
                out.not_compared += with.plots;
            } else {
                whole.treated += group.treated;
                whole.alone += group.alone;
                whole.treated_mu += group.treated_mu;
                whole.alone_mu += group.alone_mu;
                weight += group.treated_mu;
                const std::array<double, 4> own{group.treated_before, group.treated_after, group.alone_before,
                                                group.alone_after};
                for (std::size_t i = 0; i < own.size(); ++i) means[i] += group.treated_mu * own[i];
            }
            out.groups.push_back(std::move(group));
        }
        out.treated_tax_before = tax_before.value();
        out.treated_tax_after = tax_after.value();
        out.treated_mu = mu.value();
        if (weight <= 0) return;
        whole.treated_before = means[0] / weight;
        whole.treated_after = means[1] / weight;
        whole.alone_before = means[2] / weight;
        whole.alone_after = means[3] / weight;
    }

  private:
    [[nodiscard]] std::string industry(Row now) const {
        const Row then = history_.ancestor(before_, now);
        const auto& industries = history_.years[before_].industry;
        return then == no_row || industries.empty() ? std::string() : industries[then];
    }

    const History& history_;
    std::size_t before_;
    const Series::Year& first_;
    const Series::Year& last_;
    std::map<std::pair<std::string, std::string>, std::pair<Sums, Sums>> groups_;
};

/// Positions of the years before and after; nothing where the renewal cannot be measured.
std::optional<std::pair<std::size_t, std::size_t>> choose_years(const History& history, const Renewals& renewals,
                                                                const EffectOptions& options, int& renewal) {
    std::optional<int> chosen = options.renewal;
    if (!chosen)
        for (const auto& [year, plots] : renewals.finished_by_year) {
            const bool any = std::any_of(plots.begin(), plots.end(), [](const auto& p) { return p.second; });
            if (any && history.years.front().year < year && year < history.now().year) chosen = year;
        }
    if (!chosen) return std::nullopt;
    renewal = *chosen;
    if (!renewals.finished_by_year.contains(renewal))
        throw Error::make(ExitCode::usage, "--renewed {}: the stages table has no plot of that year", renewal);
    std::optional<int> before = options.before, after = options.after;
    if (!before)
        for (const auto& year : history.years)
            if (year.year < renewal) before = year.year;
    if (!before) throw Error::make(ExitCode::usage, "--renewed {}: there are no plots of a year before it", renewal);
    if (!after) after = history.now().year;
    const auto first = history.position(*before, "--before"), last = history.position(*after, "--after");
    if (*before >= renewal || *after <= *before || *after < renewal)
        throw Error::make(ExitCode::usage, "the years are out of order: before {}, renewal {}, after {}", *before,
                          renewal, *after);
    return std::pair{first, last};
}

}  // namespace

std::optional<Effect> renewal_effect(const History& history, const Series& series, const table::Table& stages,
                                     const EffectOptions& options) {
    const Renewals renewals = read_stages(stages);
    Effect out;
    const auto chosen = choose_years(history, renewals, options, out.renewal);
    if (!chosen) return std::nullopt;
    out.before = history.years[chosen->first].year;
    out.after = history.years[chosen->second].year;
    const Finder finder(history);
    Comparison comparison(history, series, chosen->first, chosen->second);
    const Row rows = history.now().plots.rows();
    enum : char { alone, named, treated };
    std::vector<char> what(rows, alone);
    for (const auto& code : renewals.all)
        for (const Row row : finder.find(code)) what[row] = named;
    for (const auto& [code, finished] : renewals.finished_by_year.at(out.renewal)) {
        ++out.named;
        if (!finished) continue;
        ++out.finished;
        const auto plots = finder.find(code);
        if (plots.empty()) ++out.not_found;
        bool any = false;
        for (const Row row : plots) {
            what[row] = treated;
            any = comparison.add(row, true) || any;
        }
        if (!plots.empty() && !any) ++out.no_figures;
    }
    for (Row row = 0; row < rows; ++row)
        if (what[row] == alone) comparison.add(row, false);
    comparison.finish(out);
    return out;
}

}  // namespace mulens::years
