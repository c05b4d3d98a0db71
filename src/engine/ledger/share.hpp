// One enterprise's part of one parcel, and the small words that describe it.
#pragma once

#include "base/ids.hpp"

#include <cstdint>
#include <limits>
#include <string_view>

namespace mulens::ledger {

inline constexpr std::int64_t blank_fen = std::numeric_limits<std::int64_t>::min();

enum class Relation : std::uint8_t { unknown, owner, tenant };
/// How the pair was found; the first that hits wins for an enterprise.
enum class Method : std::uint8_t { link, parcel_code, credit_code, point };
/// How the money and land of a parcel's enterprises were told apart.
enum class TaxSource : std::uint8_t { none, single, link_share, floor, equal, point };
/// Why an enterprise's money lies on no parcel.
enum class ResidualReason : std::uint8_t {
    none,
    no_parcel,         ///< nothing names a parcel for it
    parcel_not_found,  ///< a parcel is named, but is not in the layer
    quarantined,       ///< all its parcels have unusable geometry
    no_area,           ///< all its parcels have a blank or zero basis area
    zero_weight,       ///< its share of every parcel is zero
    duplicate,         ///< the same enterprise stands in an earlier row
};
enum class AreaHow : std::uint8_t { registered, rented_land_area, rented_floor_over_far, rented_share, none };

struct Share {
    double share = 0;            ///< s(e,p); Σ over the parcel's enterprises = 1
    std::int64_t land_nano = 0;  ///< s · basis area, 1e-9 m²; exact sum a parcel; 0 where not measurable
    Row parcel = no_row;
    Row enterprise = no_row;
    Row link = no_row;  ///< first row in the link table, no_row where it was found otherwise
    Relation relation = Relation::unknown;
    Method method = Method::link;
};

/// Assessed area of a pair in 1e-9 m²: in − out, where `in` is registered or rented in and `out` is rented out.
struct AreaStep {
    std::int64_t in_nano = 0;
    std::int64_t out_nano = 0;
    double floor_m2 = 0;  ///< what the conversion used; 0 where it used none
    AreaHow how = AreaHow::none;
};

/// 自有, 产权, owner … → owner; 承租, 租赁, tenant … → tenant; anything else unknown.
[[nodiscard]] Relation classify_relation(std::string_view text);
/// 规模以上, 规上, 是, 1, yes → 规上; 规模以下, 规下, 否, 0, no → 规下; anything else "".
[[nodiscard]] std::string_view normalise_scale_class(std::string_view text);

[[nodiscard]] const char* name_of(Relation relation);
[[nodiscard]] const char* name_of(Method method);
[[nodiscard]] const char* name_of(TaxSource source);
[[nodiscard]] const char* name_of(ResidualReason reason);
[[nodiscard]] const char* zh_of(ResidualReason reason);
[[nodiscard]] const char* name_of(AreaHow how);

}  // namespace mulens::ledger
