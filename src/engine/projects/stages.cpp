#include "projects/stages.hpp"

#include "config/findings.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

namespace mulens::projects {
namespace {

class Follower {
  public:
    Follower(const table::Layer& layer, const config::StageRules& rules, Date as_of, Diagnostics& diagnostics)
        : layer_(layer), table_(layer.table), rules_(rules), as_of_(as_of), diagnostics_(diagnostics) {}

    std::vector<StagePlot> run() {
        for (Row row = 0; row < table_.rows(); ++row) take(row);
        for (std::size_t i = 0; i < plots_.size(); ++i) settle(plots_[i], steps_[i]);
        return std::move(plots_);
    }

  private:
    struct Step {
        std::size_t stage = 0;
        std::optional<Date> date;
        Row row = no_row;
    };

    void report(const char* code, Row row, const std::string& subject, const std::string& detail, const char* field) {
        const bool known = row < layer_.source_row.size() && !layer_.sources.empty();
        auto finding = config::make_finding(code, "stages", known ? layer_.file_of(row) : std::string(),
                                            known ? layer_.source_row[row] : row, subject, detail);
        finding.field = field;
        diagnostics_.add(std::move(finding));
    }

    void take(Row row) {
        const std::string id(table_.text("parcel_id", row));
        if (id.empty()) return report("stage_parcel_missing", row, "", "", "parcel_id");
        Step step{rules_.find(table_.text("stage", row)), std::nullopt, row};
        if (step.stage == rules_.stages.size())
            return report("stage_unknown", row, id,
                          fmt::format("{} is not in {}", table_.text("stage", row), rules_.file), "stage");
        if (const double day = table_.number("date", row); std::isfinite(day)) step.date = from_day_number(day);
        if (step.date && *step.date > as_of_)
            return report("date_after_as_of", row, id,
                          fmt::format("{} {}", rules_.stages[step.stage].zh, to_iso(*step.date)), "date");
        const double year = table_.number("year", row);
        const int task = std::isfinite(year) ? static_cast<int>(year) : 0;
        const auto [at, added] = index_.try_emplace({id, task}, plots_.size());
        if (added) {
            StagePlot plot;
            plot.parcel_id = id;
            if (task != 0) plot.year = task;
            plot.first_row = row;
            plots_.push_back(std::move(plot));
            steps_.emplace_back();
        }
        StagePlot& p = plots_[at->second];
        const auto newest = [&](std::string& text, const char* name) {
            if (const auto given = table_.text(name, row); !given.empty()) text = given;
        };
        newest(p.mode, "mode");
        newest(p.office, "office");
        newest(p.person, "person");
        if (const double mu = table_.number("area_mu", row); std::isfinite(mu))
            p.area_mu = std::isfinite(p.area_mu) ? std::max(p.area_mu, mu) : mu;
        if (const double money = table_.number("money", row); std::isfinite(money)) p.money += money;
        steps_[at->second].push_back(step);
    }

    void settle(StagePlot& p, std::vector<Step>& steps) {
        std::stable_sort(steps.begin(), steps.end(), [](const Step& a, const Step& b) { return a.stage < b.stage; });
        const Step* dated = nullptr;
        for (const Step& s : steps) {
            if (!s.date) continue;
            if (dated != nullptr && *s.date < *dated->date)
                report("stage_order", s.row, p.parcel_id,
                       fmt::format("{} {} lies before {} {}", rules_.stages[s.stage].zh, to_iso(*s.date),
                                   rules_.stages[dated->stage].zh, to_iso(*dated->date)),
                       "date");
            dated = &s;
            if (!p.begun || *s.date < *p.begun) p.begun = s.date;
        }
        // The furthest stage; of several rows of it the first date.
        p.stage = steps.back().stage;
        for (const Step& s : steps)
            if (s.stage == p.stage && s.date && (!p.since || *s.date < *p.since)) p.since = s.date;
        const auto& rule = rules_.stages[p.stage];
        p.closed = rule.closed;
        if (p.closed || !p.since) return;
        p.days = static_cast<int>((as_of_ - *p.since).count());
        if (rule.limit_days > 0 && *p.days > rule.limit_days) p.days_over = *p.days - rule.limit_days;
    }

    const table::Layer& layer_;
    const table::Table& table_;
    const config::StageRules& rules_;
    Date as_of_;
    Diagnostics& diagnostics_;
    std::map<std::pair<std::string, int>, std::size_t> index_;
    std::vector<StagePlot> plots_;
    std::vector<std::vector<Step>> steps_;
};

}  // namespace

std::vector<StagePlot> follow_stages(const table::Layer& stages, const config::StageRules& rules, Date as_of,
                                     Diagnostics& diagnostics) {
    return Follower(stages, rules, as_of, diagnostics).run();
}

}  // namespace mulens::projects
