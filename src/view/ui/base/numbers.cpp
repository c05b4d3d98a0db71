#include "ui/base/numbers.hpp"

#include "ui/base/look.hpp"

#include <fmt/format.h>

namespace mulens::ui {

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
