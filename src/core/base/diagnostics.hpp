// Findings: row-level trouble, collected and never thrown. Thread safe; the order of `sorted()` does not depend on
// threads.
#pragma once

#include "base/ids.hpp"

#include <cmath>
#include <cstdint>
#include <limits>
#include <mutex>
#include <string>
#include <vector>

namespace mulens {

/// note: an assumption or a statement; warning: a planner should look; error: the row could not be used.
enum class Severity : std::uint8_t { note, warning, error };

struct Finding {
    std::string code;  ///< stable id, listed in data/findings.toml
    Severity severity = Severity::warning;
    std::string layer;                                        ///< role: parcels, buildings, enterprises …
    std::string file;                                         ///< as the user named it
    Row row = no_row;                                         ///< 0-based row in that file; no_row for a whole file
    std::string subject;                                      ///< parcel_id, credit code or other key
    std::string field;                                        ///< canonical field, or empty
    std::string message;                                      ///< one sentence: what is wrong and what to do
    double value = std::numeric_limits<double>::quiet_NaN();  ///< the measure (m², share, 万元), NaN = none
};

class Diagnostics {
  public:
    void add(Finding finding);
    /// By severity (worst first), layer, file, code, row, subject, field, message.
    [[nodiscard]] std::vector<Finding> sorted() const;
    [[nodiscard]] std::size_t count(Severity severity) const;
    [[nodiscard]] std::size_t count(const std::string& code) const;
    [[nodiscard]] std::size_t size() const;

  private:
    mutable std::mutex mutex_;
    std::vector<Finding> findings_;
};

[[nodiscard]] const char* name_of(Severity severity);

}  // namespace mulens
