#include "write/geojson.hpp"

#include "base/text.hpp"
#include "write/row_text.hpp"

#include <charconv>
#include <cmath>

namespace mulens::write {
namespace {

void append_ring(std::string& out, const GridRing& ring) {
    out += '[';
    for (std::size_t i = 0; i < ring.size(); ++i) {
        out += i == 0 ? "[" : ",[";
        append_degrees(out, ring[i].x);
        out += ',';
        append_degrees(out, ring[i].y);
        out += ']';
    }
    out += ']';
}

void append_polygon(std::string& out, const GridPolygon& polygon) {
    out += '[';
    for (std::size_t i = 0; i < polygon.size(); ++i) {
        if (i > 0) out += ',';
        append_ring(out, polygon[i]);
    }
    out += ']';
}

void append_geometry(std::string& out, const GridMultiPolygon& geometry) {
    if (geometry.empty()) {
        out += "null";
        return;
    }
    const bool one = geometry.size() == 1;
    out += one ? R"({"type":"Polygon","coordinates":)" : R"({"type":"MultiPolygon","coordinates":[)";
    for (std::size_t i = 0; i < geometry.size(); ++i) {
        if (i > 0) out += ',';
        append_polygon(out, geometry[i]);
    }
    out += one ? "}" : "]}";
}

void append_value(std::string& out, const table::Column& column, Row row) {
    if (column.is_text()) {
        const auto text = column.text(row);
        if (text.empty())
            out += "null";
        else
            append_json_string(out, text);
        return;
    }
    if (!std::isfinite(column.number(row))) {
        out += "null";
    } else if (column.kind() == table::Kind::date) {
        out += '"';
        append_date(out, column.number(row));
        out += '"';
    } else {
        append_plain(out, column, row);
    }
}

/// What one thread needs and counts; the counts and boxes are merged in any order with the same result.
struct Worker {
    explicit Worker(const std::string& crs) : maker(crs) {}
    LonLatMaker maker;
    GridMultiPolygon geometry;
    GridBox box;
    std::uint64_t repaired = 0, without = 0;
};

class Features {
  public:
    Features(const GeoJsonLayer& layer, unsigned threads) : layer_(layer) {
        for (unsigned i = 0; i < std::max(1U, threads); ++i) workers_.emplace_back(layer.crs);
        for (const auto& column : layer.columns) {
            std::string key;
            append_json_string(key, field_name(column.info, layer.headers));
            keys_.push_back(key + ":");
        }
    }

    void append(std::string& out, Row row, unsigned worker_index) {
        Worker& worker = workers_[worker_index];
        out += R"({"type":"Feature","id":)";
        const auto id = layer_.id ? layer_.id->text(row) : std::string_view{};
        if (id.empty())
            append_number(out, row);
        else
            append_json_string(out, id);
        out += R"(,"properties":{)";
        for (std::size_t i = 0; i < keys_.size(); ++i) {
            if (i > 0) out += ',';
            out += keys_[i];
            append_value(out, *layer_.columns[i].column, row);
        }
        out += R"(},"geometry":)";
        const auto result = worker.maker.make(*layer_.geometry, row, worker.geometry);
        worker.repaired += result == LonLatResult::repaired;
        worker.without += result == LonLatResult::none;
        for (const auto& polygon : worker.geometry)
            for (const auto& point : polygon[0]) worker.box.add(point);
        append_geometry(out, worker.geometry);
        out += '}';
    }

    [[nodiscard]] const std::vector<Worker>& workers() const { return workers_; }

  private:
    const GeoJsonLayer& layer_;
    std::vector<Worker> workers_;
    std::vector<std::string> keys_;
};

void append_bbox(std::string& out, const GridBox& box) {
    out += R"("bbox":[)";
    append_degrees(out, box.min_x);
    for (const std::int64_t value : {box.min_y, box.max_x, box.max_y}) {
        out += ',';
        append_degrees(out, value);
    }
    out += ']';
}

}  // namespace

void append_json_string(std::string& out, std::string_view text) {
    if (!valid_utf8(text)) {
        append_json_string(out, whole_utf8(text));
        return;
    }
    constexpr const char* hex = "0123456789abcdef";
    out += '"';
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\') {
            out += '\\';
            out += c;
        } else if (c == '\n') {
            out += "\\n";
        } else if (byte < 0x20) {
            out += "\\u00";
            out += hex[byte >> 4U];
            out += hex[byte & 0xFU];
        } else {
            out += c;
        }
    }
    out += '"';
}

void append_degrees(std::string& out, std::int64_t grid) {
    if (grid < 0) out += '-';
    const auto size = static_cast<std::uint64_t>(grid < 0 ? -grid : grid);
    char buffer[24];
    const auto whole = std::to_chars(buffer, buffer + sizeof buffer, size / 10'000'000);
    out.append(buffer, whole.ptr);
    std::uint64_t rest = size % 10'000'000;
    if (rest == 0) return;
    char decimals[8] = {'.', '0', '0', '0', '0', '0', '0', '0'};
    for (int i = 7; i > 0; --i, rest /= 10) decimals[i] = static_cast<char>('0' + rest % 10);
    std::size_t length = 8;
    while (decimals[length - 1] == '0') --length;
    out.append(decimals, length);
}

GeoJsonReport write_geojson(const std::string& path, const GeoJsonLayer& layer, unsigned threads, Progress& progress) {
    FileSink sink(path);
    Features features(layer, threads);
    std::string head = R"({"type":"FeatureCollection","name":)";
    append_json_string(head, layer.name);
    sink.append(head + R"(,"features":[)" + "\n");
    GeoJsonReport report;
    report.features = layer.rows != nullptr ? layer.rows->size() : layer.geometry->size();
    write_rows(sink, report.features, threads, progress,
               [&](std::uint64_t first, std::uint64_t last, unsigned worker, std::string& text) {
                   for (std::uint64_t i = first; i < last; ++i) {
                       if (i > 0) text += ",\n";
                       features.append(text, layer.rows != nullptr ? (*layer.rows)[i] : static_cast<Row>(i), worker);
                   }
               });
    GridBox box;
    for (const auto& worker : features.workers()) {
        box.add(worker.box);
        report.repaired += worker.repaired;
        report.without += worker.without;
    }
    std::string tail = "\n]";
    if (!box.empty()) {
        tail += ",\n";
        append_bbox(tail, box);
    }
    sink.append(tail + "}\n");
    report.file = sink.close();
    return report;
}

}  // namespace mulens::write
