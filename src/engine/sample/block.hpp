// What stands in one street block: plots, buildings, firms and who uses what. A pure function of layout, seed and block
// number, so blocks are made in any order, on any thread, again and again.
//
// Coordinates: EPSG:4549, whole millimetres. Neighbouring plots share borders point for point. Money is in 分.
#pragma once

#include "sample/layout.hpp"

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace mulens::sample {

enum class Use : std::uint8_t { industry, storage, road, dormitory, substation, school, green };
[[nodiscard]] const char* name_of(Use use);
[[nodiscard]] inline bool in_scope(Use use) { return use == Use::industry || use == Use::storage; }

inline constexpr int first_year = 2021;
inline constexpr int year_count = 4;
inline constexpr std::int64_t no_amount = INT64_MIN;

struct Building {
    Ring ring;
    int floors = 1;  ///< 0 = not given
    int storey_dm = 45;
    int basements = 0;
    const char* use = "厂房";
};

struct Plot {
    Ring ring;
    Ring core;  ///< convex part where buildings may stand
    Use use = Use::industry;
    std::string parcel_id;
    std::string code;  ///< land-use code in the file's system
    double area_m2 = 0;
    std::int64_t deed_dm2 = 0;  ///< 证载面积 in 1/100 m²; 0 = none
    int owner = -1;             ///< index of the firm that holds the land, −1 = no firm
    bool vacant = false;        ///< industrial land without firm and building: kept for planting
    int vacancy_percent = -1;
    std::int32_t stopped_since = 0;  ///< day number, 0 = not
    std::vector<Building> buildings;

    [[nodiscard]] double gfa_m2() const;
};

struct Figures {
    bool active = false;
    std::int64_t tax_paid = 0, exempt_credit = 0, refund = 0, audit = 0, land_oneoff = 0;
    std::int64_t output = 0, value_added = 0, revenue = 0, rd = 0;
    int employees = 0;
    std::int64_t energy = 0;       ///< 1/100 tce
    std::int64_t electricity = 0;  ///< 1/100 万kWh
    std::int64_t emissions = 0;    ///< kg; no_amount where no data
    [[nodiscard]] std::int64_t assessed_tax() const { return tax_paid + exempt_credit + refund - audit - land_oneoff; }
};

/// How the firm's land is known (method §3.1).
enum class Known : std::uint8_t { link, ledger_code, parcel_credit, point };

struct Firm {
    std::uint64_t number = 0;
    std::string id, credit_code, name;
    int industry = 0;
    std::string division;
    bool above_scale = false;
    Known known = Known::link;
    int main_plot = 0;
    double land_mu = 0;  ///< its share of deed area
    const char* tax_place = "杭州市钱塘区";
    const char* park_kind = "";
    std::int32_t registered = 0;
    std::array<Figures, year_count> years;
};

struct Link {
    int firm = 0, plot = 0;
    bool rented = false;
    int share = -1;               ///< 1/10000; −1 = not given
    std::int64_t floor_dm2 = -1;  ///< 1/100 m²; −1 = not given
    std::int32_t from = 0, to = 0;
};

struct BlockData {
    std::uint32_t block = 0;
    std::vector<Plot> plots;
    std::vector<Firm> firms;
    std::vector<Link> links;
};

/// Multipliers that bring the district's totals to the published ones.
struct Calibration {
    double tax = 1, output = 1;
};

enum class Detail { plots, firms, all };  ///< firms: without buildings

[[nodiscard]] BlockData make_block(const Layout& layout, std::uint32_t block, const Calibration& calibration,
                                   Detail detail = Detail::all);

// The steps, each with its own random stream.
[[nodiscard]] std::vector<Plot> make_plots(const Layout& layout, std::uint32_t block);
void add_buildings(const Layout& layout, std::uint32_t block, std::vector<Plot>& plots);
void add_firms(const Layout& layout, const Calibration& calibration, BlockData& data);

}  // namespace mulens::sample
