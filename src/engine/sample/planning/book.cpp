#include "sample/planning/book.hpp"

#include "base/date.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace mulens::sample {

int Book::count(int n) const {
    const double share = std::min(1.0, layout.scale);
    return std::max(1, static_cast<int>(std::lround(n * share)));
}

std::vector<std::size_t> Book::shuffled(std::uint64_t purpose) const {
    std::vector<std::pair<std::uint64_t, std::size_t>> order;
    order.reserve(sites.size());
    for (std::size_t i = 0; i < sites.size(); ++i)
        order.emplace_back(mix64(layout.seed * 1000 + purpose * 31 + (i << 20)), i);
    std::sort(order.begin(), order.end());
    std::vector<std::size_t> out;
    out.reserve(order.size());
    for (const auto& [key, i] : order) out.push_back(i);
    return out;
}

std::string Book::office(const Site& site) const { return site.platform + "服务中心"; }

std::int64_t hundredths(double value) { return std::llround(value * 100); }

std::string somebody(Rng& rng) {
    static constexpr std::array<const char*, 12> names{"王", "陈", "沈", "徐", "俞", "楼",
                                                       "金", "莫", "施", "韩", "傅", "来"};
    return std::string(names[static_cast<std::size_t>(rng.below(12))]) + "某(虚构)";
}

void tell_projects(Book& book, const std::vector<ProjectNode>& nodes) {
    const auto as_of = static_cast<std::int32_t>(day_number(make_date(2024, 12, 31)));
    auto projects = nlohmann::ordered_json::array();
    for (std::size_t first = 0; first < nodes.size();) {
        std::size_t end = first;
        auto late = nlohmann::ordered_json::array();
        int done = 0;
        for (; end < nodes.size() && nodes[end].project == nodes[first].project; ++end) {
            const ProjectNode& n = nodes[end];
            if (n.actual != 0) ++done;
            const int days = (n.actual != 0 ? n.actual : as_of) - n.planned;
            if (days > 0) late.push_back({{"node", n.node}, {"days_late", days}, {"open", n.actual == 0}});
        }
        projects.push_back({{"project_id", nodes[first].project},
                            {"parcel_id", nodes[first].parcel},
                            {"nodes", end - first},
                            {"done", done},
                            {"late", late}});
        first = end;
    }
    book.truth["projects"] = {{"as_of", "2024-12-31"}, {"projects", projects}};
}

}  // namespace mulens::sample
