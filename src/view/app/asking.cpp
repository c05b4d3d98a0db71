// Answers follow the document: what is asked there is answered by a job, undo and redo find the answers of before.
#include "app/inside.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace mulens::app {

void App::Inside::ask_again() {
    constexpr std::size_t kept = 8;
    const AskedQuestion& asked = doc().question;
    jobs.cancel_lane("plan");
    if (asked.command.empty() || !data || !data->complete) {
        answer = nullptr;
        ++versions.style;
        return;
    }
    const auto known = std::find_if(answers.begin(), answers.end(), [&](const auto& one) {
        return one->generation == data->generation && one->question == asked;
    });
    if (known != answers.end()) {
        answer = *known;
        ++versions.style;
        return;
    }
    answer = nullptr;
    ++versions.style;
    const auto* form = planning::find_question(asked.command);
    const std::string title = form == nullptr ? asked.command : lang() == Lang::zh ? form->zh : form->en;
    jobs.start("plan", title, [this, all = data, asked](JobProgress& progress) -> Finish {
        auto made = answer_of(*all, asked, progress);
        return [this, made] {
            if (data == nullptr || made->generation != data->generation || !(made->question == doc().question)) return;
            answers.insert(answers.begin(), made);
            answer_texts += texts_of(made->report);
            ++text_version;
            if (answers.size() > kept) answers.pop_back();
            answer = made;
            ++versions.style;
            changed = true;
        };
    });
}

const table::ReportTable* App::Inside::mapped_table() const {
    return answer ? answer->on_map(doc().plan_table) : nullptr;
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

const Answer* App::answer() const { return inside_->answer.get(); }
std::string App::answer_text(const table::ReportTable& part, const std::string& column, Row row) const {
    return answer_cell(part, column, row, inside_->lang(), inside_->state.session.meeting);
}
bool App::asking() const { return inside_->jobs.busy("plan"); }

}  // namespace mulens::app
