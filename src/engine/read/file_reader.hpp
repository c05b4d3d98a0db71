// One file of a layer: opened, mapped, located; its chunks come in the working CRS. Shared by read_layer and the
// stream.
#pragma once

#include "read/location.hpp"
#include "read/reader.hpp"
#include "read/source.hpp"

#include <future>
#include <memory>
#include <vector>

namespace mulens::read {

class FileReader {
  public:
    FileReader(const config::LayerSpec& spec, const ReadOptions& options, Diagnostics& diagnostics);

    [[nodiscard]] const config::LayerSpec& spec() const { return *spec_; }
    [[nodiscard]] Source& source() { return *source_; }
    [[nodiscard]] const SourceFacts& facts() const { return source_->facts(); }
    [[nodiscard]] const FieldMap& map() const { return map_; }
    [[nodiscard]] bool spatial() const { return spatial_; }
    [[nodiscard]] const std::string& crs() const { return location_.crs; }

    void read_piece(std::size_t piece, unsigned worker, Chunk& out);
    void read_rows(Row first, Row count, unsigned worker, Chunk& out);

    /// Findings of one column or of the geometry after reading; row numbers are the source's.
    void report(const MappedField& field, const ValueColumn& column, Diagnostics& diagnostics);
    void report_geometry(const std::vector<Trouble>& troubles, std::uint64_t polygons, Diagnostics& diagnostics) const;
    void report_rows(const std::vector<Trouble>& troubles, Diagnostics& diagnostics) const;
    void assume(std::string sentence) { assumptions_.push_back(std::move(sentence)); }
    /// A finding with layer and file filled in.
    [[nodiscard]] Finding finding(const char* code, Severity severity, std::string message) const;

    /// Waits for the hash.
    [[nodiscard]] table::SourceInfo info(std::uint64_t rows);

  private:
    void report_mapping(Diagnostics& diagnostics);

    const config::LayerSpec* spec_;
    bool spatial_;
    std::unique_ptr<Source> source_;
    FieldMap map_;
    Location location_;
    std::vector<crs::Transform> transforms_;  // one a worker; empty: nothing to do
    std::vector<std::string> assumptions_;
    std::future<std::string> hash_;
};

}  // namespace mulens::read
