// The encoding doctor: which encoding are these bytes in, and was the file's own word (.cpg, DBF language byte) a lie?
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

namespace mulens::read {

struct EncodingGuess {
    std::string name;          ///< "UTF-8", "GBK", "GB18030", "Big5", "ASCII", or the declared single-byte one (as
                               ///< canonical_encoding names it)
    std::string reason;        ///< one sentence, for screen and manifest
    bool certain = false;      ///< false: the bytes allow another reading (short, or ASCII-like)
    bool contradicts = false;  ///< the declared encoding is wrong
};

/// `bytes`: text fields of a file, one field a line ('\n' or NUL between; trailing spaces are fine): half a character
/// at a field's end counts as cut off, not as wrong. `declared`: what the file or the user says, any spelling, or "".
/// Pure, thread safe; time is linear in the bytes (100 kB are plenty).
[[nodiscard]] EncodingGuess detect_encoding(std::string_view bytes, std::string_view declared);

/// "cp936", "936", "gb2312", "LDID/77" → "GBK"; "65001" → "UTF-8"; "950" → "Big5"; "" or unknown → "".
[[nodiscard]] std::string canonical_encoding(std::string_view name);
/// What a DBF language byte (offset 29) declares: 0x4D → "GBK", 0x4F and 0x78 → "Big5", 0x7A → "GBK"; 0 and unknown →
/// "".
[[nodiscard]] std::string encoding_of_language_byte(unsigned char ldid);

/// Bytes that could not be decoded. Each becomes U+FFFD; half a character at the end is left out but counted.
struct DecodeCount {
    std::size_t undecodable = 0;
    std::size_t cut_off = 0;
};

/// Decodes to UTF-8 without loss: GBK is read as GB18030 (its superset), Big5 with the HKSCS characters where needed.
/// One object a thread.
class Decoder {
  public:
    /// Throws Error(usage) for a name that this system cannot decode.
    explicit Decoder(const std::string& name);
    ~Decoder();
    Decoder(Decoder&&) noexcept;
    Decoder& operator=(Decoder&&) noexcept;
    Decoder(const Decoder&) = delete;
    Decoder& operator=(const Decoder&) = delete;

    [[nodiscard]] std::string to_utf8(std::string_view bytes) const;
    [[nodiscard]] std::string to_utf8(std::string_view bytes, DecodeCount& count) const;

  private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace mulens::read
