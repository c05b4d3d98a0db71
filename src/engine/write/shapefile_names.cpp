#include "write/shapefile_names.hpp"

#include <fmt/format.h>

#include <set>

namespace mulens::write {
namespace {

constexpr std::size_t longest = 10;

std::string plain_upper(const std::string& name) {
    std::string out;
    for (const char c : name) {
        if (c >= 'a' && c <= 'z')
            out += static_cast<char>(c - 'a' + 'A');
        else if ((c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_')
            out += c;
    }
    return out.empty() ? "FIELD" : out;
}

}  // namespace

std::vector<std::string> shapefile_names(const std::vector<OutputColumn>& columns) {
    std::vector<std::string> names;
    std::set<std::string> taken;
    for (const auto& [info, column] : columns) {
        std::string name = info.shapefile.empty() ? plain_upper(info.name) : info.shapefile;
        if (name.size() > longest) std::erase(name, '_');
        name = name.substr(0, longest);
        const std::string base = name;
        for (int n = 1; !taken.insert(name).second; ++n) {
            const std::string tail = fmt::format("_{}", n);
            name = base.substr(0, longest - tail.size()) + tail;
        }
        names.push_back(name);
    }
    return names;
}

std::string_view cut_utf8(std::string_view text, std::size_t bytes) {
    if (text.size() <= bytes) return text;
    while (bytes > 0 && (static_cast<unsigned char>(text[bytes]) & 0xC0U) == 0x80U) --bytes;
    return text.substr(0, bytes);
}

}  // namespace mulens::write
