#include "app/lang.hpp"

#include "base/date.hpp"
#include "config/columns.hpp"
#include "config/findings.hpp"
#include "config/words.hpp"
#include "write/public_edition.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

namespace mulens::app {
namespace {

using config::ColumnKind;

const std::map<std::string, config::Words, std::less<>>& words() {
    static const auto all = config::load_words("data/ui/");
    return all;
}

/// 1234567.891 with 2 decimals → 1,234,567.89; trailing zeros stay so that columns align.
std::string with_separators(double value, int decimals) {
    std::string text = fmt::format("{:.{}f}", value, decimals);
    std::size_t dot = text.find('.');
    if (dot == std::string::npos) dot = text.size();
    const std::size_t start = text[0] == '-' ? 1 : 0;
    for (std::size_t at = dot; at > start + 3; at -= 3) text.insert(at - 3, ",");
    if (text.find_first_not_of("-0.,") == std::string::npos && text[0] == '-') text.erase(0, 1);
    return text;
}

int decimals_of(const config::ColumnInfo& info) {
    if (info.kind == ColumnKind::integer) return 0;
    return info.decimals >= 0 ? std::min(info.decimals, 2) : 2;
}

}  // namespace

const std::string& tr(Lang lang, std::string_view key) {
    const auto it = words().find(key);
    if (it != words().end()) return lang == Lang::zh ? it->second.zh : it->second.en;
    static std::map<std::string, std::string, std::less<>> missing;
    const auto found = missing.find(key);
    return found != missing.end() ? found->second : missing.emplace(key, key).first->second;
}

bool has_words(std::string_view key) { return words().find(key) != words().end(); }

std::vector<std::string> all_words() {
    std::vector<std::string> out;
    for (const auto& [key, pair] : words()) {
        out.push_back(pair.zh);
        out.push_back(pair.en);
    }
    for (const auto& column : config::column_catalogue().all()) {
        out.push_back(column.zh);
        out.push_back(column.unit);
    }
    out.emplace_back("＊");  // masked names
    return out;
}

std::string column_name(Lang lang, std::string_view column) {
    const auto info = config::column_catalogue().describe("parcels", column);
    const std::string& name = lang == Lang::zh ? info.zh : info.en;
    return name.empty() ? std::string(column) : name;
}

std::string unit_word(Lang lang, const std::string& unit) {
    if (lang == Lang::en && (unit == "家" || unit == "个" || unit == "宗" || unit == "幢"))
        return "";  // "3 firms" of firms
    const std::string key = "unit " + unit;
    return !unit.empty() && has_words(key) ? tr(lang, key) : unit;
}

std::string column_unit(Lang lang, std::string_view column) {
    return unit_word(lang, config::shown_unit(config::column_catalogue().describe("parcels", column)));
}

std::string shown(Lang lang, std::string_view column, double value) {
    const auto info = config::column_catalogue().describe("parcels", column);
    if (std::isnan(value)) return "–";
    if (info.kind == ColumnKind::date) return to_iso(from_day_number(value));
    if (info.kind == ColumnKind::boolean) return tr(lang, value != 0 ? "yes" : "no");
    if (info.kind == ColumnKind::share) return with_separators(value * 100, 1);
    return with_separators(value, decimals_of(info));
}

std::string shown(Lang lang, std::string_view column, std::string_view value) {
    if (value.empty()) return "–";
    const auto& words = config::column_catalogue();
    return std::string(lang == Lang::zh ? words.value_zh(column, value) : words.value_en(column, value));
}

std::string scale_word(Lang lang, const std::string& scale_class) {
    const std::string key = "scale " + scale_class;
    return !scale_class.empty() && has_words(key) ? tr(lang, key) : scale_class;
}

std::string review_word(Lang lang, std::string_view status) {
    constexpr std::pair<std::string_view, std::string_view> known[] = {{"疑似", "status_suspected"},
                                                                       {"核实中", "status_checking"},
                                                                       {"认定", "status_confirmed"},
                                                                       {"排除", "status_excluded"},
                                                                       {"已整治(销号)", "status_done"}};
    for (const auto& [text, key] : known)
        if (text == status) return tr(lang, key);
    return std::string(status);
}

std::string sentence_of(Lang lang, const Finding& finding) {
    if (lang == Lang::en) return finding.message;
    for (const auto& info : config::finding_catalogue()) {
        if (info.code != finding.code) continue;
        const bool plain = finding.message.starts_with(info.en);
        return plain ? info.zh + finding.message.substr(info.en.size()) : info.zh + ": " + finding.message;
    }
    return finding.message;
}

std::string banded(Lang lang, std::string_view column, double value) {
    const auto info = config::column_catalogue().describe("parcels", column);
    if (info.kind != ColumnKind::money || std::isnan(value)) return shown(lang, column, value);
    if (info.bands.empty()) return "***";
    return write::band_of(value, info.bands);
}

}  // namespace mulens::app
