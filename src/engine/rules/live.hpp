// Live regrading: the rules again for a scheme that is being changed, at the speed of a dragged slider. Every result
// is exactly what apply_rules gives for that scheme (same bits, any number of threads).
//
// What an edit costs: low-efficiency tests changed → one pass over the parcels; weights, caps, missing rules or cuts
// changed → firms and parcels are scored and cut again from cached figures; benchmarks, size limit, classes or
// decisions → standings and benchmarks too (slower). The tax formula cannot be changed here: Error(usage).
//
// A session belongs to one thread at a time. Results are immutable, hold their own memory and may be read anywhere.
// Units: money 万元, land 亩, scores in points; NaN = none.
#pragma once

#include "rules/decisions.hpp"
#include "rules/idle.hpp"
#include "rules/live_counts.hpp"
#include "rules/parcels.hpp"
#include "rules/what_if.hpp"

#include <memory>
#include <string>
#include <vector>

namespace mulens::rules {

/// Tables as the rules left them (copying a table shares its columns). pipeline::live_input() fills this from a run.
struct LiveInput {
    table::Table parcels, enterprises;
    table::Table enterprises_last_year;  ///< no rows: none
    table::Table decisions;              ///< no rows: none
    std::vector<Link> links;
    std::vector<IdleStatus> idle;                  ///< per parcel, as judged
    std::vector<std::uint8_t> under_construction;  ///< per parcel
    std::vector<char> previous;                    ///< per parcel: last year's published grade; empty: none
    std::vector<std::int64_t> share_land_nano;     ///< along links, 1e-9 m²; empty: no figures of 规上 enterprises
    std::shared_ptr<const std::vector<std::int64_t>> share_tax_fen;     ///< along links; no_fen = blank; may be null
    std::shared_ptr<const std::vector<std::int64_t>> share_output_fen;  ///< likewise
    std::vector<std::string> platforms;              ///< order of LiveCounts::platforms; others follow by text, "" last
    std::shared_ptr<const config::Scheme> scheme;    ///< the saved one: `moved`, `low_gained` are counted against it
    std::shared_ptr<const config::Scheme> cut_from;  ///< may be null
    std::optional<Date> as_of;
    std::optional<int> year;
    unsigned threads = 1;
    bool counts = true;  ///< false: LiveResult::counts stays empty
    static constexpr std::int64_t no_fen = std::numeric_limits<std::int64_t>::min();
};

/// What weights and cuts decide. Shared by results while only thresholds move: compare pointers to see a change.
struct LiveGrades {
    std::vector<double> score;              ///< per parcel
    std::vector<char> grade;                ///< per parcel: A–D, 'u' ungraded, 'n' not evaluated, ' ' out of scope
    std::vector<double> firm_score;         ///< per enterprise
    std::vector<char> firm_grade;           ///< A–D, 'u', 'n'
    std::vector<double> firm_score_merged;  ///< co_located = both; else empty
    std::vector<char> firm_grade_merged;
    std::vector<ClassCut> cuts;  ///< one for each of scheme.classes
    Benchmarks benchmarks;
};
/// What standings decide; shared while they stay.
struct LiveStanding {
    std::vector<std::uint8_t> in_scope;      ///< per parcel
    std::vector<std::uint8_t> judged;        ///< per parcel: a firm on it is assessed
    std::vector<Scale> scale;                ///< per parcel
    std::vector<Row> main_firm;              ///< per parcel
    std::vector<Standing> standing;          ///< per enterprise
    std::vector<std::uint32_t> unit;         ///< per enterprise: firms judged together share a number
    std::vector<std::uint16_t> reason;       ///< per parcel where it is not judged: index into reasons
    std::vector<std::uint16_t> firm_reason;  ///< per enterprise, as standing gives it
    std::vector<std::string> reasons;        ///< "" first
};

enum class LiveTier : std::uint8_t { same, tests, scores, all };

struct LiveResult {
    std::uint64_t generation = 0;   ///< of this session, rising
    LiveTier tier = LiveTier::all;  ///< what was computed for it
    std::shared_ptr<const config::Scheme> scheme;
    std::shared_ptr<const LiveStanding> standing;
    std::shared_ptr<const LiveGrades> grades;
    std::vector<std::uint8_t> low;  ///< per parcel, 1 = 疑似低效
    std::vector<std::uint32_t>
        hit_mask;                   ///< bit t: low_tests[t] hits, empty unless a sufficient one does; idle land too
    std::vector<double> shortfall;  ///< 万元/亩, NaN where no tax_per_mu test hits
    LiveCounts counts;

    /// Codes of the hits in the scheme's order, joined by ";" (column reasons, or reasons_if_not_idle where idle).
    [[nodiscard]] std::string reasons(Row parcel) const;
};

class LiveSession {
  public:
    /// Evaluates the saved scheme once. Error(usage) where there is none, or where it has over 32 low-efficiency tests.
    explicit LiveSession(LiveInput input);
    /// For an input of the same rows and texts as `like` has, with other figures or weights: exclusions and scope,
    /// which these do not move, are taken from it.
    LiveSession(LiveInput input, const LiveSession& like);
    ~LiveSession();
    LiveSession(LiveSession&&) noexcept;
    LiveSession& operator=(LiveSession&&) noexcept;

    /// The result for the saved scheme.
    [[nodiscard]] const std::shared_ptr<const LiveResult>& saved() const;
    /// The result for a trial. Error(usage) where the trial cannot be judged live.
    [[nodiscard]] std::shared_ptr<const LiveResult> evaluate(std::shared_ptr<const config::Scheme> trial);

    /// Exclusions and confirmations to use from now on, as read_decisions gives them (更正 is not applied here).
    /// The saved result is made again.
    void set_decisions(const std::vector<Decision>& decisions);
    /// Parcels that count (1), e.g. those that pass a filter; empty: all. The counts of the next results follow.
    void set_shown(std::vector<std::uint8_t> shown);
    void set_threads(unsigned threads);

    // Figures of one row, made on demand; they equal the columns of a full run.
    [[nodiscard]] double rank(const LiveResult& result, Row parcel) const;
    [[nodiscard]] double firm_rank(const LiveResult& result, Row firm) const;
    [[nodiscard]] std::uint64_t in_class(const LiveResult& result, Row parcel) const;  ///< "k of n"; 0 = not ranked
    [[nodiscard]] std::string reason(const LiveResult& result, Row parcel) const;      ///< column grade_reason
    [[nodiscard]] std::string firm_reason(const LiveResult& result, Row firm) const;
    /// reasons_text of a parcel: the sentence for its hits, "" where it is not low-efficient.
    [[nodiscard]] std::string sentence(const LiveResult& result, Row parcel) const;
    /// Every firm graded again with one input of one firm corrected (see what_if.hpp); `result` must be this session's
    /// latest. Grades every firm: milliseconds for thousands, about a second for a million.
    [[nodiscard]] WhatIf what_if(const LiveResult& result, Row firm, const std::string& field, double value) const;
    /// Parcels whose grade or low-efficiency differs from the saved result, ascending.
    [[nodiscard]] std::vector<Row> changed(const LiveResult& result) const;

    struct Parts;

  private:
    std::unique_ptr<Parts> parts_;
};

}  // namespace mulens::rules
