// A planning question as it was asked: plain data of the document.
#pragma once

#include <map>
#include <string>

namespace mulens::app {

struct AskedQuestion {
    std::string command;                        ///< "" = nothing
    std::map<std::string, std::string> values;  ///< field → as entered
    bool operator==(const AskedQuestion&) const = default;
};

}  // namespace mulens::app
