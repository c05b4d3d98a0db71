#include "read/cells.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "read/files.hpp"

#include <cstring>

namespace mulens::read {
namespace {

std::string decoder_name(const std::string& encoding) {
    return encoding.empty() || encoding == "ASCII" ? std::string("GBK") : encoding;
}

}  // namespace

bool all_ascii(std::string_view text) {
    std::size_t i = 0;
    for (; i + 8 <= text.size(); i += 8) {
        std::uint64_t word = 0;
        std::memcpy(&word, text.data() + i, 8);
        if ((word & 0x8080808080808080ULL) != 0) return false;
    }
    for (; i < text.size(); ++i)
        if (static_cast<unsigned char>(text[i]) >= 0x80) return false;
    return true;
}

CellDecoder::CellDecoder(const std::string& encoding)
    : utf8_(encoding == "UTF-8"), guess_(encoding.empty() || encoding == "ASCII"), decoder_(decoder_name(encoding)) {}

std::string_view CellDecoder::utf8(std::string_view raw, bool& bad) {
    bad = false;
    if (all_ascii(raw)) return raw;
    if ((utf8_ || guess_) && valid_utf8(raw)) return raw;
    DecodeCount count;
    buffer_ = decoder_.to_utf8(raw, count);
    bad = count.undecodable > 0;
    return buffer_;
}

void CellDecoder::add(ValueColumn& column, std::string_view raw, Row source_row) {
    bool bad = false;
    const std::string_view text = utf8(raw, bad);
    column.add_text(text, source_row);
    if (bad) column.add_trouble(Trouble::Kind::undecodable, source_row, text);
}

void decide_encoding(SourceFacts& facts, const config::LayerSpec& spec, std::string_view sample,
                     const std::string& declared, const std::string& declared_by) {
    if (!spec.encoding.empty()) {
        const std::string known = canonical_encoding(spec.encoding);
        facts.encoding = known.empty() ? spec.encoding : known;
        facts.encoding_reason = "option";
        return;
    }
    const EncodingGuess guess = detect_encoding(sample, declared);
    facts.encoding = guess.name;
    facts.encoding_reason = guess.reason;
    Finding finding;
    if (guess.contradicts) {
        finding.code = "encoding_mismatch";
        finding.severity = Severity::warning;
        finding.message = fmt::format("{} says {}, but the bytes are {}: read as {} (--encoding {}=NAME sets another)",
                                      declared_by, declared, guess.name, guess.name, shown(spec));
        facts.findings.push_back(std::move(finding));
    } else if (declared.empty() && guess.name != "ASCII" && guess.name != "UTF-8") {
        finding.code = "encoding_guessed";
        finding.severity = Severity::note;
        finding.message = fmt::format("no encoding is declared: read as {} (--encoding {}=NAME sets another)",
                                      guess.name, shown(spec));
        facts.assumptions.push_back(finding.message);
        facts.findings.push_back(std::move(finding));
    }
}

std::string decode_name(std::string_view raw, CellDecoder& decoder) {
    bool bad = false;
    std::string name(decoder.utf8(raw, bad));
    while (name.ends_with("\xEF\xBF\xBD")) name.resize(name.size() - 3);
    return std::string(trimmed(name));
}

}  // namespace mulens::read
