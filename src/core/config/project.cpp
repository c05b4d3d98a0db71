#include "config/project.hpp"

namespace mulens::config {

const std::vector<std::string>& layer_roles() {
    static const std::vector<std::string> roles{"parcels",  "buildings",       "platforms",   "streets", "constraints",
                                                "renewal",  "regulatory",      "enterprises", "links",   "contracts",
                                                "projects", "official_grades", "decisions"};
    return roles;
}

}  // namespace mulens::config
