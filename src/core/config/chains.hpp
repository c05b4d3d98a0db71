// Links of the lead industries' chains (data/space/chains.toml): which codes of GB/T 4754 make one. Plain data.
#pragma once

#include <string>
#include <vector>

namespace mulens::config {

struct ChainStep {
    std::string chain;               ///< id of the industry: 车, 芯 …
    std::string stage;               ///< 上游, 中游, 下游 …
    std::string name, name_en;       ///< of the link; "" = no English
    std::vector<std::string> codes;  ///< digits a code begins with: three are a group (中类), four a class (小类)
};
struct ChainSteps {
    std::string id, zh, citation;
    std::vector<ChainStep> steps;
};

/// "" = the shipped one. Throws Error(usage, unreadable) with file:line.
[[nodiscard]] ChainSteps load_chains(const std::string& file);
[[nodiscard]] ChainSteps parse_chains(const std::string& text, const std::string& file);

}  // namespace mulens::config
