// What was planted, collected while writing; becomes truth/*.json.
#pragma once

#include "sample/layout.hpp"

#include <cstdint>
#include <memory>
#include <string>

namespace mulens::sample {

class Truth {
  public:
    explicit Truth(const Layout& layout);
    ~Truth();
    Truth(const Truth&) = delete;
    Truth& operator=(const Truth&) = delete;

    /// One finding a run must report. `row` is the 0-based data row in the file, −1 for the whole file; findings.json
    /// counts from 1, as diagnostics.csv does.
    void finding(const std::string& code, const std::string& layer, const std::string& file, const std::string& subject,
                 std::int64_t row, const std::string& note);
    void idle(const std::string& parcel, const std::string& status, const std::string& start,
              const std::string& suspended, const std::string& what);
    void bare(const std::string& parcel, const std::string& main_parcel, const std::string& firm,
              const std::string& credit);
    void twice(const std::string& parcel, const std::string& first, const std::string& second,
               const std::string& differs);
    /// Adds to totals[platform][key]; platform "" = the whole district. `decimals` of the integer value.
    void count(const std::string& platform, const std::string& key, std::int64_t value, int decimals = 0);
    void write(const std::string& folder) const;
    /// Value of the whole district.
    [[nodiscard]] double total(const std::string& key) const;

  private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace mulens::sample
