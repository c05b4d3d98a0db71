// Joins the chunks of many files into one layer: the union of their fields in catalogue order, blanks where a file has
// not got one.
#pragma once

#include "read/file_reader.hpp"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace mulens::read {

class LayerBuilder {
  public:
    explicit LayerBuilder(const std::string& role);

    void reserve(std::uint64_t rows, std::uint64_t points);
    void begin_file(FileReader& file);
    /// Chunks of the current file, in order.
    void add(Chunk& chunk);
    /// Reports the file's findings. Throws Error(unreadable) where it held nothing.
    void end_file(Diagnostics& diagnostics);
    /// The layer; this object is spent. SourceInfo is set by the caller.
    [[nodiscard]] table::Layer finish();
    [[nodiscard]] std::uint64_t file_rows() const { return rows_ - file_begin_; }

  private:
    struct Field {
        std::unique_ptr<MappedField> canonical;  // stable address for the column
        std::unique_ptr<ValueColumn> values;
    };
    void pad(ValueColumn& column, std::uint64_t rows) const;
    /// True where the column was taken as percent.
    bool settle_percent(const MappedField& mapped, ValueColumn& column, Diagnostics& diagnostics);
    void refuse_ratios(const MappedField& mapped, ValueColumn& column, bool percent, Diagnostics& diagnostics);

    const config::LayerCatalogue& catalogue_;
    std::vector<Field> fields_;  // parallel to the catalogue's fields; values null where no file has it
    table::Layer layer_;
    std::uint64_t rows_ = 0;
    std::uint64_t reserved_ = 0;
    std::uint64_t file_begin_ = 0;
    std::uint64_t polygons_begin_ = 0;
    FileReader* file_ = nullptr;
    std::vector<Trouble> geometry_trouble_;
    std::vector<Trouble> row_trouble_;
    std::uint64_t last_end_ = 0;
    std::vector<std::string> platforms_;
    std::vector<double> years_;
    std::vector<std::uint64_t> file_rows_;
};

}  // namespace mulens::read
