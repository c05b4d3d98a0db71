// A policy scheme (评价办法) as plain data: what is judged, how it is scored and cut, what counts as low-efficient.
// Units: money 万元, land 亩, shares 0…1, *_per_mu 万元/亩. A number that is not law says so (`law = false`).
// Immutable after loading; const access is thread safe. NaN = not given.
#pragma once

#include "base/date.hpp"

#include <cmath>
#include <cstdint>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace mulens::config {

inline constexpr double not_given = std::numeric_limits<double>::quiet_NaN();

/// Where a rule comes from. `tag` names a source of docs/sources.md ([GK] = general knowledge, unverified).
struct Source {
    bool law = false;
    std::string citation;
    std::string tag;
};

enum class Op : std::uint8_t { less, less_equal, greater, greater_equal, equal };
[[nodiscard]] constexpr bool holds(Op op, double left, double right) {
    switch (op) {
        case Op::less:
            return left < right;
        case Op::less_equal:
            return left <= right;
        case Op::greater:
            return left > right;
        case Op::greater_equal:
            return left >= right;
        case Op::equal:
            return left == right;
    }
    return false;
}
[[nodiscard]] const char* text_of(Op op);  ///< "<", "<=", ">", ">=", "=="

// --- scoring -------------------------------------------------------------------------------------------------------
/// value: a published number. mean: Σ numerator ÷ Σ denominator of evaluated firms. last_year_mean: the same of the
/// year before, times `factor`. min_max: low + (high − low) · (x − min) / (max − min), in percent of the weight.
enum class Benchmark : std::uint8_t { value, mean, mean_of_ratios, last_year_mean, min_max };
enum class NegativeRule : std::uint8_t { zero, floor, keep };
enum class MissingRule : std::uint8_t { zero, class_mean_score, drop_and_rescale, not_scored };

struct Indicator {
    std::string metric;         ///< column: tax_per_mu, labour_productivity …
    double weight = not_given;  ///< points; NaN: the source publishes none, the class is not scored
    Benchmark benchmark = Benchmark::mean;
    double value = not_given;    ///< for Benchmark::value
    double factor = 1;           ///< the benchmark is multiplied by it
    double low = 0, high = 100;  ///< min_max: percent of the weight at the minimum and the maximum
    bool within_group = false;   ///< benchmark taken inside the industry group
    double cap = not_given;      ///< highest score = cap × weight
    NegativeRule negative = NegativeRule::zero;
    double floor = 0;  ///< NegativeRule::floor: lowest score = floor × weight
    MissingRule missing = MissingRule::zero;
    Source source;
};

struct ScoreClass {
    std::string id;  ///< 规上, 规下
    std::vector<Indicator> indicators;
    [[nodiscard]] bool scored() const;  ///< all weights known and at least one indicator
    [[nodiscard]] bool capped() const;  ///< every indicator capped: only then "/100" may be shown
};

struct IndustryGroup {
    std::string name;
    std::vector<std::string> codes;  ///< prefixes of the GB/T 4754 code, letters ignored
};

/// A column added to (bonus) or taken from (deduction) the score, at most `max` points.
struct Points {
    std::string column;
    double max = not_given;
    bool deduction = false;
    Source source;
};

enum class CutMode : std::uint8_t { none, quota, threshold };
struct CutLine {
    std::string scale_class;        ///< "" = all classes
    char grade = 'A';               ///< A, B, C; D is the rest
    double cumulative = not_given;  ///< quota: share of n down to and including this grade
    Op op = Op::greater_equal;      ///< threshold
    double value = not_given;
};
struct Cut {
    CutMode mode = CutMode::none;
    std::vector<CutLine> lines;
    Source source;
    /// Lines of a class, best grade first: its own where it has any, else the general ones.
    [[nodiscard]] std::vector<CutLine> lines_of(const std::string& scale_class) const;
};

// --- who is judged -------------------------------------------------------------------------------------------------
enum class CodeMatch : std::uint8_t { exact, prefix };
struct ScopeCode {
    std::string code;
    CodeMatch match = CodeMatch::exact;
    std::string system;  ///< GB/T 21010-2017 …
    std::string name;    ///< 工业用地; also matched where the data hold names
};
struct Scope {
    std::vector<ScopeCode> codes;
    double mixed_use_share = 0.5;  ///< a mixed plot is in where its industrial share is at least this
    Source source;
};

enum class ExemptKind : std::uint8_t { out, assessed_ungraded_as_b, graded };
struct Exemption {
    std::string code, zh;
    ExemptKind kind = ExemptKind::assessed_ungraded_as_b;
    std::string column;               ///< text column to look at …
    std::vector<std::string> values;  ///< … and the values that mean it ("*": anything)
    std::string since_column;         ///< or: fewer than `years` since this date column
    int years = 0;
    std::string from_column, until_column;  ///< start and end, both inclusive
    std::string re_enters_after_column;     ///< in force only while this date is not past (约定竣工日期)
    Source source;
};

struct Veto {
    std::string code, zh, column;
    std::vector<std::string> values;  ///< "*": any text
    char not_above = 'D';             ///< best grade that is left
    Source source;
};

enum class CoLocated : std::uint8_t { separate, merge_and_share, owner_grade, both };
struct CoLocation {
    CoLocated mode = CoLocated::separate;
    double stand_alone_mu = not_given;  ///< a tenant with at least this much land is judged alone
    std::vector<std::string> exceptions{"小微园", "标准厂房", "工业综合体"};  ///< park_kind values judged alone
    std::vector<std::string> merge_groups;  ///< group_name values that are merged; no other group is
    Source source;
};

// --- low-efficient land --------------------------------------------------------------------------------------------
enum class TestKind : std::uint8_t { money, physical, grade, combination };
struct LowTest {
    std::string code, zh;  ///< zh may hold {value}, {limit}, {miss}
    TestKind kind = TestKind::money;
    std::string scale_class;  ///< "" = all; money tests on a class skip plots without firms
    std::string metric;       ///< also stopped_months
    Op op = Op::less;
    double value = not_given;
    double area_mu_at_least = not_given;      ///< the test looks at plots of at least this size only
    bool skip_under_construction = true;      ///< not before the agreed completion (or start) is past
    std::vector<char> grade_in, previous_in;  ///< grade tests: this year's, and last year's published one
    std::vector<std::string> all_of;          ///< combination: codes that must all hit
    bool sufficient = true;                   ///< false: named beside another hit, never alone
    Source source;
};

/// 评价税收 = Σ coefficient × column. A coefficient of 0 names an adjustment that is kept but not counted.
struct TaxFormula {
    std::vector<std::pair<std::string, double>> terms;  ///< in file order; empty: `tax` as given
    std::vector<std::string> district_places;           ///< tax places of the district; empty: all count as here
    Source source;
};

// --- the file's own tests ------------------------------------------------------------------------------------------
struct SchemeCase {
    std::string name;
    int line = 0;
    std::string scale_class;
    std::map<std::string, double> values, means, minima, maxima, mean_scores;
    std::vector<double> scores;  ///< quota case: scores of a whole class …
    std::string grades;          ///< … and the grades expected, e.g. "ABBCD"
    std::optional<std::string> land_use, expect_scope, expect_reasons, expect_grade;
    double industrial_share = not_given;
    double expect_score = not_given, expect_tax = not_given, tolerance = 1e-6;
    std::string grade, previous;  ///< inputs of grade tests
};

struct Scheme {
    std::string file;  ///< where it was read from; embedded schemes: data/schemes/<id>.toml
    std::string raw;   ///< text of the file, for the manifest's hash
    std::string id, zh, en, document;
    int year = 0;                                 ///< of the data it judges
    std::optional<Date> valid_from, valid_until;  ///< inclusive
    std::string repealed_by;                      ///< "" = not repealed
    std::string repealed_note;
    Source source;
    std::string notice;  ///< a sentence to print with every use ("不是法规…")
    Scope scope;
    double size_limit_mu = not_given;
    Source size_source;
    std::vector<ScoreClass> classes;
    std::vector<IndustryGroup> groups;
    std::vector<Points> points;
    Cut cut;
    std::vector<std::pair<char, std::string>> grade_names;
    std::vector<Exemption> exemptions;
    std::vector<Veto> vetoes;
    CoLocation co_located;
    std::vector<LowTest> low_tests;
    TaxFormula tax;
    std::vector<SchemeCase> cases;

    [[nodiscard]] const ScoreClass* find_class(std::string_view class_id) const;
    [[nodiscard]] bool needs_last_year() const;
    /// "repealed by …", "not valid in 2024 …" or "": to be printed with every use.
    [[nodiscard]] std::string caution(std::optional<Date> as_of) const;
};

/// Names of the schemes that ship with the program (and in MULENS_DATA_DIR), sorted.
[[nodiscard]] std::vector<std::string> scheme_names();
/// A shipped scheme's name or a file. Error(usage) with file:line, or a list of names where there is no such scheme.
[[nodiscard]] Scheme load_scheme(const std::string& name_or_file);
[[nodiscard]] Scheme parse_scheme(const std::string& text, const std::string& file);
/// Every setting of a scheme as (path, value), arrays keyed by metric, code, grade or name: for explain and diff.
[[nodiscard]] std::vector<std::pair<std::string, std::string>> flatten_scheme(const Scheme& scheme);

}  // namespace mulens::config
