#include "rules/units.hpp"

#include <algorithm>
#include <cmath>

namespace mulens::rules {
namespace {

class ReasonCodes {
  public:
    explicit ReasonCodes(std::vector<std::string>& names) : names_(names) {
        if (names_.empty()) names_.emplace_back();
    }
    std::uint16_t code(const std::string& name) {
        const auto it = std::find(names_.begin(), names_.end(), name);
        if (it != names_.end()) return static_cast<std::uint16_t>(it - names_.begin());
        names_.push_back(name);
        return static_cast<std::uint16_t>(names_.size() - 1);
    }

  private:
    std::vector<std::string>& names_;
};

/// A firm is out where it has plots and none of them is judged.
std::vector<std::uint8_t> firms_out_of_scope(const FirmsInput& input) {
    std::vector<std::uint8_t> out(input.firms->rows(), 0);
    if (input.parcel_in_scope == nullptr) return out;
    std::vector<std::uint8_t> seen(input.firms->rows(), 0);  // 1: has plots, 2: one is judged
    for (const Link& link : input.links)
        if (seen[link.enterprise] != 2) seen[link.enterprise] = (*input.parcel_in_scope)[link.parcel] != 0 ? 2 : 1;
    for (std::size_t i = 0; i < seen.size(); ++i) out[i] = seen[i] == 1 ? 1 : 0;
    return out;
}

/// Tests that look at no class can judge a firm of unknown size.
bool needs_scale(const config::Scheme& scheme) {
    return !scheme.classes.empty() || std::any_of(scheme.low_tests.begin(), scheme.low_tests.end(),
                                                  [](const auto& test) { return !test.scale_class.empty(); });
}

}  // namespace

std::uint16_t reason_code(FirmGrades& grades, const std::string& name) {
    return ReasonCodes(grades.reasons).code(name);
}

void find_standing(const FirmsInput& input, FirmGrades& out) {
    const auto& scheme = *input.scheme;
    const auto& firms = *input.firms;
    const Row rows = firms.rows();
    ReasonCodes codes(out.reasons);
    out.standing.assign(rows, Standing::assessed);
    out.reason.assign(rows, 0);
    const auto exempt = exemptions_of(scheme, firms, input.as_of);
    const auto out_of_scope = firms_out_of_scope(input);
    const auto scales = scales_of(firms);
    const bool by_scale = needs_scale(scheme);
    NumberColumns columns(firms);
    const auto area = columns.get(area_column(firms));
    const auto tax = columns.get("tax");
    const auto elsewhere = columns.get("tax_elsewhere");
    std::vector<std::uint16_t> exempt_codes;
    for (const auto& rule : scheme.exemptions) exempt_codes.push_back(codes.code("exempt:" + rule.code));
    const auto excluded = codes.code("excluded_by_decision");
    const auto scope = codes.code("out_of_scope");
    const auto no_scale = codes.code("scale_class_blank");
    const auto no_land = codes.code("no_land");
    const auto small = codes.code("below_size_limit");
    const auto taxed_elsewhere = codes.code("tax_elsewhere");
    const auto set = [&](Row row, Standing standing, std::uint16_t reason) {
        out.standing[row] = standing;
        out.reason[row] = reason;
    };
    for (Row row = 0; row < rows; ++row) {
        if (input.excluded != nullptr && (*input.excluded)[row] != 0) {
            set(row, Standing::out, excluded);
        } else if (out_of_scope[row] != 0) {
            set(row, Standing::out, scope);
        } else if (exempt[row] != no_rule && scheme.exemptions[exempt[row]].kind == config::ExemptKind::out) {
            set(row, Standing::out, exempt_codes[exempt[row]]);
        } else if (by_scale && scales[row] == Scale::none) {
            set(row, Standing::out, no_scale);
        } else if (!(area[row] > 0)) {
            set(row, Standing::out, no_land);
        } else if (area[row] < scheme.size_limit_mu) {
            set(row, Standing::out, small);
        } else if (elsewhere[row] == 1 && !(tax[row] != 0 && !std::isnan(tax[row]))) {
            set(row, Standing::out, taxed_elsewhere);  // tax paid elsewhere is not zero tax
        } else if (exempt[row] != no_rule &&
                   scheme.exemptions[exempt[row]].kind == config::ExemptKind::assessed_ungraded_as_b) {
            set(row, Standing::ungraded, exempt_codes[exempt[row]]);
        } else if (exempt[row] != no_rule) {
            out.reason[row] = exempt_codes[exempt[row]];  // listed, but graded like the others
        }
    }
}

}  // namespace mulens::rules
