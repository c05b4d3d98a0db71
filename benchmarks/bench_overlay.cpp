// Where the time of the geometry stages goes: bench_overlay [parcels] [threads]. Made-up blocks of irregular plots,
// four buildings a plot of which a twentieth stick out, nine platforms; the same bytes for the same arguments.
#include "base/parallel.hpp"
#include "check/parcels.hpp"
#include "overlay/buildings.hpp"
#include "overlay/zones.hpp"

#include <fmt/format.h>

#include <chrono>
#include <cmath>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <numbers>
#include <random>
#include <string>

using namespace mulens;

namespace {

constexpr double pitch = 110;  // m from plot to plot
constexpr Row chunk_rows = 16384;

// Wall and processor seconds: on a shared machine only the second means much.
struct Seconds {
    double wall = 0;
    double processor = 0;
    Seconds operator+(Seconds o) const { return {wall + o.wall, processor + o.processor}; }
    Seconds operator-(Seconds o) const { return {wall - o.wall, processor - o.processor}; }
};

class Clock {
  public:
    Seconds lap() {
        const Seconds now = read();
        const Seconds past = now - last_;
        last_ = now;
        return past;
    }

  private:
    static Seconds read() {
        const auto wall = std::chrono::steady_clock::now().time_since_epoch();
        return {std::chrono::duration<double>(wall).count(), static_cast<double>(std::clock()) / CLOCKS_PER_SEC};
    }
    Seconds last_ = read();
};

double random_unit(std::uint64_t seed) {
    seed = (seed ^ (seed >> 30)) * 0xBF58476D1CE4E5B9ULL;
    seed = (seed ^ (seed >> 27)) * 0x94D049BB133111EBULL;
    return static_cast<double>((seed ^ (seed >> 31)) >> 11) * 0x1.0p-53;
}

// Everything is turned by 20° and lies where Qiantang lies in EPSG:4528.
struct Place {
    double x, y;
};
Place turn(double u, double v) {
    const double c = std::cos(20 * std::numbers::pi / 180);
    const double s = std::sin(20 * std::numbers::pi / 180);
    return {40520000 + c * u - s * v, 3350000 + s * u + c * v};
}

// A corner that four plots share, pushed about.
Place corner(Row i, Row k) {
    const std::uint64_t seed = (static_cast<std::uint64_t>(i) << 32 | k) * 0x9E3779B97F4A7C15ULL;
    // Every fifth line is a road: plots keep off it.
    return {i * pitch + (i / 5) * 20.0 + 12 * (random_unit(seed) - 0.5),
            k * pitch + (k / 5) * 20.0 + 12 * (random_unit(seed + 1) - 0.5)};
}

void add_plot(geom::Polygons& out, Row i, Row k) {
    const Place c[4] = {corner(i, k), corner(i + 1, k), corner(i + 1, k + 1), corner(i, k + 1)};
    const auto edge = [&](Place a, Place b) {
        for (int t = 0; t < 3; ++t) {  // shared edges have shared points between
            const double f = t / 3.0;
            const Place p = turn(a.x + f * (b.x - a.x), a.y + f * (b.y - a.y));
            out.add_point(std::round(p.x * 1000) / 1000, std::round(p.y * 1000) / 1000);
        }
    };
    const std::size_t start = out.xy.size();
    // The two directions along one edge must give the same points.
    edge(c[0], c[1]);
    edge(c[1], c[2]);
    edge(c[2], c[3]);
    edge(c[3], c[0]);
    out.add_point(out.xy[start], out.xy[start + 1]);
    out.end_ring();
    out.end_polygon();
    out.end_feature();
}

void add_building(geom::Polygons& out, Row side, Row row) {
    const Row plot = row / 4;
    const Row i = plot / side;
    const Row k = plot % side;
    const auto unit = [&](int n) {
        return random_unit(static_cast<std::uint64_t>(row) * 8 + static_cast<unsigned>(n));
    };
    double u = i * pitch + (i / 5) * 20.0 + 12 + (row % 2) * 46 + 4 * unit(0);
    const double v = k * pitch + (k / 5) * 20.0 + 12 + (row / 2 % 2) * 46 + 4 * unit(1);
    const double w = 16 + 14 * unit(2);
    const double h = 16 + 14 * unit(3);
    if (row % 2 == 0 && unit(4) < 0.1) u -= 18;  // over the border, into the neighbour or the road
    const Place p[5] = {turn(u, v), turn(u + w, v), turn(u + w, v + h), turn(u, v + h), turn(u, v)};
    for (const Place& q : p) out.add_point(q.x, q.y);
    out.end_ring();
    out.end_polygon();
    out.end_feature();
}

table::SourceInfo source(const char* path) {
    table::SourceInfo info;
    info.path = path;
    return info;
}

table::Layer make_parcels(Row side) {
    table::Layer layer;
    layer.role = "parcels";
    layer.sources.push_back(source("parcels.shp"));
    table::TextStore ids(table::TextStore::Mode::unique);
    table::TextStore uses;
    const Row rows = side * side;
    for (Row row = 0; row < rows; ++row) {
        add_plot(layer.geometry, row / side, row % side);
        ids.push(fmt::format("330114{:013}", row));
        uses.push("0601");
        layer.source_row.push_back(row);
    }
    layer.source.assign(rows, 0);
    layer.table = table::Table(rows);
    layer.table.set("parcel_id", table::Column::texts(std::move(ids)));
    layer.table.set("land_use", table::Column::texts(std::move(uses)));
    return layer;
}

void make_buildings(Row side, Row first, Row count, table::Layer& out) {
    out = table::Layer();
    out.role = "buildings";
    out.sources.push_back(source("buildings.shp"));
    std::vector<double> floors(count);
    for (Row i = 0; i < count; ++i) {
        add_building(out.geometry, side, first + i);
        floors[i] = 1 + std::floor(5 * random_unit(first + i));
        out.source_row.push_back(first + i);
    }
    out.source.assign(count, 0);
    out.table = table::Table(count);
    out.table.set("floors", table::Column::numbers(std::move(floors)));
}

// Seven blocks side by side with wavy borders of 1,000 points, and two that cover all.
table::Layer make_platforms(Row side) {
    table::Layer layer;
    layer.role = "platforms";
    layer.sources.push_back(source("platforms.shp"));
    std::vector<std::string> names;
    const double all = side * (pitch + 4) + 100;
    for (int z = 0; z < 9; ++z) {
        const bool wide = z >= 7;
        const double u0 = wide ? -500 : z * all / 7;
        const double u1 = wide ? all + 500 : (z + 1) * all / 7;
        const int n = 500;
        const auto wave = [&](double u, int t) { return u + (wide ? 0 : 40 * std::sin(t * 0.3 + u)); };
        const std::size_t start = layer.geometry.xy.size();
        for (int t = 0; t <= n; ++t) {
            const Place p = turn(wave(u0, t), -600 + t * (all + 1200) / n);
            layer.geometry.add_point(p.x, p.y);
        }
        for (int t = n; t >= 0; --t) {
            const Place p = turn(wave(u1, t), -600 + t * (all + 1200) / n);
            layer.geometry.add_point(p.x, p.y);
        }
        layer.geometry.add_point(layer.geometry.xy[start], layer.geometry.xy[start + 1]);
        layer.geometry.end_ring();
        layer.geometry.end_polygon();
        layer.geometry.end_feature();
        names.push_back(fmt::format("platform {}", z));
        layer.source_row.push_back(static_cast<Row>(z));
    }
    layer.source.assign(9, 0);
    layer.table = table::Table(9);
    layer.table.set("name", table::Column::texts(names));
    return layer;
}

std::string peak_memory() {
    std::ifstream in("/proc/self/status");
    for (std::string line; std::getline(in, line);)
        if (line.starts_with("VmHWM")) return line.substr(7);
    return "?";
}

void print(const char* what, Seconds s) {
    fmt::print("{:<38}{:8.3f} s wall {:8.3f} s processor\n", what, s.wall, s.processor);
}

void print(const overlay::Balance& b) {
    fmt::print("  {}: in {:.3f} pairs {:.3f} outside {:.3f} twice {:.3f} sliver {:.3f} lost {:.9f} failed {}\n", b.name,
               b.in.value(), b.pairs.value(), b.outside.value(), b.counted_twice.value(), b.sliver.value(), b.lost_m2(),
               b.failed);
}

}  // namespace

int main(int argc, char** argv) {
    const auto side = static_cast<Row>(std::sqrt(argc > 1 ? std::atof(argv[1]) : 200000.0));
    const unsigned threads = argc > 2 ? static_cast<unsigned>(std::atoi(argv[2])) : default_threads();
    const Row buildings = side * side * 4;
    Progress progress;
    Diagnostics diagnostics;
    Clock clock;
    table::Layer parcels = make_parcels(side);
    table::Layer platforms = make_platforms(side);
    fmt::print("{} parcels, {} buildings, {} threads\n", side * side, buildings, threads);
    print("(making parcels and platforms)", clock.lap());

    check::CheckOptions options;
    options.threads = threads;
    const check::ParcelCheck checked = check::check_parcels(parcels, options, diagnostics, progress);
    Seconds total = clock.lap();
    print("check parcels", total);
    fmt::print("  {} overlaps, {} findings\n", checked.overlaps.size(), diagnostics.size());

    const auto zones = overlay::overlay_zones(parcels, platforms, threads, diagnostics, progress);
    const Seconds zone_time = clock.lap();
    print("platforms", zone_time);
    print(zones.balance);

    // Making a chunk stands for reading it and is taken off.
    overlay::BuildingOptions building_options;
    building_options.threads = threads;
    building_options.parcel_overlaps = checked.overlapping();
    overlay::BuildingOverlay overlay(parcels.geometry, checked.index, building_options, diagnostics);
    table::Layer chunk;
    const auto each_chunk = [&](bool add) {
        std::vector<table::Layer> layers(threads);
        parallel_chunks(threads, buildings, chunk_rows,
                        [&](std::uint64_t, std::uint64_t first, std::uint64_t last, unsigned worker) {
                            make_buildings(side, static_cast<Row>(first), static_cast<Row>(last - first),
                                           layers[worker]);
                            if (add) overlay.add(static_cast<Row>(first), layers[worker], worker);
                        });
    };
    clock.lap();
    each_chunk(false);
    const Seconds making = clock.lap();
    print("(making buildings)", making);
    each_chunk(true);
    const Seconds adding = clock.lap() - making;
    print("buildings", adding);
    const auto result = overlay.finish(
        [&](Row first, Row count, unsigned, table::Layer& out) { make_buildings(side, first, count, out); }, progress);
    const Seconds finishing = clock.lap();
    print("buildings, putting together", finishing);
    print(result.balance);
    total = total + zone_time + adding + finishing;
    print("all", total);
    fmt::print("peak memory {}\n", peak_memory());
    return std::abs(result.balance.lost_share()) < 1e-9 && std::abs(zones.balance.lost_share()) < 1e-9 ? 0 : 1;
}
