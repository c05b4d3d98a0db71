// What is scored: rows (firms, merged units or parcels) with their class, industry group, measures and points.
#pragma once

#include "config/scheme.hpp"
#include "rules/measures.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace mulens::rules {

inline constexpr std::uint8_t no_class = 255;

struct Subjects {
    Row rows = 0;
    std::vector<std::uint8_t> scale_class;  ///< index into scheme.classes, no_class = none
    std::vector<std::uint16_t> group;       ///< 0 = no group, else 1 + index (see industry_groups)
    std::vector<std::uint8_t> counts;       ///< 1 = stands in benchmarks, ranks and quotas
    std::vector<double> points;             ///< bonus − deduction; empty = none
    std::vector<Measure> measures;          ///< one for each of scheme_metrics(scheme)
};

/// The different metrics of all classes, in order of first appearance.
[[nodiscard]] std::vector<std::string> scheme_metrics(const config::Scheme& scheme);
enum class Scale : std::uint8_t { none, above, below };  ///< 规上, 规下
[[nodiscard]] Scale scale_of(std::string_view text);
[[nodiscard]] std::vector<Scale> scales_of(const table::Table& table);
/// Index into scheme.classes; no_class where the scheme does not have it.
[[nodiscard]] std::uint8_t class_index(const config::Scheme& scheme, Scale scale);
/// The same, looked up once: for loops over rows.
class ClassTable {
  public:
    explicit ClassTable(const config::Scheme& scheme)
        : above_(class_index(scheme, Scale::above)), below_(class_index(scheme, Scale::below)) {}
    [[nodiscard]] std::uint8_t operator()(Scale scale) const {
        return scale == Scale::above ? above_ : scale == Scale::below ? below_ : no_class;
    }

  private:
    std::uint8_t above_, below_;
};
/// Class by `scale_class`, groups by `industry`, points by the scheme's columns. `columns` must outlive the result.
[[nodiscard]] Subjects subjects_of(const config::Scheme& scheme, const table::Table& table, NumberColumns& columns);
/// Number of industry groups, group 0 (none) included.
[[nodiscard]] std::size_t group_count(const config::Scheme& scheme);

}  // namespace mulens::rules
