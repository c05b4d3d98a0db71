// Names of platforms and streets in the language of the window: the one place that answers how a platform is called
// there. The data's own (Chinese) names stay what columns, commands and files hold; where a layer gives no English name
// the own one is shown. Immutable once made; any thread.
#pragma once

#include "base/words.hpp"
#include "table/layer.hpp"

#include <map>
#include <string>
#include <string_view>

namespace mulens::app {

class PlaceNames {
  public:
    PlaceNames() = default;
    /// From columns `name` and `name_en` of the layers platforms and streets.
    explicit PlaceNames(const std::map<std::string, table::Layer>& layers);

    /// Is this the own name of a place that has another one in this language?
    [[nodiscard]] bool known(Lang lang, std::string_view name) const;
    /// A cell: a name, or several joined by ";" (each may be followed by ":" and its share). Other text comes back as
    /// it is.
    [[nodiscard]] std::string in(Lang lang, std::string_view cell) const;
    /// A sentence in which names may stand.
    [[nodiscard]] std::string sentence(Lang lang, std::string text) const;
    /// The own name of what a person typed in either language; other text comes back as it is.
    [[nodiscard]] std::string own(std::string_view typed) const;

  private:
    std::map<std::string, std::string, std::less<>> english_;  ///< own name → English
    std::map<std::string, std::string, std::less<>> own_;      ///< … and back
};

}  // namespace mulens::app
