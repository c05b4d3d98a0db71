// 地块效益等级(测算): a parcel's class, score, rank and grade from the enterprises' benchmarks and cut lines
// (method §4.2). A parcel is 规上 if any firm on it is. Vetoes and exemptions are the firms' and are not taken over,
// but a plot all of whose firms are exempt is ungraded. Deterministic.
#pragma once

#include "rules/firms.hpp"

namespace mulens::rules {

struct ParcelsInput {
    const config::Scheme* scheme = nullptr;
    const table::Table* parcels = nullptr;
    std::span<const Link> links;
    const std::vector<Scale>* firm_scale = nullptr;
    const FirmGrades* firms = nullptr;
    const std::vector<std::uint8_t>* in_scope = nullptr;
    const std::vector<std::uint8_t>* excluded = nullptr;  ///< by decision; null: none
    unsigned threads = 1;
};

struct ParcelGrades {
    std::vector<Scale> scale;          ///< of the firms on it
    std::vector<std::uint8_t> judged;  ///< 1: at least one firm on it is assessed; money tests look at these only
    std::vector<Row> main_firm;        ///< largest share, ties the lower row; no_row where there is none
    std::vector<double> score, rank;
    std::vector<char> grade;            ///< A–D, 'u', 'n'; ' ' where out of scope
    std::vector<std::uint16_t> reason;  ///< why ungraded or not evaluated; index into reasons
    std::vector<std::string> reasons;
    std::vector<std::uint64_t> in_class;  ///< assessed parcels of each of scheme.classes
};

/// Parcels before anything is scored: what weights and cuts do not change.
struct ParcelStage {
    ParcelGrades base;  ///< scale, judged, main_firm, reasons; grade and reason of those that are not judged
    std::uint16_t missing = 0, no_scoring = 0, no_cut = 0;  ///< reasons for judged ones
};
/// Of `input.firms` only standing, reason and reasons are looked at.
[[nodiscard]] ParcelStage stage_parcels(const ParcelsInput& input);
/// Judged parcels with their class and measures; `columns` must outlive the result.
[[nodiscard]] Subjects parcel_subjects(const ParcelsInput& input, const ParcelGrades& stage, NumberColumns& columns);
[[nodiscard]] ParcelGrades grade_parcels(const ParcelsInput& input);
/// Adds scale_class, score, rank, grade, grade_reason.
void add_parcel_columns(const ParcelGrades& grades, table::Table& parcels);

}  // namespace mulens::rules
