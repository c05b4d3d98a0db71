// Finding parcels, enterprises, platforms, columns and commands by what people type: code, name, former name, pinyin,
// initials. Made by a job after loading; const access is thread safe.
#pragma once

#include "app/dataset.hpp"
#include "app/model.hpp"
#include "app/state.hpp"
#include "text/name_index.hpp"

#include <memory>
#include <string>
#include <vector>

namespace mulens::app {

class Searcher {
  public:
    explicit Searcher(std::shared_ptr<const Dataset> data);
    [[nodiscard]] std::vector<SearchHit> find(const std::string& text, std::size_t limit, Lang lang,
                                              bool meeting) const;

  private:
    std::shared_ptr<const Dataset> data_;
    text::NameIndex parcels_, firms_, platforms_;
};

/// Verbs and columns need no data.
[[nodiscard]] std::vector<SearchHit> find_commands(const std::string& text, std::size_t limit, Lang lang);

}  // namespace mulens::app
