// Tables with their figures moved by one draw's error. Private to the room.
#pragma once

#include "robust/draws.hpp"
#include "rules/measures.hpp"

#include <string>
#include <vector>

namespace mulens::robust {

/// Prepared once for all draws; const afterwards, so that threads share it.
class DataError {
  public:
    explicit DataError(const rules::LiveInput& input);
    /// Columns that move, in the order of the measures.
    [[nodiscard]] const std::vector<std::string>& columns() const { return columns_; }
    [[nodiscard]] rules::LiveInput apply(const DrawOptions& options, std::uint32_t draw) const;

  private:
    struct Pull {
        Row firm = 0;
        double weight = 0;  ///< |figure| that the firm brings to the plot
    };
    struct Moved {
        std::vector<std::uint64_t> first;  ///< per parcel: its pulls
        std::vector<Pull> pulls;
        std::vector<double> sum;  ///< per parcel
    };
    void find_pulls();
    [[nodiscard]] table::Table moved(const table::Table& from, const std::vector<std::vector<double>>& factors) const;

    const rules::LiveInput& input_;
    std::vector<std::string> columns_;
    std::vector<rules::MeasureParts> metrics_;  ///< that a draw looks at
    std::vector<std::vector<Row>> known_;       ///< along columns_: firms with a figure, ascending
    std::vector<Moved> pulls_;                  ///< along columns_
};

}  // namespace mulens::robust
