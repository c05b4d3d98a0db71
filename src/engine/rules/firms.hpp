// Grades of enterprises (method §4.2–4.4): standing, score, rank and grade, within their class.
// Exempt firms leave n; vetoed firms stay in n and their grade is lowered afterwards. Deterministic for any threads.
#pragma once

#include "rules/exemptions.hpp"
#include "rules/ranking.hpp"
#include "rules/score.hpp"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace mulens::rules {

struct FirmGrades;

struct Link {
    Row enterprise = no_row;
    Row parcel = no_row;
    double share = 0;     ///< s(e,p)
    bool tenant = false;  ///< rents; does not hold the land-use right
};

/// assessed: ranked and graded. ungraded: 参与评价不定等级. follows: takes the plot owner's grade. out: not evaluated.
enum class Standing : std::uint8_t { out, ungraded, follows, assessed };

struct FirmsInput {
    const config::Scheme* scheme = nullptr;
    const config::Scheme* cut_from = nullptr;  ///< its cut lines are used where `scheme` has none
    const table::Table* firms = nullptr;
    const table::Table* last_year = nullptr;  ///< firms of the year before, or null
    std::span<const Link> links;
    const std::vector<std::uint8_t>* parcel_in_scope = nullptr;  ///< null: all parcels are judged
    const std::vector<std::uint8_t>* excluded = nullptr;         ///< per firm, by decision; null: none
    std::optional<Date> as_of;
    /// Firms of another run by whose benchmarks and cut lines these are judged; null: by their own. Same scheme.
    const FirmGrades* measured_by = nullptr;
    unsigned threads = 1;
};

struct FirmGrades {
    std::vector<Standing> standing;
    std::vector<std::uint16_t> reason;    ///< index into reasons; 0 = ""
    std::vector<std::string> reasons;     ///< codes, e.g. exempt:new_firm, below_size_limit, score_missing
    std::vector<double> score, rank;      ///< NaN = none; rank within the class, ties share the better place
    std::vector<char> grade;              ///< A–D, 'u' ungraded, 'n' not evaluated
    std::vector<char> grade_before_veto;  ///< as the score alone gives it
    std::vector<double> score_merged;     ///< co_located = both: the score of the firms of one plot together
    std::vector<char> grade_merged;       ///< … and its grade by the same cut lines; else empty
    std::vector<std::uint32_t> unit;      ///< firms judged together share a number; == own row where alone
    std::vector<std::uint32_t> in_class;  ///< n of the firm's class, for "rank k of n"
    std::vector<ClassCut> cuts;           ///< one for each of scheme.classes
    Benchmarks benchmarks;
    std::string cut_scheme;  ///< whose cut lines: the scheme's id, cut_from's, or ""
};

[[nodiscard]] FirmGrades grade_firms(const FirmsInput& input);
/// The scheme whose cut lines count: `cut_from` where `scheme` has none.
[[nodiscard]] const config::Scheme& scheme_of_cut(const config::Scheme& scheme, const config::Scheme* cut_from);
/// find_benchmarks() with last year's firms where the scheme needs them.
[[nodiscard]] Benchmarks benchmarks_of(const FirmsInput& input, const Subjects& subjects);
/// Adds score, rank, grade (text), grade_reason, and score_merged, grade_merged where there are any.
void add_firm_columns(const FirmGrades& grades, table::Table& firms);
/// Codes of a column of grades ("", A, B, C, D, ungraded, not_evaluated).
[[nodiscard]] table::Column grade_column(const std::vector<char>& grades);

}  // namespace mulens::rules
