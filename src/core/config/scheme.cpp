#include "config/scheme.hpp"

#include "base/error.hpp"
#include "config/resources.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace mulens::config {
namespace {

constexpr std::string_view folder = "data/schemes/";
constexpr std::string_view suffix = ".toml";

}  // namespace

const char* text_of(Op op) {
    switch (op) {
        case Op::less:
            return "<";
        case Op::less_equal:
            return "<=";
        case Op::greater:
            return ">";
        case Op::greater_equal:
            return ">=";
        case Op::equal:
            return "==";
    }
    return "?";
}

bool ScoreClass::scored() const {
    return !indicators.empty() &&
           std::none_of(indicators.begin(), indicators.end(), [](const Indicator& i) { return std::isnan(i.weight); });
}

bool ScoreClass::capped() const {
    return scored() &&
           std::none_of(indicators.begin(), indicators.end(), [](const Indicator& i) { return std::isnan(i.cap); });
}

std::vector<CutLine> Cut::lines_of(const std::string& scale_class) const {
    const auto pick = [&](const std::string& wanted) {
        std::vector<CutLine> out;
        for (const auto& line : lines)
            if (line.scale_class == wanted) out.push_back(line);
        std::stable_sort(out.begin(), out.end(), [](const CutLine& a, const CutLine& b) { return a.grade < b.grade; });
        return out;
    };
    auto own = pick(scale_class);
    return own.empty() ? pick("") : own;
}

const ScoreClass* Scheme::find_class(std::string_view class_id) const {
    const auto it = std::find_if(classes.begin(), classes.end(), [&](const ScoreClass& c) { return c.id == class_id; });
    return it == classes.end() ? nullptr : &*it;
}

bool Scheme::needs_last_year() const {
    for (const auto& scale_class : classes)
        for (const auto& indicator : scale_class.indicators)
            if (indicator.benchmark == Benchmark::last_year_mean && scale_class.scored()) return true;
    return false;
}

std::string Scheme::caution(std::optional<Date> as_of) const {
    if (!repealed_by.empty())
        return fmt::format("{} is repealed (已废止) by {}{}{}", id, repealed_by, repealed_note.empty() ? "" : ": ",
                           repealed_note);
    if (as_of && valid_from && *as_of < *valid_from)
        return fmt::format("{} is valid from {} only", id, to_iso(*valid_from));
    if (as_of && valid_until && *as_of > *valid_until)
        return fmt::format("{} was valid until {} only", id, to_iso(*valid_until));
    return {};
}

std::vector<std::string> scheme_names() {
    std::vector<std::string> names;
    for (const auto& path : resource_names(folder)) {
        std::string_view name(path);
        if (!name.ends_with(suffix)) continue;
        name.remove_prefix(folder.size());
        name.remove_suffix(suffix.size());
        names.emplace_back(name);
    }
    return names;
}

Scheme load_scheme(const std::string& name_or_file) {
    const std::string shipped = std::string(folder) + name_or_file + std::string(suffix);
    if (const auto text = resource(shipped)) return parse_scheme(*text, shipped);
    if (!std::filesystem::is_regular_file(name_or_file))
        throw Error::make(ExitCode::usage, "no scheme named {} and no such file; schemes that ship: {}", name_or_file,
                          fmt::join(scheme_names(), ", "));
    std::ifstream in = open_file(name_or_file);
    if (!in) throw Error::make(ExitCode::unreadable, "{}: cannot be read", name_or_file);
    return parse_scheme(std::string(std::istreambuf_iterator<char>(in), {}), name_or_file);
}

}  // namespace mulens::config
