// Renewal decision tables (data/renewal/*.toml): which path and mode a plot takes, which options it is offered, what an
// option costs and brings. Conditions are SQLite text over the columns of a site (plan/sites.hpp); money is in 万元
// unless the name says 元. Immutable after loading; every number can be overridden by set_number().
#pragma once

#include "base/words.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace mulens::config {

/// One row of a decision table: the first whose condition holds decides.
struct RenewalRule {
    std::string name;  ///< path: 退二进三, 退二优二, 留二优二 …; mode: 政府收储, 企业自主改造 …
    std::string option;           ///< of a mode: the option it leads to
    std::string when;             ///< "" = always
    std::string why;              ///< a sentence for the list
    std::string name_en, why_en;  ///< "" = as in Chinese
    [[nodiscard]] Words named() const { return {name, name_en}; }
    [[nodiscard]] Words reason() const { return {why, why_en}; }
    bool leaves = false;  ///< of a path: the land leaves industry, and with it the denominator of per-mu figures
};

struct RenewalOption {
    std::string id;  ///< reserve, buy_back, lease_back, upgrade, merge, complex, keep
    std::string zh, en;
    std::string offered;  ///< condition, "" = always
    std::string note;
    std::string source;  ///< where the numbers come from; "自拟" is no law

    double land_price_per_mu = 0;          ///< 万元/亩 paid for the land
    double building_price_yuan_m2 = 0;     ///< 元/m² paid for existing floor
    double demolition_yuan_m2 = 0;         ///< 元/m² of existing floor
    double relocation_per_enterprise = 0;  ///< 万元 a firm that has to move
    double rent_yuan_m2_year = 0;          ///< 元/m² and year of existing floor, paid by the public
    double rent_years = 0;
    double resale_price_per_mu = 0;    ///< 万元/亩 taken in when the land is supplied again
    double public_build_yuan_m2 = 0;   ///< 元/m² of new floor, paid by the public
    double private_build_yuan_m2 = 0;  ///< 元/m² of new floor, paid by the land user
    double far_use = 0;                ///< share of the allowed floor area that gets built; 0 = floor as it is
    double realisation = 0;            ///< share of the way to the target tax per mu that is reached; 0 = tax as it is
    double years = 0;                  ///< until production
    double min_mu = 0;                 ///< smaller sites are not offered it
};

/// A number of an option by name: what files and --set may name.
struct RenewalNumber {
    const char* name;
    double RenewalOption::*member;
    const char* zh;
    const char* unit;
};
[[nodiscard]] std::span<const RenewalNumber> renewal_numbers();

struct RenewalTable {
    std::string id, zh, en, citation, notice, notice_en;
    double storey_height_m = 4.5;     ///< to turn a height limit into storeys
    double target_quantile = 0.75;    ///< of assessed plots' tax per mu
    bool target_by_industry = false;  ///< the industry's quantile instead of the platform's
    double target_tax_per_mu = 0;     ///< given for all, 0 = from the quantile
    double local_share = 1;           ///< of the added tax that pays back the public cost
    std::vector<RenewalRule> paths, modes;
    std::vector<RenewalOption> options;
    std::string file, raw;

    [[nodiscard]] const RenewalOption* find(std::string_view option) const;
};

/// A shipped one by id, or a file. Throws Error(usage, unreadable) with file:line.
[[nodiscard]] RenewalTable load_renewal(const std::string& name_or_file);
[[nodiscard]] RenewalTable parse_renewal(const std::string& text, const std::string& file);
[[nodiscard]] std::vector<std::string> shipped_renewal();

/// "buy_back.land_price_per_mu" = 50, or a number of the table ("target_tax_per_mu"). Throws Error(usage) for a name
/// that is not there and for a value that cannot be.
void set_number(RenewalTable& table, std::string_view name, double value);

}  // namespace mulens::config
