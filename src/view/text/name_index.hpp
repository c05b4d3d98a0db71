// Finds rows by name without an input method: by the text itself or any part of it, by pinyin, by initials, or by a
// mixture. Spaces, brackets and hyphens count neither in names nor in queries; capitals and full-width forms are
// folded. Build in one thread; find() is const and thread safe then.
#pragma once

#include "base/ids.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string_view>
#include <vector>

namespace mulens::text {

/// Better first.
enum class Match : std::uint8_t {
    exact,
    prefix,
    part,             ///< anywhere in the text
    pinyin_prefix,    ///< qiantang at the beginning (the last syllable may be unfinished)
    pinyin_part,      ///< … at a later character
    initials_prefix,  ///< qtxg
    initials_part,
    mixed,  ///< qiantxg
};

class NameIndex {
  public:
    NameIndex();
    ~NameIndex();
    NameIndex(NameIndex&&) noexcept;
    NameIndex& operator=(NameIndex&&) noexcept;

    /// A row may have several texts: its id, its name, former names. At most 255 characters of a text count.
    void add(Row row, std::string_view text);
    /// A text for each of rows 0 … rows − 1 ("" = none), as if added one by one. They are not copied: `text_of` must
    /// give the same texts as long as the index is used, from any thread. 8 bytes a row.
    void add_rows(Row rows, std::function<std::string_view(Row)> text_of);
    [[nodiscard]] std::size_t size() const;  ///< texts added

    struct Hit {
        Row row = no_row;
        Match match = Match::exact;
        std::uint32_t entry = 0;  ///< which text hit, by order of add()
    };
    /// At most `limit` rows, each once: the better match first, then the shorter text, then the earlier one. A single
    /// letter or character finds what begins with it.
    [[nodiscard]] std::vector<Hit> find(std::string_view query, std::size_t limit) const;

  private:
    struct Data;
    std::unique_ptr<Data> data_;
};

}  // namespace mulens::text
