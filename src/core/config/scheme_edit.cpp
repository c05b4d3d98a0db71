#include "config/scheme_edit.hpp"

#include "config/toml_fields.hpp"

#include <fmt/format.h>

#include <sstream>

namespace mulens::config {
namespace {

void put(toml::table& table, const char* key, double value) {
    if (!std::isnan(value)) table.insert_or_assign(key, value);
}

/// fn(table, index) for the tables of an array.
template <typename Fn>
void each(toml::table& root, const char* key, Fn&& fn) {
    toml::array* list = root[key].as_array();
    if (list == nullptr) return;
    for (std::size_t i = 0; i < list->size(); ++i)
        if (toml::table* one = (*list)[i].as_table()) fn(*one, i);
}

}  // namespace

std::string edited_scheme(const Scheme& saved, const Scheme& trial, const std::string& id) {
    toml::table root = parse_toml(trial.raw, trial.file);
    root.insert_or_assign("id", id);
    root.insert_or_assign("zh", trial.zh + "(试算)");
    root.insert_or_assign("notice", fmt::format("由“{}”({})试算另存,不是任何地方的规定。", saved.zh, saved.id));
    root.erase("case");
    each(root, "class", [&](toml::table& one, std::size_t c) {
        each(one, "indicator", [&](toml::table& indicator, std::size_t i) {
            put(indicator, "weight", trial.classes[c].indicators[i].weight);
            put(indicator, "cap", trial.classes[c].indicators[i].cap);
        });
    });
    if (toml::table* cut = root["cut"].as_table())
        each(*cut, "line", [&](toml::table& line, std::size_t i) {
            put(line, "cumulative", trial.cut.lines[i].cumulative);
            put(line, "value", trial.cut.lines[i].value);
        });
    if (toml::table* limit = root["size_limit"].as_table()) put(*limit, "mu", trial.size_limit_mu);
    each(root, "low_efficiency",
         [&](toml::table& test, std::size_t t) { put(test, "value", trial.low_tests[t].value); });
    std::ostringstream out;
    out << "# 由 Mulens 试算另存 · saved from a trial\n" << root << "\n";
    return out.str();
}

bool same_numbers(const Scheme& a, const Scheme& b) {
    const auto same = [](double x, double y) { return x == y || (std::isnan(x) && std::isnan(y)); };
    if (a.raw != b.raw || !same(a.size_limit_mu, b.size_limit_mu)) return false;
    for (std::size_t c = 0; c < a.classes.size(); ++c)
        for (std::size_t i = 0; i < a.classes[c].indicators.size(); ++i) {
            const auto& x = a.classes[c].indicators[i];
            const auto& y = b.classes[c].indicators[i];
            if (!same(x.weight, y.weight) || !same(x.cap, y.cap)) return false;
        }
    for (std::size_t i = 0; i < a.cut.lines.size(); ++i)
        if (!same(a.cut.lines[i].cumulative, b.cut.lines[i].cumulative) ||
            !same(a.cut.lines[i].value, b.cut.lines[i].value))
            return false;
    for (std::size_t t = 0; t < a.low_tests.size(); ++t)
        if (!same(a.low_tests[t].value, b.low_tests[t].value)) return false;
    return true;
}

}  // namespace mulens::config
