// How: the picture is cut into bands of lines. Each feature is filed under the bands it reaches; a band is filled by
// one thread, feature after feature in the order of rows. A line through pixel centres crosses a ring at an even number
// of places; pixels between two of them are inside. An edge's crossing is computed from its lower end whichever way the
// ring runs, so that neighbours leave no gap and share no pixel.
#include "base/parallel.hpp"
#include "scene/chunk_mesh.hpp"
#include "scene/mesh.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace mulens::scene {
namespace {

constexpr int band_lines = 32;

class Bands {
  public:
    Bands(const geom::Polygons& polygons, IdRaster& out, unsigned threads, Progress* progress)
        : polygons_(polygons), out_(out), threads_(threads), progress_(progress) {
        step_x_ = (out.box.max_x - out.box.min_x) / out.width;
        step_y_ = (out.box.max_y - out.box.min_y) / out.height;
        bands_ = static_cast<std::uint32_t>((out.height + band_lines - 1) / band_lines);
    }

    void fill() {
        file_features();
        parallel_chunks(threads_, bands_, 1, [&](std::uint64_t band, std::uint64_t, std::uint64_t, unsigned) {
            if (progress_ != nullptr) progress_->check();
            Lines lines;
            const int first = static_cast<int>(band) * band_lines;
            const int last = std::min(out_.height, first + band_lines);
            for (std::uint64_t i = begin_[band]; i < begin_[band + 1]; ++i) {
                for (std::uint64_t p = polygons_.first_polygon(features_[i]); p < polygons_.end_polygon(features_[i]);
                     ++p)
                    fill_polygon(p, features_[i] + 1, first, last, lines);
            }
        });
    }

  private:
    using Lines = std::vector<std::pair<int, double>>;  // line, where it is crossed

    [[nodiscard]] double line_y(int line) const { return out_.box.max_y - (line + 0.5) * step_y_; }
    [[nodiscard]] double pixel_x(int column) const { return out_.box.min_x + (column + 0.5) * step_x_; }
    /// First line at or below y.
    [[nodiscard]] int line_below(double y) const {
        const double at = std::ceil((out_.box.max_y - y) / step_y_ - 0.5);
        auto line = static_cast<int>(std::clamp(at, 0.0, static_cast<double>(out_.height)));
        while (line > 0 && line_y(line - 1) < y) --line;  // the division may be off by a hair
        while (line < out_.height && line_y(line) >= y) ++line;
        return line;
    }
    [[nodiscard]] int column_from(double x) const {
        const double at = std::ceil((x - out_.box.min_x) / step_x_ - 0.5);
        auto column = static_cast<int>(std::clamp(at, 0.0, static_cast<double>(out_.width)));
        while (column > 0 && pixel_x(column - 1) >= x) --column;
        while (column < out_.width && pixel_x(column) < x) ++column;
        return column;
    }

    void file_features() {
        const Row n = polygons_.size();
        struct Span {
            std::uint32_t first = 1, last = 0;
        };
        std::vector<Span> spans(n);
        parallel_chunks(threads_, n, 16384, [&](std::uint64_t, std::uint64_t first, std::uint64_t last, unsigned) {
            if (progress_ != nullptr) progress_->check();
            for (auto row = static_cast<Row>(first); row < last; ++row) {
                const geom::Box box = finite_box(polygons_, row);
                if (!box.meets(out_.box)) continue;
                const int top = line_below(box.max_y);
                const int bottom = line_below(box.min_y);  // first line not in it
                if (top < bottom && column_from(box.min_x) < column_from(box.max_x))
                    spans[row] = {static_cast<std::uint32_t>(top / band_lines),
                                  static_cast<std::uint32_t>((bottom - 1) / band_lines)};
            }
        });
        begin_.assign(bands_ + 1, 0);
        for (const Span& s : spans)
            for (std::uint32_t band = s.first; band <= s.last; ++band) ++begin_[band + 1];
        for (std::uint32_t band = 0; band < bands_; ++band) begin_[band + 1] += begin_[band];
        features_.resize(begin_[bands_]);
        std::vector<std::uint64_t> next(begin_.begin(), begin_.end() - 1);
        for (Row row = 0; row < n; ++row)
            for (std::uint32_t band = spans[row].first; band <= spans[row].last; ++band) features_[next[band]++] = row;
    }

    void cross(geom::Point a, geom::Point b, int first, int last, Lines& lines) const {
        if (a.y == b.y) return;
        if (a.y > b.y) std::swap(a, b);
        const int top = std::max(first, line_below(b.y));
        const int bottom = std::min(last, line_below(a.y));
        const double slope = (b.x - a.x) / (b.y - a.y);
        for (int line = top; line < bottom; ++line)
            lines.emplace_back(line, a.x == b.x ? a.x : a.x + (line_y(line) - a.y) * slope);
    }

    void cross_ring(geom::RingView ring, int first, int last, Lines& lines) const {
        geom::Point start;
        geom::Point before;
        bool any = false;
        for (std::size_t i = 0; i < ring.size(); ++i) {
            const geom::Point p = ring.at(i);
            if (!std::isfinite(p.x) || !std::isfinite(p.y)) continue;
            if (any)
                cross(before, p, first, last, lines);
            else
                start = p;
            any = true;
            before = p;
        }
        if (any && !(before == start)) cross(before, start, first, last, lines);
    }

    void fill_polygon(std::uint64_t polygon, std::uint32_t id, int first, int last, Lines& lines) {
        lines.clear();
        for (std::uint64_t r = polygons_.first_ring(polygon); r < polygons_.end_ring(polygon); ++r)
            cross_ring(polygons_.ring(r), first, last, lines);
        std::sort(lines.begin(), lines.end());
        for (std::size_t i = 0; i + 1 < lines.size(); i += 2) {
            std::uint32_t* row = out_.ids.data() + static_cast<std::size_t>(lines[i].first) * out_.width;
            std::fill(row + column_from(lines[i].second), row + column_from(lines[i + 1].second), id);
        }
    }

    const geom::Polygons& polygons_;
    IdRaster& out_;
    unsigned threads_;
    Progress* progress_;
    double step_x_ = 1, step_y_ = 1;
    std::uint32_t bands_ = 0;
    std::vector<std::uint64_t> begin_;  // by band, into features_
    std::vector<Row> features_;
};

}  // namespace

IdRaster rasterise(const geom::Polygons& polygons, const geom::Box& box, int width, int height, unsigned threads,
                   Progress* progress) {
    IdRaster out;
    if (width <= 0 || height <= 0 || !(box.max_x > box.min_x) || !(box.max_y > box.min_y)) return out;
    out.box = box;
    out.width = width;
    out.height = height;
    out.ids.assign(static_cast<std::size_t>(width) * static_cast<std::size_t>(height), 0);
    Bands(polygons, out, std::max(1U, threads), progress).fill();
    return out;
}

}  // namespace mulens::scene
