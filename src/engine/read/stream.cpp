#include "base/error.hpp"
#include "read/file_reader.hpp"
#include "read/files.hpp"
#include "read/reader.hpp"

#include <algorithm>
#include <deque>
#include <map>
#include <mutex>

namespace mulens::read {
namespace {

/// A source that can only be read in order, held whole so that any rows can be given.
class HeldSource {
  public:
    void load(FileReader& file) {
        for (std::size_t piece = 0; piece < file.source().pieces(); ++piece) {
            Chunk chunk;
            file.read_piece(piece, 0, chunk);
            begins_.push_back(rows_);
            rows_ += chunk.rows();
            chunks_.push_back(std::move(chunk));
        }
    }
    [[nodiscard]] Row rows() const { return rows_; }
    [[nodiscard]] const std::deque<Chunk>& chunks() const { return chunks_; }

    void read(Row first, Row count, const FieldMap& map, Chunk& out) {
        out.start(map, count);
        for (Row row = first; row < first + count;) {
            const auto it = std::upper_bound(begins_.begin(), begins_.end(), row) - 1;
            Chunk& from = chunks_[static_cast<std::size_t>(it - begins_.begin())];
            const Row stop = std::min<Row>(first + count, *it + from.rows());
            for (; row < stop; ++row) copy(from, row - *it, out);
        }
    }

  private:
    static void copy(Chunk& from, Row row, Chunk& out) {
        out.source_row.push_back(from.source_row[row]);
        out.geometry.add_feature(from.geometry, row);
        for (std::size_t k = 0; k < out.columns.size(); ++k) {
            if (out.columns[k].is_text())
                out.columns[k].texts().push(from.columns[k].texts().at(row));
            else
                out.columns[k].numbers().push_back(from.columns[k].numbers()[row]);
        }
    }

    std::deque<Chunk> chunks_;
    std::vector<Row> begins_;
    Row rows_ = 0;
};

}  // namespace

struct FeatureStream::State {
    struct File {
        std::unique_ptr<FileReader> reader;
        std::unique_ptr<HeldSource> held;
        Row begin = 0;
        Row rows = 0;
        std::uint64_t came = 0;
        std::uint64_t polygons = 0;
        // By first row of the read, so that what is reported does not depend on threads.
        std::map<Row, std::vector<Trouble>> geometry;
        std::map<Row, std::vector<ValueColumn>> cells;
    };
    std::vector<config::LayerSpec> specs;
    Diagnostics* diagnostics = nullptr;
    std::vector<File> files;
    Row rows = 0;
    std::mutex mutex;

    void open(const ReadOptions& options) {
        for (const auto& spec : specs) {
            File file;
            file.reader = std::make_unique<FileReader>(spec, options, *diagnostics);
            file.rows = file.reader->facts().rows;
            if (!file.reader->source().by_rows()) {
                file.held = std::make_unique<HeldSource>();
                file.held->load(*file.reader);
                file.rows = file.held->rows();
                for (const auto& chunk : file.held->chunks()) note(file, chunk);
            }
            file.begin = rows;
            rows += file.rows;
            files.push_back(std::move(file));
        }
    }

    /// Keeps what has to be reported; with the lock held or before threads start.
    static void note(File& file, const Chunk& chunk) {
        file.came += chunk.rows();
        file.polygons += chunk.geometry.polygon_offsets.size() - 1;
        if (chunk.source_row.empty()) return;
        const Row key = chunk.source_row.front();
        if (!chunk.geometry_trouble.empty()) file.geometry[key] = chunk.geometry_trouble;
        bool trouble = false;
        for (const auto& column : chunk.columns) trouble = trouble || column.trouble_count() + column.blank_marks() > 0;
        if (!trouble) return;
        std::vector<ValueColumn> columns;
        for (std::size_t k = 0; k < chunk.columns.size(); ++k) {
            columns.emplace_back(chunk.columns[k].field());
            columns.back().copy_troubles(chunk.columns[k]);
        }
        file.cells[key] = std::move(columns);
    }
};

FeatureStream::FeatureStream(const std::vector<config::LayerSpec>& specs, const ReadOptions& options,
                             Diagnostics& diagnostics)
    : state_(std::make_unique<State>()) {
    state_->specs = specs;
    state_->diagnostics = &diagnostics;
    state_->open(options);
}

FeatureStream::~FeatureStream() = default;

Row FeatureStream::rows() const { return state_->rows; }

void FeatureStream::read(Row first, Row count, unsigned worker, table::Layer& out) {
    out = table::Layer();
    out.role = state_->specs.empty() ? std::string{} : state_->specs.front().role;
    std::vector<std::pair<const config::FieldSpec*, std::unique_ptr<ValueColumn>>> columns;
    std::deque<MappedField> canonical;
    Row rows = 0;
    for (std::size_t i = 0; i < state_->files.size(); ++i) {
        State::File& file = state_->files[i];
        const Row from = std::max(first, file.begin);
        const Row to = std::min<Row>(first + count, file.begin + file.rows);
        if (from >= to) continue;
        Chunk chunk;
        if (file.held)
            file.held->read(from - file.begin, to - from, file.reader->map(), chunk);
        else
            file.reader->read_rows(from - file.begin, to - from, worker, chunk);
        if (!file.held) {
            const std::lock_guard lock(state_->mutex);
            State::note(file, chunk);
        }
        out.source.insert(out.source.end(), chunk.rows(), static_cast<std::uint16_t>(i));
        out.source_row.insert(out.source_row.end(), chunk.source_row.begin(), chunk.source_row.end());
        for (std::size_t k = 0; k < chunk.columns.size(); ++k) {
            const config::FieldSpec* field = file.reader->map().fields[k].field;
            auto it = std::find_if(columns.begin(), columns.end(), [&](const auto& c) { return c.first == field; });
            if (it == columns.end()) {
                canonical.push_back({});
                canonical.back().field = field;
                columns.emplace_back(field, std::make_unique<ValueColumn>(canonical.back()));
                it = columns.end() - 1;
            }
            while (it->second->size() < rows) it->second->add_blank();
            if (rows == 0)
                *it->second = std::move(chunk.columns[k]);
            else
                it->second->append(chunk.columns[k]);
        }
        rows += chunk.rows();
        if (out.geometry.size() == 0)
            out.geometry = std::move(chunk.geometry);
        else
            out.geometry.append(chunk.geometry);
    }
    out.table = table::Table(rows);
    std::sort(columns.begin(), columns.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    for (auto& [field, values] : columns) {
        while (values->size() < rows) values->add_blank();
        out.table.set(field->name, values->finish());
    }
}

std::vector<table::SourceInfo> FeatureStream::sources() {
    std::vector<table::SourceInfo> out;
    for (auto& file : state_->files) {
        std::vector<Trouble> geometry;
        for (auto& [row, troubles] : file.geometry) geometry.insert(geometry.end(), troubles.begin(), troubles.end());
        file.reader->report_geometry(geometry, file.polygons, *state_->diagnostics);
        const auto& fields = file.reader->map().fields;
        for (std::size_t k = 0; k < fields.size(); ++k) {
            ValueColumn all(fields[k]);
            for (auto& [row, columns] : file.cells) all.copy_troubles(columns[k]);
            file.reader->report(fields[k], all, *state_->diagnostics);
        }
        file.geometry.clear();
        file.cells.clear();
        out.push_back(file.reader->info(file.came));
    }
    return out;
}

}  // namespace mulens::read
