#include "ui/base/numbers.hpp"

#include "ui/base/look.hpp"

#include <fmt/format.h>

namespace mulens::ui {

std::string figure(double value, int decimals, bool trim) {
    if (!std::isfinite(value)) return "–";
    std::string text = fmt::format("{:.{}f}", value, decimals);
    if (trim && text.find('.') != std::string::npos) {
        while (text.back() == '0') text.pop_back();
        if (text.back() == '.') text.pop_back();
    }
    if (text.find_first_not_of("-0.") == std::string::npos && text[0] == '-') text.erase(0, 1);
    std::size_t dot = text.find('.');
    if (dot == std::string::npos) dot = text.size();
    const std::size_t start = text[0] == '-' ? 1 : 0;
    for (std::size_t at = dot; at > start + 3; at -= 3) text.insert(at - 3, ",");
    return text;
}

std::string count(std::uint64_t value) { return figure(static_cast<double>(value), 0); }

std::string mu(double value) { return figure(value, std::abs(value) >= 1000 ? 0 : 2, true); }

std::string rate(double value) { return figure(value, std::abs(value) >= 10 ? 1 : 2); }

std::string percent(double share, int decimals) {
    return std::isfinite(share) ? figure(share * 100, decimals) + " %" : "–";
}

std::string money(double wan, std::string& unit) {
    const bool big = std::abs(wan) >= 10000;
    unit = tr(big ? "unit_yi_yuan" : "unit_wan_yuan");
    return figure(big ? wan / 10000 : wan, big ? 1 : 0);
}

std::string time_left(double seconds) {
    if (!(seconds >= 0)) return "";
    if (seconds < 90)
        return fmt::format(fmt::runtime(tr("left_seconds")), std::max(1, static_cast<int>(seconds + 0.5)));
    return fmt::format(fmt::runtime(tr("left_minutes")), static_cast<int>(seconds / 60 + 0.5));
}

std::string short_code(const std::string& code) {
    if (code.size() <= 14) return code;
    for (const char c : code)
        if (static_cast<unsigned char>(c) >= 0x80) return code;
    return code.substr(0, 6) + "…" + code.substr(code.size() - 4);
}

std::string plots_and_mu(std::uint64_t plots, double mu_value) {
    return fmt::format(fmt::runtime(tr("plots_and_mu")), count(plots), mu(mu_value));
}

}  // namespace mulens::ui
