// The .dbf beside a shapefile: fields of fixed width, read by positioned reads. Any thread may read any range.
#pragma once

#include "base/ids.hpp"
#include "read/files.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mulens::read {

struct DbfField {
    std::string raw_name;  ///< bytes as in the file, without padding
    char type = 'C';
    std::uint32_t offset = 0;  ///< in the record
    std::uint32_t length = 0;
};

class DbfFile {
  public:
    /// Nothing where the header is not that of a plain dBASE table (then OGR reads it).
    static std::optional<DbfFile> open(const std::string& path);

    [[nodiscard]] Row rows() const { return rows_; }
    [[nodiscard]] const std::vector<DbfField>& fields() const { return fields_; }
    [[nodiscard]] unsigned char language_byte() const { return language_; }
    [[nodiscard]] std::uint32_t record_bytes() const { return record_; }

    void load(Row first, Row count, std::vector<char>& bytes) const;
    [[nodiscard]] static bool deleted(const char* record) { return *record == '*'; }
    /// The cell without padding; "" for NULL.
    [[nodiscard]] static std::string_view cell(const char* record, const DbfField& field);
    /// Text of evenly spaced records and the field names, one a line: what the encoding doctor looks at.
    [[nodiscard]] std::string sample_text(std::size_t max_bytes) const;

  private:
    RandomFile file_;
    Row rows_ = 0;
    std::uint32_t header_ = 0;
    std::uint32_t record_ = 0;
    unsigned char language_ = 0;
    std::vector<DbfField> fields_;
};

}  // namespace mulens::read
