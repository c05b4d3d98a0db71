// Verbs of the trial scheme and of style.
#include "app/inside.hpp"
#include "app/verbs.hpp"
#include "base/error.hpp"
#include "config/columns.hpp"
#include "config/scheme_edit.hpp"
#include "style/classes.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <filesystem>

namespace mulens::app::verb {
namespace {

/// A copy of the present scheme to change; Error where there is none.
std::shared_ptr<config::Scheme> trial_of(App::Inside& in) {
    (void)in.need_results();
    if (in.scheme() == nullptr) throw Error(ExitCode::usage, tr(in.lang(), "no_scheme"));
    return std::make_shared<config::Scheme>(*in.scheme());
}

/// Keeps the trial where it judges otherwise than the saved scheme, else lets go of it.
void keep(App::Inside& in, std::shared_ptr<config::Scheme> trial, bool tests_only) {
    in.tests_only = tests_only;
    const bool same = config::same_numbers(*trial, *in.saved_scheme());
    in.state.document.trial = same ? nullptr : std::shared_ptr<const config::Scheme>(std::move(trial));
}

config::Indicator& indicator_of(config::Scheme& scheme, const std::string& class_id, const std::string& metric) {
    for (auto& one : scheme.classes)
        if (one.id == class_id)
            for (auto& indicator : one.indicators)
                if (indicator.metric == metric) return indicator;
    std::vector<std::string> known;
    for (const auto& one : scheme.classes)
        for (const auto& indicator : one.indicators) known.push_back(one.id + " " + indicator.metric);
    throw Error::make(ExitCode::usage, "{} {}: the scheme has no such indicator; it has {}", class_id, metric,
                      fmt::join(known, ", "));
}

}  // namespace

void threshold(App& app, const Args& args) {
    auto& in = app.inside();
    const double value = number(args[1], "the limit");
    auto trial = trial_of(in);
    config::LowTest* found = nullptr;
    for (auto& test : trial->low_tests)
        if (!std::isnan(test.value) && (test.code == args[0] || (found == nullptr && test.metric == args[0])))
            found = &test;
    if (found == nullptr) {
        std::vector<std::string> known;
        for (const auto& test : trial->low_tests)
            if (!std::isnan(test.value)) known.push_back(test.code);
        throw Error::make(ExitCode::usage, "{}: the scheme has no such low-efficiency test; it has {}", args[0],
                          fmt::join(known, ", "));
    }
    found->value = value;
    keep(in, std::move(trial), true);
}

void weight(App& app, const Args& args) {
    auto& in = app.inside();
    const double value = number(args[2], "the weight");
    if (value < 0) throw Error(ExitCode::usage, "weight: a weight cannot be below 0");
    auto trial = trial_of(in);
    indicator_of(*trial, args[0], args[1]).weight = value;
    keep(in, std::move(trial), false);
}

void cap(App& app, const Args& args) {
    auto& in = app.inside();
    const double value = positive(args[2], "the cap");
    auto trial = trial_of(in);
    indicator_of(*trial, args[0], args[1]).cap = value;
    keep(in, std::move(trial), false);
}

void cut(App& app, const Args& args) {
    auto& in = app.inside();
    const double value = number(args[2], "the cut line");
    auto trial = trial_of(in);
    const std::string scale_class = args[0] == "all" ? "" : args[0];
    config::CutLine* found = nullptr;
    for (auto& line : trial->cut.lines)
        if (line.scale_class == scale_class && args[1] == std::string(1, line.grade)) found = &line;
    if (found == nullptr)
        throw Error::make(ExitCode::usage, "{} {}: the scheme has no such cut line (A, B or C of a class, or of all)",
                          args[0], args[1]);
    if (trial->cut.mode == config::CutMode::quota) {
        double above = 0, below = 1;
        for (const auto& line : trial->cut.lines) {
            if (line.scale_class != scale_class || &line == found || std::isnan(line.cumulative)) continue;
            if (line.grade < found->grade) above = std::max(above, line.cumulative);
            if (line.grade > found->grade) below = std::min(below, line.cumulative);
        }
        if (value < above || value > below)
            throw Error::make(ExitCode::usage, "cut {}: the share must lie between {} and {}", args[1], above, below);
        found->cumulative = value;
    } else {
        found->value = value;
    }
    keep(in, std::move(trial), false);
}

void size_limit(App& app, const Args& args) {
    auto& in = app.inside();
    const double value = number(args[0], "the area");
    if (value < 0) throw Error(ExitCode::usage, "size_limit: an area cannot be below 0");
    auto trial = trial_of(in);
    trial->size_limit_mu = value;
    keep(in, std::move(trial), false);
}

void reset_scheme(App& app, const Args&) {
    auto& in = app.inside();
    in.tests_only = false;
    in.state.document.trial = nullptr;
}

void scheme(App& app, const Args& args) {
    auto& in = app.inside();
    (void)trial_of(in);
    keep(in, std::make_shared<config::Scheme>(config::load_scheme(args[0])), false);
}

void save_scheme(App& app, const Args& args) {
    auto& in = app.inside();
    if (in.scheme() == nullptr) throw Error(ExitCode::usage, tr(in.lang(), "no_scheme"));
    const auto path = std::filesystem::path(args[0]);
    const std::string text = config::edited_scheme(*in.saved_scheme(), *in.scheme(), path.stem().string());
    save_text(args[0], text);
    in.say(fmt::format(fmt::runtime(tr(in.lang(), "saved_to")), args[0]));
}

void show(App& app, const Args& args) {
    auto& in = app.inside();
    if (args[0] == "plan" && in.doc().question.command.empty())
        throw Error(ExitCode::usage, tr(in.lang(), "plan_nothing"));
    if (args[0] != "grade" && args[0] != "plan") {
        const auto* column = in.need_results().table().find(args[0]);
        if (column == nullptr) throw Error::make(ExitCode::usage, "{}: there is no such column", args[0]);
        if (column->is_text()) throw Error::make(ExitCode::usage, "{}: holds words; show a number, or grade", args[0]);
    }
    if (in.doc().metric != args[0]) in.state.document.breaks.clear();
    in.state.document.metric = args[0];
}

void ramp(App& app, const Args& args) {
    const auto names = style::ramp_names();
    (void)choice(args[0], names);
    app.inside().state.document.ramp = args[0];
}

void breaks(App& app, const Args& args) {
    auto& in = app.inside();
    std::vector<double> limits;
    if (args[0] == "auto") {
        const auto* column = in.need_results().table().find(in.doc().metric);
        if (column == nullptr || column->is_text()) throw Error(ExitCode::usage, tr(in.lang(), "breaks_need_number"));
        limits = style::nice_breaks(column->values());
    } else if (args[0] != "continuous") {
        for (const auto& word : args) limits.push_back(number(word, "a break"));
        for (std::size_t i = 1; i < limits.size(); ++i)
            if (!(limits[i] > limits[i - 1])) throw Error(ExitCode::usage, "breaks: give them from low to high");
    }
    in.state.document.breaks = std::move(limits);
}

void layer(App& app, const Args& args) {
    auto& layers = app.inside().state.document.layers;
    const auto it = layers.find(args[0]);
    if (it == layers.end()) {
        std::vector<std::string> known;
        for (const auto& [name, on] : layers) known.push_back(name);
        throw Error::make(ExitCode::usage, "{}: there is no such layer; there are {}", args[0], fmt::join(known, ", "));
    }
    it->second = switched(args[1], it->second);
}

void highlight(App& app, const Args& args) {
    auto& document = app.inside().state.document;
    bool& one = choice(args[0], {"low", "idle"}) == 0 ? document.show_low : document.show_idle;
    one = switched(args[1], one);
}

void hatch_d(App& app, const Args& args) {
    auto& document = app.inside().state.document;
    document.hatch_d = switched(args[0], document.hatch_d);
}

void basemap(App& app, const Args& args) {
    auto& document = app.inside().state.document;
    if (args[0] != "off" && !std::filesystem::exists(args[0]))
        throw Error::make(ExitCode::usage, "{}: there is no such file", args[0]);
    document.basemap = args[0] == "off" ? std::string() : args[0];
    document.layers["basemap"] = args[0] != "off";
}

}  // namespace mulens::app::verb
