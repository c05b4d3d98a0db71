// Answers follow the document: what is asked there is answered by a job, undo and redo find the answers of before.
#include "app/inside.hpp"
#include "base/error.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace mulens::app {

AskedOf App::Inside::asked_of() const { return {doc().trial, doc().decisions}; }

void App::Inside::ask_again() {
    constexpr std::size_t kept = 8;
    const AskedQuestion& asked = doc().question;
    jobs.cancel_lane("plan");
    ask_waits = false;
    ++versions.style;
    if (asked.command.empty() || !data || !data->complete) {
        answer = nullptr;
        return;
    }
    const AskedOf of = asked_of();
    const auto known = std::find_if(answers.begin(), answers.end(), [&](const auto& one) {
        return one->generation == data->generation && one->question == asked && one->of == of;
    });
    if (known != answers.end()) {
        answer = *known;
        return;
    }
    // The answer of before stays on the screen until the new one is there, where it is one to the same question.
    if (answer != nullptr && (answer->question.command != asked.command || answer->generation != data->generation))
        answer = nullptr;
    const bool changed_rows = of.trial != nullptr || !of.decisions.empty();
    if (changed_rows && !session_free()) {
        ask_waits = true;  // judging first: comes back with the new grades
        return;
    }
    std::shared_ptr<const table::Table> parcels;
    if (changed_rows) parcels = std::make_shared<const table::Table>(judged_table());
    const auto* form = planning::find_question(asked.command);
    const std::string title = form == nullptr ? asked.command : lang() == Lang::zh ? form->zh : form->en;
    jobs.start("plan", title, [this, all = data, asked, of, parcels](JobProgress& progress) -> Finish {
        std::shared_ptr<const Answer> made;
        try {
            made = answer_of(*all, asked, of, parcels, progress);
        } catch (const Stopped&) {
            throw;
        } catch (...) {
            return [this, asked, failure = std::current_exception()] {
                ++versions.style;
                if (ask_waits) return ask_again();
                if (asked == doc().question) answer = nullptr;
                std::rethrow_exception(failure);
            };
        }
        return [this, made] {
            if (data == nullptr || made->generation != data->generation || !(made->question == doc().question)) return;
            answers.insert(answers.begin(), made);
            answer_texts += texts_of(made->report);
            ++text_version;
            if (answers.size() > kept) answers.pop_back();
            answer = made;
            ++versions.style;
            changed = true;
            if (ask_waits) ask_again();
        };
    });
}

void App::Inside::ask_of_new_grades() {
    if (jobs.busy("plan")) {
        ask_waits = true;  // one at a time: a slider that is dragged moves the grades faster than answers come
        return;
    }
    if (ask_waits) return ask_again();
    if (answer == nullptr || doc().question.command.empty() || answer->of == asked_of()) return;
    const AskedOf of = asked_of();
    const bool known = std::any_of(answers.begin(), answers.end(), [&](const auto& one) {
        return one->generation == data->generation && one->question == doc().question && one->of == of;
    });
    if (known || answer->seconds < live_answer_s) ask_again();
}

const table::ReportTable* App::Inside::mapped_table() const {
    if (!answer) return nullptr;
    // Two plans side by side are asked for: a table that tells them apart, unless another one was chosen.
    if (state.session.swipe == Swipe::plan && doc().plan_table.empty())
        for (const auto& one : answer->report.tables)
            if (answer->scenarios(one).size() > 1 && answer->on_map(one.name) == &one) return &one;
    return answer->on_map(doc().plan_table);
}

Paint App::Inside::before_plan() const {
    const auto* shown = mapped_table();
    const auto scenarios = shown == nullptr ? std::vector<std::string>() : answer->scenarios(*shown);
    if (scenarios.size() > 1)
        return paint_answer(*answer, *shown, scenarios.front(), *judged, data->rows(), lang(), state.session.dark);
    Document grades = doc();
    grades.metric = "grade";
    return paint_parcels(grades, data->table(), *judged, lang(), state.session.dark);
}

std::pair<std::string, std::string> App::swipe_sides() const {
    const auto& in = *inside_;
    const Lang lang = in.lang();
    const auto& session = in.state.session;
    if (session.swipe == Swipe::off || !in.data || !in.data->complete) return {};
    if (session.swipe == Swipe::year) {
        const int year = in.data->run.settings.year.value_or(0);
        return {std::to_string(session.swipe_year), year > 0 ? std::to_string(year) : tr(lang, "swipe_now")};
    }
    if (session.swipe == Swipe::saved_scheme) return {tr(lang, "swipe_saved"), tr(lang, "swipe_trial")};
    const auto* shown = in.mapped_table();
    if (shown == nullptr || in.doc().metric != "plan") return {};
    const auto scenarios = in.answer->scenarios(*shown);
    if (scenarios.size() > 1) return {scenarios.front(), scenarios.back()};
    return {tr(lang, "swipe_grades"), in.answer->report.title.in(lang)};
}

const Answer* App::answer() const { return inside_->answer.get(); }
std::string App::answer_text(const table::ReportTable& part, const std::string& column, Row row) const {
    return answer_cell(*inside_->answer, part, column, row, inside_->lang(), inside_->state.session.meeting);
}
bool App::asking() const { return inside_->jobs.busy("plan") || inside_->ask_waits; }
bool App::answer_is_old() const {
    const auto& in = *inside_;
    return in.answer != nullptr && !(in.answer->of == in.asked_of());
}

}  // namespace mulens::app
