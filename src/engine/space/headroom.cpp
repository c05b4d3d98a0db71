#include "space/headroom.hpp"

#include <algorithm>
#include <cmath>
#include <map>

namespace mulens::space {

const char* name_of(Room room) {
    constexpr const char* names[] = {"gain", "none", "over", "no_limit", "no_far", "no_area"};
    return names[static_cast<std::size_t>(room)];
}

std::vector<PlotRoom> headroom_of(const table::Table& parcels, std::span<const Row> rows) {
    std::vector<PlotRoom> out;
    for (const Row row : rows) {
        if (parcels.has("scope") && parcels.text("scope", row) != "in") continue;
        const double limit = parcels.number("far_limit", row), far = parcels.number("far", row),
                     area = parcels.number("area_m2", row);
        PlotRoom plot{row, Room::no_limit, table::none};
        if (!(area > 0)) {
            plot.room = Room::no_area;
        } else if (std::isfinite(limit) && std::isnan(far)) {
            plot.room = Room::no_far;
        } else if (std::isfinite(limit)) {
            plot.headroom_m2 = (limit - far) * area;
            plot.room = std::abs(plot.headroom_m2) < 1 ? Room::none : plot.headroom_m2 > 0 ? Room::gain : Room::over;
        }
        out.push_back(plot);
    }
    return out;
}

namespace {

void add(PlatformRoom& sum, const table::Table& parcels, const PlotRoom& plot) {
    const double mu = parcels.number("area_basis_mu", plot.plot);
    const auto take = [&](PlatformRoom::Part& part) {
        ++part.plots;
        if (std::isfinite(mu)) part.mu.add(mu);
        if (std::isfinite(plot.headroom_m2)) part.m2.add(plot.headroom_m2);
    };
    if (plot.room == Room::no_limit || plot.room == Room::no_area) return take(sum.no_limit);
    if (plot.room == Room::no_far) return take(sum.no_far);
    take(sum.known);
    if (plot.room == Room::gain) take(sum.gain);
    if (plot.room == Room::over) take(sum.over);
    const double area = parcels.number("area_m2", plot.plot);
    sum.floor_m2.add(parcels.number("far", plot.plot) * area);
    sum.allowed_m2.add(parcels.number("far_limit", plot.plot) * area);
}

}  // namespace

std::vector<PlatformRoom> sum_by_platform(const table::Table& parcels, const std::vector<PlotRoom>& plots) {
    std::map<std::string, PlatformRoom> by_name;
    std::vector<PlatformRoom> out(1);
    out[0].platform = "全区";
    for (const PlotRoom& plot : plots) {
        const std::string name(parcels.text("platform", plot.plot));
        add(by_name[name.empty() ? "未归口" : name], parcels, plot);
        add(out[0], parcels, plot);
    }
    for (auto& [name, sum] : by_name) {
        sum.platform = name;
        out.push_back(std::move(sum));
    }
    std::stable_sort(out.begin() + 1, out.end(), [](const PlatformRoom& a, const PlatformRoom& b) {
        return a.gain.m2.billionths() > b.gain.m2.billionths();
    });
    return out;
}

}  // namespace mulens::space
