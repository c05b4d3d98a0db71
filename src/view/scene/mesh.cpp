#include "scene/mesh.hpp"

#include "base/parallel.hpp"
#include "geom/curve.hpp"
#include "scene/chunk_mesh.hpp"

#include <algorithm>
#include <cmath>
#include <memory>
#include <mutex>

namespace mulens::scene {
namespace {

constexpr std::uint64_t block = 16384;        // features looked at between two questions whether to stop
constexpr Row overview_from = 100'000;        // features
constexpr double overview_feature_px = 2.25;  // typical feature in the overview
constexpr int overview_most_px = 4096;

struct Order {
    std::vector<Row> rows;  // features with geometry, along the curve
    geom::Box box;
    double typical_m = 0;
};

Order order_features(const geom::Polygons& polygons, unsigned threads, Progress& progress) {
    const Row n = polygons.size();
    std::vector<float> sizes(n);
    std::vector<geom::Box> boxes((n + block - 1) / block);
    parallel_chunks(threads, n, block, [&](std::uint64_t chunk, std::uint64_t first, std::uint64_t last, unsigned) {
        progress.check();
        for (auto row = static_cast<Row>(first); row < last; ++row) {
            const geom::Box box = finite_box(polygons, row);
            sizes[row] = -1;
            if (box.empty()) continue;
            boxes[chunk].add(box);
            sizes[row] = static_cast<float>(std::sqrt((box.max_x - box.min_x) * (box.max_y - box.min_y)));
        }
    });
    Order order;
    for (const geom::Box& box : boxes) order.box.add(box);
    std::vector<std::uint64_t> keys;
    keys.reserve(n);
    for (Row row = 0; row < n; ++row)
        if (sizes[row] >= 0) keys.push_back(row);
    std::erase_if(sizes, [](float size) { return size < 0; });
    order.typical_m = median(sizes);
    const geom::Curve curve(order.box);
    parallel_chunks(threads, keys.size(), block, [&](std::uint64_t, std::uint64_t first, std::uint64_t last, unsigned) {
        progress.check();
        for (std::uint64_t i = first; i < last; ++i)
            keys[i] |= static_cast<std::uint64_t>(curve.position(finite_box(polygons, static_cast<Row>(keys[i]))))
                       << 32;
    });
    geom::sort_by_curve(keys);
    order.rows.reserve(keys.size());
    for (const std::uint64_t key : keys) order.rows.push_back(static_cast<Row>(key & 0xFFFFFFFFU));
    return order;
}

// Chunks are done in any order and put down in theirs, so that the bytes do not depend on the threads. Whoever finishes
// one puts down all that are due; chunks waiting for an earlier one are few.
class Putter {
  public:
    Putter(Mesh& mesh, std::size_t chunks) : mesh_(mesh), waiting_(chunks) { mesh_.chunks.reserve(chunks); }

    void put(std::size_t number, ChunkMesh chunk) {
        std::unique_lock lock(mutex_);
        waiting_[number] = std::make_unique<ChunkMesh>(std::move(chunk));
        if (busy_) return;
        busy_ = true;
        while (next_ < waiting_.size() && waiting_[next_]) {
            const auto due = std::move(waiting_[next_]);
            lock.unlock();
            append(*due);
            lock.lock();
            ++next_;
        }
        busy_ = false;
    }

  private:
    void append(const ChunkMesh& from) {
        Mesh::Chunk chunk = from.chunk;
        const auto base = static_cast<std::uint32_t>(mesh_.rows.size());
        chunk.first = mesh_.indices.size();
        chunk.count = from.indices.size();
        chunk.coarse_first = mesh_.coarse.size();
        chunk.coarse_count = from.coarse.size();
        mesh_.xy.insert(mesh_.xy.end(), from.xy.begin(), from.xy.end());
        mesh_.rows.insert(mesh_.rows.end(), from.rows.begin(), from.rows.end());
        for (const std::uint32_t i : from.indices) mesh_.indices.push_back(base + i);
        for (const std::uint32_t i : from.coarse) mesh_.coarse.push_back(base + i);
        mesh_.chunks.push_back(chunk);
    }

    Mesh& mesh_;
    std::mutex mutex_;
    std::vector<std::unique_ptr<ChunkMesh>> waiting_;
    std::size_t next_ = 0;
    bool busy_ = false;
};

IdRaster make_overview(const geom::Polygons& polygons, const Order& order, unsigned threads, Progress& progress) {
    const double w = order.box.max_x - order.box.min_x;
    const double h = order.box.max_y - order.box.min_y;
    double px = std::max({order.typical_m / overview_feature_px, w / overview_most_px, h / overview_most_px});
    if (!(px > 0)) return {};
    const int width = std::clamp(static_cast<int>(std::ceil(w / px)), 1, overview_most_px);
    const int height = std::clamp(static_cast<int>(std::ceil(h / px)), 1, overview_most_px);
    geom::Box box = order.box;  // whole pixels, square ones
    box.max_x = box.min_x + width * px;
    box.min_y = box.max_y - height * px;
    return rasterise(polygons, box, width, height, threads, &progress);
}

}  // namespace

Mesh outline_of(const Mesh& mesh) {
    Mesh out;
    out.origin_x = mesh.origin_x;
    out.origin_y = mesh.origin_y;
    out.box = mesh.box;
    out.chunks = mesh.chunks;
    out.overview.box = mesh.overview.box;
    out.overview.width = mesh.overview.width;
    out.overview.height = mesh.overview.height;
    return out;
}

Mesh build_mesh(const geom::Polygons& polygons, const MeshOptions& options, Progress& progress) {
    const unsigned threads = std::max(1U, options.threads);
    const std::uint64_t per_chunk = std::max(1U, options.features_per_chunk);
    Mesh mesh;
    Order order = order_features(polygons, threads, progress);
    progress.stage("mesh", order.rows.size());
    if (order.rows.empty()) return mesh;
    mesh.box = order.box;
    mesh.origin_x = (mesh.box.min_x + mesh.box.max_x) / 2;
    mesh.origin_y = (mesh.box.min_y + mesh.box.max_y) / 2;
    // Room for the usual: a ring of n points, closed, has n − 1 vertices and n − 3 triangles. Untouched room is free.
    const std::size_t points = polygons.point_count();
    mesh.xy.reserve(2 * points);
    mesh.rows.reserve(points);
    mesh.indices.reserve(3 * points);
    if (options.coarse) mesh.coarse.reserve(std::min(3 * points, 12 * order.rows.size()));

    const std::uint64_t chunks = (order.rows.size() + per_chunk - 1) / per_chunk;
    Putter putter(mesh, chunks);
    std::vector<Triangulator> triangulators(threads);
    parallel_chunks(threads, order.rows.size(), per_chunk,
                    [&](std::uint64_t number, std::uint64_t first, std::uint64_t last, unsigned worker) {
                        progress.check();
                        const std::span<Row> rows(order.rows.data() + first, last - first);
                        std::sort(rows.begin(), rows.end());
                        putter.put(number, mesh_chunk(polygons, rows, {mesh.origin_x, mesh.origin_y}, options.coarse,
                                                      triangulators[worker]));
                        progress.advance(last - first);
                    });
    if (options.overview && order.rows.size() > overview_from)
        mesh.overview = make_overview(polygons, order, threads, progress);
    return mesh;
}

}  // namespace mulens::scene
