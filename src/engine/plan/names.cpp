#include "plan/names.hpp"

#include "base/text.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>

namespace mulens::plan {

void Names::add(std::string_view text, char separator) {
    while (!text.empty()) {
        const std::size_t end = text.find(separator);
        const auto word = trimmed(text.substr(0, end));
        if (!word.empty() && std::find(names_.begin(), names_.end(), word) == names_.end()) names_.emplace_back(word);
        if (end == std::string_view::npos) break;
        text.remove_prefix(end + 1);
    }
}

Words WordList::joined(const Words& between) const {
    Words out;
    for (std::size_t i = 0; i < words_.size(); ++i) out += i == 0 ? words_[i] : between + words_[i];
    return out;
}

std::string Names::joined(const char* between) const { return fmt::format("{}", fmt::join(names_, between)); }

}  // namespace mulens::plan
