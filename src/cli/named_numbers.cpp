#include "cli/named_numbers.hpp"

#include "base/error.hpp"
#include "base/text.hpp"

#include <algorithm>

namespace mulens::cli {

void set_named_numbers(const std::string& option, const std::vector<std::string>& texts,
                       const std::vector<std::pair<std::string, double*>>& known) {
    std::vector<std::string> names;
    for (const auto& entry : known) names.push_back(entry.first);
    for (const auto& text : texts)
        for (const auto& part : split(text, ',')) {
            const std::size_t equals = part.find('=');
            const std::string name(trimmed(part.substr(0, equals)));
            const auto it = std::find(names.begin(), names.end(), name);
            if (it == names.end())
                throw Error::make(ExitCode::usage, "{} {}: there is no {}; known: {}", option, part, name,
                                  fmt::join(names, ", "));
            const auto value = equals == std::string::npos ? std::nullopt : parse_number(part.substr(equals + 1));
            if (!value) throw Error::make(ExitCode::usage, "{} {}: write {}=NUMBER", option, part, name);
            *known[static_cast<std::size_t>(it - names.begin())].second = *value;
        }
}

}  // namespace mulens::cli
