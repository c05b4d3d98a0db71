// Raw bytes of cells → UTF-8, and the choice of the encoding for a whole file.
#pragma once

#include "read/encoding.hpp"
#include "read/source.hpp"

#include <string>
#include <string_view>

namespace mulens::read {

/// Decodes cells of one file. One object a thread.
class CellDecoder {
  public:
    /// `encoding` "" or "ASCII": UTF-8 where the cell is valid, else GBK.
    explicit CellDecoder(const std::string& encoding);
    /// A view of `raw` or of an inner buffer that the next call reuses. `bad` is set where bytes had no meaning.
    [[nodiscard]] std::string_view utf8(std::string_view raw, bool& bad);
    /// Adds a cell to a column; undecodable bytes become a trouble of that cell.
    void add(ValueColumn& column, std::string_view raw, Row source_row);

  private:
    bool utf8_;
    bool guess_;
    Decoder decoder_;
    std::string buffer_;
};

/// Decides the encoding from sampled bytes (one cell a line), the file's word and the option; fills facts.encoding,
/// its reason, findings and assumptions. `what`: "language byte or .cpg", for the message.
void decide_encoding(SourceFacts& facts, const config::LayerSpec& spec, std::string_view sample,
                     const std::string& declared, const std::string& declared_by);

[[nodiscard]] bool all_ascii(std::string_view text);
/// A column name: decoded, half characters at its end left out, trimmed.
[[nodiscard]] std::string decode_name(std::string_view raw, CellDecoder& decoder);

}  // namespace mulens::read
