#include "config/chains.hpp"

#include "base/error.hpp"
#include "config/resources.hpp"
#include "config/toml_fields.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>

namespace mulens::config {
namespace {

constexpr const char* shipped = "data/space/chains.toml";

std::string text_of(const std::string& file) {
    if (file.empty()) {
        if (const auto text = resource(shipped)) return *text;
        throw Error::make(ExitCode::failed, "{} is missing", shipped);
    }
    std::ifstream in = open_file(file);
    if (!in) throw Error::make(ExitCode::unreadable, "{} cannot be opened: check the path.", file);
    return {std::istreambuf_iterator<char>(in), {}};
}

bool is_code(const std::string& code) {
    return code.size() >= 2 && code.size() <= 4 &&
           std::all_of(code.begin(), code.end(), [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

ChainSteps parse_chains(const std::string& text, const std::string& file) {
    const toml::table root = parse_toml(text, file);
    TomlFields fields(root, file, "chains");
    ChainSteps out;
    out.id = fields.required_text("id");
    out.zh = fields.required_text("zh");
    out.citation = fields.required_text("citation");
    for (const auto* table : fields.tables("link")) {
        TomlFields keys(*table, file, "[[link]]");
        ChainStep step{keys.required_text("chain"), keys.text_or("stage", ""), keys.required_text("name"),
                       keys.text_or("name_en", ""), keys.texts("codes")};
        if (step.codes.empty()) keys.fail("codes", "a link needs codes of GB/T 4754");
        for (const auto& code : step.codes)
            if (!is_code(code)) keys.fail("codes", "a code of GB/T 4754 has two to four digits, e.g. \"3562\"");
        for (const auto& other : out.steps)
            if (other.chain == step.chain && other.name == step.name)
                keys.fail("name", "stands twice in the chain " + step.chain);
        keys.done();
        out.steps.push_back(std::move(step));
    }
    if (out.steps.empty()) fields.fail("link", "there is no [[link]]");
    fields.done();
    return out;
}

ChainSteps load_chains(const std::string& file) { return parse_chains(text_of(file), file.empty() ? shipped : file); }

}  // namespace mulens::config
