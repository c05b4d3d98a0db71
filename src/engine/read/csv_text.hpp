// RFC 4180 records in a block of bytes: quotes, doubled quotes, line breaks inside quotes, CR LF or LF.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace mulens::read {

/// Takes the cells of one record. Cells are views of the block, or of `unquoted` where quotes had to be undone.
class CsvRecord {
  public:
    explicit CsvRecord(char delimiter) : delimiter_(delimiter) {}

    /// Reads the record at `p`; returns the first byte after its line break, or `end` at the end of the block.
    /// `open` is set where the block ended inside quotes. Cells are numbered from 0; only those with take[i] ≥ 0 are
    /// kept, at cells()[take[i]].
    const char* read(const char* p, const char* end, const std::vector<int>& take, std::size_t kept, bool& open);
    [[nodiscard]] const std::vector<std::string_view>& cells() const { return cells_; }
    /// Cells in the record, kept or not; 1 for a blank line.
    [[nodiscard]] std::size_t count() const { return count_; }
    [[nodiscard]] bool blank() const { return blank_; }

  private:
    char delimiter_;
    std::vector<std::string_view> cells_;
    std::vector<std::string> unquoted_;
    std::size_t count_ = 0;
    bool blank_ = false;
};

/// All cells of the first record.
[[nodiscard]] std::vector<std::string> csv_header(std::string_view block, char delimiter, std::size_t& bytes);
/// The one of , ; tab | that occurs most in the first line outside quotes; ',' where none does.
[[nodiscard]] char csv_delimiter(std::string_view block);
/// First byte after the first line break outside quotes at or after `p`; nullptr where there is none. `in_quotes`
/// says how the block begins.
[[nodiscard]] const char* csv_next_line(const char* p, const char* end, bool in_quotes);
[[nodiscard]] std::uint64_t count_quotes(std::string_view block);

}  // namespace mulens::read
