#include "config/words.hpp"

#include "config/resources.hpp"
#include "config/toml_fields.hpp"

namespace mulens::config {

std::map<std::string, Words, std::less<>> load_words(std::string_view prefix) {
    std::map<std::string, Words, std::less<>> all;
    for (const auto& file : resource_names(prefix)) {
        const toml::table root = parse_toml(*resource(file), file);
        for (const auto& [key, node] : root) {
            const toml::table* entry = node.as_table();
            if (entry == nullptr) continue;
            TomlFields fields(*entry, file, std::string(key.str()));
            Words words{fields.required_text("zh"), fields.required_text("en")};
            fields.done();
            if (!all.emplace(std::string(key.str()), std::move(words)).second)
                throw Error::make(ExitCode::usage, "{}:{}: [{}] stands twice", file, fields.line(), key.str());
        }
    }
    return all;
}

}  // namespace mulens::config
