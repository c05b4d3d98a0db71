#include "base/date.hpp"

#include <fmt/format.h>

#include <array>

namespace mulens {

namespace chr = std::chrono;

Date make_date(int year, unsigned month, unsigned day) {
    return chr::sys_days{chr::year{year} / chr::month{month} / chr::day{day}};
}

std::optional<Date> parse_date(std::string_view text) {
    std::array<int, 3> part{};
    std::array<int, 3> digits{};
    std::size_t n = 0;
    bool in_number = false;
    for (const char c : text) {
        if (c >= '0' && c <= '9') {
            if (!in_number) {
                if (n == 3) break;  // a time of day may follow
                ++n;
                in_number = true;
            }
            if (++digits[n - 1] > 8) return std::nullopt;
            part[n - 1] = part[n - 1] * 10 + (c - '0');
        } else {
            if (n == 0 && c != ' ' && c != '\t') return std::nullopt;
            in_number = false;
        }
    }
    if (n == 1 && digits[0] == 8)
        part = {part[0] / 10000, part[0] / 100 % 100, part[0] % 100};
    else if (n != 3 || digits[0] != 4)
        return std::nullopt;
    const chr::year_month_day ymd{chr::year{part[0]}, chr::month{static_cast<unsigned>(part[1])},
                                  chr::day{static_cast<unsigned>(part[2])}};
    if (!ymd.ok() || part[0] < 1900 || part[0] > 2200) return std::nullopt;
    return chr::sys_days{ymd};
}

std::string to_iso(Date date) {
    const chr::year_month_day ymd{date};
    return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(ymd.year()), static_cast<unsigned>(ymd.month()),
                       static_cast<unsigned>(ymd.day()));
}

Date add_years(Date date, int years) {
    chr::year_month_day ymd{date};
    ymd += chr::years{years};
    if (!ymd.ok()) ymd = ymd.year() / ymd.month() / chr::last;
    return chr::sys_days{ymd};
}

int year_of(Date date) { return static_cast<int>(chr::year_month_day{date}.year()); }

}  // namespace mulens
