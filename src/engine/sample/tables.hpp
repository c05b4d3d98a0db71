// Plain tables as offices keep them: CSV in UTF-8 (with byte order mark) or GBK, and XLSX. Cells are written one after
// the other; `end_row` closes a row. Fixed metadata: the same bytes on every day. Throws Error(unwritable).
#pragma once

#include "sample/recode.hpp"

#include <cstdint>
#include <fstream>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace mulens::sample {

class TableWriter {
  public:
    virtual ~TableWriter() = default;
    virtual void text(std::string_view utf8) = 0;
    virtual void number(std::int64_t value, int decimals) = 0;  ///< value / 10^decimals
    virtual void blank() = 0;
    virtual void close() = 0;
    void end_row() {
        finish_row();
        ++rows_;
    }
    /// Data rows ended so far (without the header).
    [[nodiscard]] std::uint64_t rows() const { return rows_; }
    void header(const std::vector<std::string>& names) {
        for (const std::string& name : names) text(name);
        finish_row();
    }

  protected:
    virtual void finish_row() = 0;

  private:
    std::uint64_t rows_ = 0;
};

enum class CsvStyle { utf8_bom, utf8, gbk };
[[nodiscard]] std::unique_ptr<TableWriter> csv_writer(const std::string& path, CsvStyle style);
[[nodiscard]] std::unique_ptr<TableWriter> xlsx_writer(const std::string& path, const std::string& sheet);

}  // namespace mulens::sample
