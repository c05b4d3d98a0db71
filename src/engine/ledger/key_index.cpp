#include "ledger/key_index.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

namespace mulens::ledger {
namespace {

constexpr std::uint64_t empty_slot = ~std::uint64_t{0};
constexpr Row batch = 32;

std::uint64_t mixed(std::uint64_t a, std::uint64_t b) {
    __extension__ using Wide = unsigned __int128;
    const Wide product = static_cast<Wide>(a ^ 0x9E3779B97F4A7C15ULL) * (b ^ 0xD6E8FEB86659FD93ULL);
    return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
}

}  // namespace

std::uint64_t hash_of(std::string_view text) {
    std::uint64_t hash = text.size();
    while (text.size() >= 8) {
        std::uint64_t word = 0;
        std::memcpy(&word, text.data(), 8);
        hash = mixed(hash, word);
        text.remove_prefix(8);
    }
    std::uint64_t word = 0;
    if (!text.empty()) std::memcpy(&word, text.data(), text.size());  // null is no source, not even of nothing
    return mixed(hash, word ^ 0xA0761D6478BD642FULL);
}

std::string_view without_part_number(std::string_view code) {
    std::size_t end = code.size();
    while (end > 0 && code[end - 1] >= '0' && code[end - 1] <= '9') --end;
    const bool part = end > 1 && end < code.size() && code[end - 1] == '#';
    return part ? code.substr(0, end - 1) : code;
}

KeyIndex::KeyIndex(const table::Column& keys, Key key) : column_(&keys), key_(key) {
    const Row rows = keys.size();
    const std::uint64_t size = std::bit_ceil(std::max<std::uint64_t>(16, std::uint64_t{rows} * 3 / 2));
    mask_ = size - 1;
    slots_.assign(size, empty_slot);
    // From the last row to the first, so that a chain begins at the lowest row; in batches, so that the cache misses of
    // one batch overlap.
    std::array<std::string_view, batch> texts;
    std::array<std::uint64_t, batch> hashes{};
    for (Row end = rows; end > 0;) {
        const Row count = std::min(batch, end);
        for (Row i = 0; i < count; ++i) {
            texts[i] = key_of(end - 1 - i);
            hashes[i] = hash_of(texts[i]);
            __builtin_prefetch(&slots_[hashes[i] & mask_], 1);
        }
        for (Row i = 0; i < count; ++i) insert(end - 1 - i, texts[i], hashes[i]);
        end -= count;
    }
}

std::string_view KeyIndex::folded(std::string_view text) const {
    return key_ == Key::whole ? text : without_part_number(text);
}

std::string_view KeyIndex::key_of(Row row) const { return folded(column_->text(row)); }

void KeyIndex::insert(Row row, std::string_view key, std::uint64_t hash) {
    if (key.empty()) return;
    const std::uint64_t tag = hash & 0xFFFFFFFF00000000ULL;
    for (std::uint64_t i = hash & mask_;; i = (i + 1) & mask_) {
        const std::uint64_t slot = slots_[i];
        if (slot != empty_slot) {
            const auto other = static_cast<Row>(slot);
            if ((slot & 0xFFFFFFFF00000000ULL) != tag || key_of(other) != key) continue;
            if (next_.empty()) next_.assign(column_->size(), no_row);
            next_[row] = other;
        }
        slots_[i] = tag | row;
        return;
    }
}

Row KeyIndex::find_hashed(std::string_view key, std::uint64_t hash) const {
    if (key.empty()) return no_row;
    const std::uint64_t tag = hash & 0xFFFFFFFF00000000ULL;
    for (std::uint64_t i = hash & mask_;; i = (i + 1) & mask_) {
        const std::uint64_t slot = slots_[i];
        if (slot == empty_slot) return no_row;
        const auto row = static_cast<Row>(slot);
        if ((slot & 0xFFFFFFFF00000000ULL) == tag && key_of(row) == key) return row;
    }
}

Row KeyIndex::find(std::string_view key) const {
    if (column_ == nullptr) return no_row;
    const std::string_view text = folded(key);
    return find_hashed(text, hash_of(text));
}

void KeyIndex::find_rows(const table::Column& keys, Row first, Row last, Row* out) const {
    if (column_ == nullptr) {
        std::fill(out, out + (last - first), no_row);
        return;
    }
    // Three loops a batch, so that the cache misses of slots, offsets and bytes each overlap.
    std::array<std::string_view, batch> keys_here;
    std::array<std::string_view, batch> found;
    std::array<std::uint64_t, batch> hashes{};
    for (Row row = first; row < last;) {
        const Row count = std::min(batch, last - row);
        for (Row i = 0; i < count; ++i) {
            keys_here[i] = folded(keys.text(row + i));
            hashes[i] = hash_of(keys_here[i]);
            __builtin_prefetch(&slots_[hashes[i] & mask_]);
        }
        for (Row i = 0; i < count; ++i) {
            const std::uint64_t slot = slots_[hashes[i] & mask_];
            const bool likely = slot != empty_slot && (slot >> 32) == (hashes[i] >> 32);
            out[i] = likely ? static_cast<Row>(slot) : no_row;
            found[i] = likely ? column_->text(out[i]) : std::string_view{};
            __builtin_prefetch(found[i].data());
        }
        for (Row i = 0; i < count; ++i)
            if (out[i] == no_row || folded(found[i]) != keys_here[i] || keys_here[i].empty())
                out[i] = find_hashed(keys_here[i], hashes[i]);
        out += count;
        row += count;
    }
}

}  // namespace mulens::ledger
