#include "scheme_command.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "config/scheme.hpp"
#include "rules/cases.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

namespace mulens::cli {
namespace {

using config::Scheme;
using config::Source;

std::string source_note(const Source& source) {
    std::string out = source.law ? "law" : "no law";
    if (!source.citation.empty()) out += ": " + source.citation;
    if (!source.tag.empty()) out += " [" + source.tag + "]";
    return out;
}

std::string benchmark_note(const config::Indicator& i) {
    switch (i.benchmark) {
        case config::Benchmark::value:
            return number_text(i.value * i.factor);
        case config::Benchmark::mean:
            return fmt::format("{} × mean (Σ/Σ)", number_text(i.factor));
        case config::Benchmark::mean_of_ratios:
            return fmt::format("{} × mean of ratios", number_text(i.factor));
        case config::Benchmark::last_year_mean:
            return fmt::format("{} × last year's mean", number_text(i.factor));
        case config::Benchmark::min_max:
            return fmt::format("min–max, {} to {} % of the weight", number_text(i.low), number_text(i.high));
    }
    return "?";
}

void explain_classes(const Scheme& scheme, std::ostream& out) {
    static const char* negatives[] = {"negative = 0", "negative down to the floor", "negative kept"};
    static const char* missing[] = {"missing = 0", "missing = class mean score", "missing: dropped and rescaled",
                                    "missing: not scored"};
    for (const auto& scale_class : scheme.classes) {
        out << fmt::format("\n{}{}\n", scale_class.id,
                           scale_class.scored() ? "" : " (not scored: no weights published)");
        for (const auto& i : scale_class.indicators) {
            out << fmt::format("  {:<26} weight {:<5} against {}{}", i.metric,
                               std::isnan(i.weight) ? "?" : number_text(i.weight), benchmark_note(i),
                               i.within_group ? " within the industry group" : "");
            if (!std::isnan(i.cap)) out << fmt::format("; at most {} × weight", number_text(i.cap));
            out << fmt::format("; {}; {}", negatives[static_cast<int>(i.negative)],
                               missing[static_cast<int>(i.missing)]);
            if (!i.source.citation.empty() || !i.source.tag.empty()) out << " (" << source_note(i.source) << ")";
            out << '\n';
        }
    }
}

void explain_cut(const Scheme& scheme, std::ostream& out) {
    static const char* modes[] = {"none: scores and ranks, no cut published", "quota", "threshold"};
    out << fmt::format("\ncut  {} ({})\n", modes[static_cast<int>(scheme.cut.mode)], source_note(scheme.cut.source));
    for (const auto& line : scheme.cut.lines) {
        const std::string who = line.scale_class.empty() ? "" : " of " + line.scale_class;
        if (scheme.cut.mode == config::CutMode::quota)
            out << fmt::format("  {}  down to place ceil({} × n){}\n", line.grade, number_text(line.cumulative), who);
        else
            out << fmt::format("  {}  score {} {}{}\n", line.grade, config::text_of(line.op), number_text(line.value),
                               who);
    }
    for (const auto& [grade, name] : scheme.grade_names) out << fmt::format("  {}  {}\n", grade, name);
}

void explain_judged(const Scheme& scheme, std::ostream& out) {
    out << fmt::format("\nscope ({})\n", source_note(scheme.scope.source));
    for (const auto& code : scheme.scope.codes)
        out << fmt::format("  {}{:<8} {} ({})\n", code.code, code.match == config::CodeMatch::prefix ? "…" : "",
                           code.name, code.system);
    out << fmt::format("  mixed use: in from an industrial share of {}\n", number_text(scheme.scope.mixed_use_share));
    if (!std::isnan(scheme.size_limit_mu))
        out << fmt::format("  from {} 亩 ({})\n", number_text(scheme.size_limit_mu), source_note(scheme.size_source));
    static const char* kinds[] = {"out", "assessed, ungraded, treated as B", "graded"};
    for (const auto& e : scheme.exemptions)
        out << fmt::format("  exempt {:<18} {}: {} ({})\n", e.code, e.zh, kinds[static_cast<int>(e.kind)],
                           source_note(e.source));
    for (const auto& v : scheme.vetoes)
        out << fmt::format("  veto {:<20} {}: not above {} ({})\n", v.code, v.zh, v.not_above, source_note(v.source));
    static const char* modes[] = {"separate", "merge_and_share", "owner_grade", "both"};
    out << fmt::format("  firms on one plot: {}; judged alone: {}\n", modes[static_cast<int>(scheme.co_located.mode)],
                       fmt::join(scheme.co_located.exceptions, ", "));
}

void explain_low(const Scheme& scheme, std::ostream& out) {
    if (scheme.low_tests.empty()) {
        out << "\nlow efficiency  no tests in this scheme\n";
        return;
    }
    out << "\nlow efficiency\n";
    for (const auto& t : scheme.low_tests) {
        out << fmt::format("  {:<22} {}", t.code, t.scale_class.empty() ? "" : t.scale_class + " ");
        if (!t.metric.empty())
            out << fmt::format("{} {} {}", t.metric, config::text_of(t.op), number_text(t.value));
        else if (!t.all_of.empty())
            out << fmt::format("all of {}", fmt::join(t.all_of, ", "));
        else
            out << fmt::format("grade {}{}", fmt::join(t.grade_in, "/"),
                               t.previous_in.empty() ? "" : fmt::format(" after {}", fmt::join(t.previous_in, "/")));
        if (!std::isnan(t.area_mu_at_least)) out << fmt::format(", from {} 亩", number_text(t.area_mu_at_least));
        out << fmt::format("{} ({})\n", t.sufficient ? "" : "; named beside others only", source_note(t.source));
    }
}

}  // namespace

int scheme_list(std::ostream& out) {
    int code = 0;
    for (const auto& name : config::scheme_names()) {
        try {
            const Scheme scheme = config::load_scheme(name);
            out << fmt::format("{:<28} {}  {}{}\n", name, scheme.year, scheme.zh,
                               scheme.repealed_by.empty() ? "" : " — repealed by " + scheme.repealed_by);
        } catch (const Error& error) {
            out << fmt::format("{:<28} cannot be read: {}\n", name, error.what());
            code = static_cast<int>(ExitCode::usage);
        }
    }
    return code;
}

int scheme_check(const std::vector<std::string>& files, std::ostream& out) {
    int code = 0;
    for (const auto& name : files.empty() ? config::scheme_names() : files) {
        try {
            const Scheme scheme = config::load_scheme(name);
            const auto results = rules::run_cases(scheme);
            const auto passed = std::count_if(results.begin(), results.end(), [](const auto& r) { return r.passed; });
            out << fmt::format("{}: {} of {} cases hold\n", name, passed, results.size());
            for (const auto& r : results) {
                if (r.passed) continue;
                out << fmt::format("{}:{}: {}: {}\n", scheme.file, r.line, r.name, r.message);
                code = static_cast<int>(ExitCode::usage);
            }
        } catch (const Error& error) {
            if (error.code() != ExitCode::usage) throw;
            out << error.what() << '\n';
            code = static_cast<int>(ExitCode::usage);
        }
    }
    return code;
}

int scheme_explain(const std::string& name, std::ostream& out) {
    const Scheme scheme = config::load_scheme(name);
    out << fmt::format("{}  {}\n{}\n", scheme.id, scheme.zh, scheme.en);
    if (!scheme.document.empty()) out << "document  " << scheme.document << '\n';
    out << fmt::format("year  {}\nsource  {}\n", scheme.year, source_note(scheme.source));
    if (const auto caution = scheme.caution(std::nullopt); !caution.empty()) out << "caution  " << caution << '\n';
    if (!scheme.notice.empty()) out << "notice  " << scheme.notice << '\n';
    explain_classes(scheme, out);
    explain_cut(scheme, out);
    explain_judged(scheme, out);
    explain_low(scheme, out);
    if (!scheme.tax.terms.empty()) {
        out << fmt::format("\n评价税收 ({}) =", source_note(scheme.tax.source));
        for (const auto& [column, coefficient] : scheme.tax.terms)
            out << fmt::format(" {}{} × {}", coefficient < 0 ? "− " : "+ ", number_text(std::abs(coefficient)), column);
        out << '\n';
    }
    return 0;
}

int scheme_diff(const std::string& a, const std::string& b, std::ostream& out) {
    const auto flat = [](const std::string& name) {
        const auto pairs = config::flatten_scheme(config::load_scheme(name));
        return std::map<std::string, std::string>(pairs.begin(), pairs.end());
    };
    const auto left = flat(a);
    const auto right = flat(b);
    std::size_t differences = 0;
    auto l = left.begin();
    auto r = right.begin();
    const auto show = [&](char sign, const auto& entry) {
        out << fmt::format("{} {} = {}\n", sign, entry.first, entry.second);
    };
    while (l != left.end() || r != right.end()) {
        if (r == right.end() || (l != left.end() && l->first < r->first)) {
            show('-', *l++);
            ++differences;
        } else if (l == left.end() || r->first < l->first) {
            show('+', *r++);
            ++differences;
        } else {
            if (l->second != r->second) {
                out << fmt::format("~ {}: {} → {}\n", l->first, l->second, r->second);
                ++differences;
            }
            ++l;
            ++r;
        }
    }
    out << fmt::format("{} difference{} between {} and {}\n", differences, differences == 1 ? "" : "s", a, b);
    return 0;
}

}  // namespace mulens::cli
