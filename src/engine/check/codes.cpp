#include "base/text.hpp"
#include "check/steps.hpp"
#include "geom/area.hpp"
#include "geom/edit.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <functional>
#include <set>
#include <span>

namespace mulens::check {
namespace {

std::string stem_of(const std::string& path) {
    return std::filesystem::path(path.substr(0, path.find('#'))).stem().string();
}

bool same_geometry(const geom::Polygons& p, Row a, Row b) {
    if (p.end_polygon(a) - p.first_polygon(a) != p.end_polygon(b) - p.first_polygon(b)) return false;
    std::uint64_t pb = p.first_polygon(b);
    for (std::uint64_t pa = p.first_polygon(a); pa < p.end_polygon(a); ++pa, ++pb) {
        if (p.end_ring(pa) - p.first_ring(pa) != p.end_ring(pb) - p.first_ring(pb)) return false;
        std::uint64_t rb = p.first_ring(pb);
        for (std::uint64_t ra = p.first_ring(pa); ra < p.end_ring(pa); ++ra, ++rb) {
            const geom::RingView x = p.ring(ra);
            const geom::RingView y = p.ring(rb);
            if (x.size() != y.size() || !std::equal(x.data(), x.data() + 2 * x.size(), y.data())) return false;
        }
    }
    return true;
}

bool same_number(double a, double b) {
    if (std::isnan(a) || std::isnan(b)) return std::isnan(a) == std::isnan(b);
    return std::abs(a - b) <= 1e-9 * std::max(std::abs(a), std::abs(b));
}

// Rows that share a code, found with one flat table: bucket → first row, row → next row of the same code.
class CodeTable {
  public:
    CodeTable(const table::Table& rows) : rows_(rows), next_(rows.rows(), no_row) {
        std::size_t size = 16;
        while (size < 2 * static_cast<std::size_t>(rows.rows())) size *= 2;
        buckets_.assign(size, no_row);
    }
    /// The first row with this code, or no_row after adding this one.
    Row add(Row row) {
        const std::string_view code = rows_.text("parcel_id", row);
        for (std::size_t b = std::hash<std::string_view>{}(code) & (buckets_.size() - 1);;
             b = (b + 1) & (buckets_.size() - 1)) {
            if (buckets_[b] == no_row) {
                buckets_[b] = row;
                return no_row;
            }
            if (rows_.text("parcel_id", buckets_[b]) == code) return buckets_[b];
        }
    }
    [[nodiscard]] bool has(std::string_view code) const {
        for (std::size_t b = std::hash<std::string_view>{}(code) & (buckets_.size() - 1); buckets_[b] != no_row;
             b = (b + 1) & (buckets_.size() - 1))
            if (rows_.text("parcel_id", buckets_[b]) == code) return true;
        return false;
    }
    std::vector<Row>& next() { return next_; }

  private:
    const table::Table& rows_;
    std::vector<Row> buckets_;
    std::vector<Row> next_;
};

class Codes {
  public:
    explicit Codes(Work& work) : work_(work), table_(work.parcels.table) {}
    void settle();

  private:
    void name_missing();
    void settle_group(std::vector<Row> group, const CodeTable& codes);
    void merge(Row survivor, Row row, bool identical);
    void compare_attributes(Row survivor, Row row);
    [[nodiscard]] bool same_plot(Row a, Row b);
    void number(Row row, Row first, const CodeTable& codes);
    void drop_merged();

    Work& work_;
    const table::Table& table_;
    std::vector<Row> merged_into_;
    std::set<std::string> given_;
};

void Codes::name_missing() {
    const auto& layer = work_.parcels;
    for (Row row = 0; row < layer.rows(); ++row) {
        if (!table_.text("parcel_id", row).empty()) continue;
        work_.new_ids[row] = fmt::format("{}#{}", stem_of(layer.file_of(row)), layer.source_row[row] + 1);
        work_.report("missing_parcel_id", row, work_.new_ids[row]);
    }
}

bool Codes::same_plot(Row a, Row b) {
    const auto& polygons = work_.parcels.geometry;
    if (!polygons.has_geometry(a) || !polygons.has_geometry(b)) return false;
    const double smaller = std::min(geom::feature_area_m2(polygons, a), geom::feature_area_m2(polygons, b));
    return common_area(work_.contexts[0], polygons, a, b) >= work_.options.same_plot_share * smaller;
}

void Codes::compare_attributes(Row survivor, Row row) {
    for (const std::string& name : table_.names()) {
        if (name == "parcel_id" || name.starts_with("source_")) continue;
        const table::Column& column = table_.at(name);
        std::string kept;
        std::string other;
        if (column.is_text()) {
            kept = column.text(survivor);
            other = column.text(row);
            if (kept == other) continue;
        } else {
            if (same_number(column.number(survivor), column.number(row))) continue;
            kept = number_text(column.number(survivor));
            other = number_text(column.number(row));
        }
        if (other.empty()) continue;  // the other file says nothing: no contradiction
        work_.report("attribute_differs", row,
                     fmt::format("{} is \"{}\" in {} (used) and \"{}\" in {}", name, kept,
                                 work_.parcels.file_of(survivor), other, work_.parcels.file_of(row)),
                     table::none, name);
    }
}

void Codes::merge(Row survivor, Row row, bool identical) {
    merged_into_[row] = survivor;
    ++work_.result.merged;
    if (identical)
        work_.report("duplicate_geometry", row, fmt::format("same as row {}", work_.parcels.source_row[survivor] + 1));
    else
        compare_attributes(survivor, row);
}

void Codes::number(Row row, Row first, const CodeTable& codes) {
    const std::string code(table_.text("parcel_id", row));
    std::string name;
    for (int k = 2;; ++k) {
        name = fmt::format("{}#{}", code, k);
        if (!codes.has(name) && given_.insert(name).second) break;
    }
    work_.new_ids[row] = name;
    work_.report("parcel_code_reused", row,
                 fmt::format("{} is also row {} of {}", code, work_.parcels.source_row[first] + 1,
                             work_.parcels.file_of(first)));
}

void Codes::settle_group(std::vector<Row> group, const CodeTable& codes) {
    const auto wide = [&](Row row) {
        const std::size_t source = work_.parcels.source[row];
        return source < work_.options.district_wide.size() && work_.options.district_wide[source];
    };
    std::stable_sort(group.begin(), group.end(), [&](Row a, Row b) { return !wide(a) && wide(b); });
    std::vector<Row> plots;
    for (const Row row : group) {
        bool merged = false;
        for (const Row plot : plots) {
            const bool same_file = work_.parcels.source[plot] == work_.parcels.source[row];
            const bool identical = same_file && work_.parcels.geometry.has_geometry(row) &&
                                   same_geometry(work_.parcels.geometry, plot, row);
            if (!identical && (same_file || !same_plot(plot, row))) continue;
            merge(plot, row, identical);
            merged = true;
            break;
        }
        if (merged) continue;
        if (!plots.empty()) number(row, plots.front(), codes);
        plots.push_back(row);
    }
}

void Codes::drop_merged() {
    auto& layer = work_.parcels;
    auto& result = work_.result;
    const Row rows = layer.rows();
    result.new_row.assign(rows, no_row);
    result.kept.reserve(rows);
    for (Row row = 0; row < rows; ++row) {
        if (merged_into_[row] != no_row) continue;
        result.new_row[row] = static_cast<Row>(result.kept.size());
        result.kept.push_back(row);
    }
    for (Row row = 0; row < rows; ++row)
        if (merged_into_[row] != no_row) result.new_row[row] = result.new_row[merged_into_[row]];
    if (result.kept.size() == rows) return;
    geom::keep_and_replace(layer.geometry, result.kept, {}, {});
    layer.table = table::take_rows(layer.table, result.kept);
    for (std::size_t i = 0; i < result.kept.size(); ++i) {
        const Row old = result.kept[i];
        layer.source[i] = layer.source[old];
        layer.source_row[i] = layer.source_row[old];
        work_.status[i] = work_.status[old];
        std::string id = std::move(work_.new_ids[old]);
        work_.new_ids[i] = std::move(id);
    }
    layer.source.resize(result.kept.size());
    layer.source_row.resize(result.kept.size());
    work_.status.resize(result.kept.size());
    work_.new_ids.resize(result.kept.size());
}

void Codes::settle() {
    const Row rows = work_.parcels.rows();
    work_.new_ids.assign(rows, {});
    merged_into_.assign(rows, no_row);
    name_missing();
    {
        CodeTable codes(table_);
        auto& next = codes.next();
        std::vector<Row> repeated;            // first rows of groups
        std::vector<Row> last(rows, no_row);  // of the group's first row
        for (Row row = 0; row < rows; ++row) {
            if (table_.text("parcel_id", row).empty()) continue;
            const Row first = codes.add(row);
            if (first == no_row) continue;
            if (last[first] == no_row) repeated.push_back(first);
            next[last[first] == no_row ? first : last[first]] = row;
            last[first] = row;
        }
        for (const Row first : repeated) {
            std::vector<Row> group;
            for (Row row = first; row != no_row; row = next[row]) group.push_back(row);
            settle_group(std::move(group), codes);
        }
    }
    drop_merged();
    const bool renamed =
        std::any_of(work_.new_ids.begin(), work_.new_ids.end(), [](const auto& s) { return !s.empty(); });
    if (!renamed && work_.parcels.table.has("parcel_id")) return;
    table::TextStore ids(table::TextStore::Mode::unique);
    for (Row row = 0; row < work_.parcels.rows(); ++row) ids.push(work_.id_of(row));
    work_.parcels.table.set("parcel_id", table::Column::texts(std::move(ids)));
}

}  // namespace

void settle_codes(Work& work) {
    work.progress.stage("check codes", work.parcels.rows());
    Codes(work).settle();
    work.progress.advance(work.parcels.rows());
}

}  // namespace mulens::check
