#include "read/csv_text.hpp"

#include <algorithm>
#include <array>
#include <cstring>

namespace mulens::read {

const char* CsvRecord::read(const char* p, const char* end, const std::vector<int>& take, std::size_t kept,
                            bool& open) {
    cells_.assign(kept, {});
    if (unquoted_.size() < kept) unquoted_.resize(kept);
    open = false;
    count_ = 0;
    const char* const begin = p;
    const char delimiter = delimiter_;
    for (;;) {
        const int slot = count_ < take.size() ? take[count_] : -1;
        ++count_;
        std::string_view cell;
        if (p < end && *p == '"') {
            const char* const from = ++p;
            bool doubled = false;
            for (;;) {
                p = static_cast<const char*>(std::memchr(p, '"', static_cast<std::size_t>(end - p)));
                if (p == nullptr) {
                    open = true;
                    return end;
                }
                if (p + 1 < end && p[1] == '"') {
                    doubled = true;
                    p += 2;
                    continue;
                }
                break;
            }
            cell = {from, static_cast<std::size_t>(p - from)};
            ++p;
            if (doubled && slot >= 0) {
                std::string& text = unquoted_[static_cast<std::size_t>(slot)];
                text.clear();
                for (std::size_t i = 0; i < cell.size(); ++i) {
                    text += cell[i];
                    if (cell[i] == '"') ++i;
                }
                cell = text;
            }
            while (p < end && *p != delimiter && *p != '\n') ++p;  // anything behind the closing quote
        } else {
            const char* const from = p;
            while (p < end && *p != delimiter && *p != '\n') ++p;
            cell = {from, static_cast<std::size_t>(p - from)};
            if ((p == end || *p == '\n') && cell.ends_with('\r')) cell.remove_suffix(1);
        }
        if (slot >= 0) cells_[static_cast<std::size_t>(slot)] = cell;
        if (p < end && *p == delimiter) {
            ++p;
            continue;
        }
        blank_ = count_ == 1 && cell.empty() && (p == begin || *begin == '\r' || *begin == '\n');
        return p < end ? p + 1 : end;
    }
}

std::vector<std::string> csv_header(std::string_view block, char delimiter, std::size_t& bytes) {
    std::vector<int> take(4096);
    for (std::size_t i = 0; i < take.size(); ++i) take[i] = static_cast<int>(i);
    CsvRecord record(delimiter);
    bool open = false;
    const char* p = block.data();
    const char* const end = p + block.size();
    do p = record.read(p, end, take, take.size(), open);
    while (record.blank() && p < end);
    bytes = static_cast<std::size_t>(p - block.data());
    std::vector<std::string> names;
    for (std::size_t i = 0; i < std::min(record.count(), take.size()); ++i) names.emplace_back(record.cells()[i]);
    return names;
}

char csv_delimiter(std::string_view block) {
    constexpr std::array marks{',', ';', '\t', '|'};
    std::array<std::size_t, marks.size()> seen{};
    bool quoted = false;
    bool any = false;
    for (const char c : block) {
        if (c == '"') quoted = !quoted;
        if (quoted) continue;
        if (c == '\n' && any) break;
        any = any || (c != '\r' && c != '\n');
        for (std::size_t i = 0; i < marks.size(); ++i) seen[i] += (c == marks[i]);
    }
    const auto best = std::max_element(seen.begin(), seen.end());
    return *best == 0 ? ',' : marks[static_cast<std::size_t>(best - seen.begin())];
}

const char* csv_next_line(const char* p, const char* end, bool in_quotes) {
    for (; p < end; ++p) {
        if (*p == '"') in_quotes = !in_quotes;
        if (*p == '\n' && !in_quotes) return p + 1;
    }
    return nullptr;
}

std::uint64_t count_quotes(std::string_view block) {
    return static_cast<std::uint64_t>(std::count(block.begin(), block.end(), '"'));
}

}  // namespace mulens::read
