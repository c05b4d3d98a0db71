#include "rules/live.hpp"

#include "base/error.hpp"
#include "rules/live_parts.hpp"

#include <algorithm>

namespace mulens::rules {

LiveSession::Parts::Parts(LiveInput given, const Parts* like) : in(std::move(given)), low_mask(in.parcels, in.as_of) {
    if (in.scheme == nullptr) throw Error(ExitCode::usage, "there is no scheme to try changes of; name one (--scheme)");
    if (in.counts) counter.emplace(in);
    if (like != nullptr) {
        decisions = like->decisions;
        land = like->land;
        firms_out = like->firms_out;
        in_scope = like->in_scope;
        scoped = like->scoped;
    } else {
        if (in.decisions.rows() > 0) decisions = read_decisions(&in.decisions, in.year);
        exclude();
    }
    saved = evaluate(in.scheme);
}

void LiveSession::Parts::exclude() {
    land = find_exclusions(in.parcels, {"parcel_id"}, decisions);
    firms_out = find_exclusions(in.enterprises, {"credit_code", "ent_id"}, decisions);
    stale_standing = true;
}

std::shared_ptr<const LiveResult> LiveSession::Parts::evaluate(std::shared_ptr<const config::Scheme> scheme) {
    if (!same_tax(*scheme, *in.scheme))
        throw Error::make(ExitCode::usage, "scheme {} counts tax by another formula; that needs a new run", scheme->id);
    const bool standings = now == nullptr || stale_standing || !same_standing(*scheme, *now);
    const bool scores = standings || !same_scoring(*scheme, *now);
    const bool tests = scores || !same_tests(*scheme, *now);
    // Until this result is finished the caches belong to no scheme: a trial that fails must not poison the next.
    now = nullptr;
    auto out = spare_results.take();
    out->grades.reset();  // so that its block can be used again
    if (standings) find_standing(scheme);
    if (scores) find_grades(*scheme);
    if (standings)
        low_mask.look_at({&standing->in_scope, &land.low, &land.idle, &standing->judged, &standing->scale, &in.idle,
                          &in.under_construction, &in.previous});
    if (tests || latest == nullptr) {
        low_mask.update(*scheme, grades->grade, scores, in.threads);
        low_mask.settle(out->low, out->hit_mask, out->shortfall, in.threads);
    } else {
        out->low = latest->low;
        out->hit_mask = latest->hit_mask;
        out->shortfall = latest->shortfall;
    }
    if (counter) out->counts = count(out->low, standings, scores);
    stale_standing = stale_counts = false;
    out->generation = ++generation;
    out->tier = standings ? LiveTier::all : scores ? LiveTier::scores : tests ? LiveTier::tests : LiveTier::same;
    out->scheme = scheme;
    out->standing = standing;
    out->grades = grades;
    now = std::move(scheme);
    latest = out;
    return out;
}

LiveCounts LiveSession::Parts::count(const std::vector<std::uint8_t>& low, bool standings, bool scores) {
    const auto& saved_grade = saved == nullptr ? grades->grade : saved->grades->grade;
    const auto& saved_low = saved == nullptr ? low : saved->low;
    if (standings || stale_counts) counter->count_land(*standing);
    if (saved == nullptr || stale_counts) counter->count_saved(saved_grade, saved_low, in.threads);
    if (scores || stale_counts) counter->count_grades(grades->grade, saved_grade, in.threads);
    return counter->count_low(low, saved_low, in.threads);
}

LiveSession::LiveSession(LiveInput input) : parts_(std::make_unique<Parts>(std::move(input))) {}
LiveSession::LiveSession(LiveInput input, const LiveSession& like)
    : parts_(std::make_unique<Parts>(std::move(input), like.parts_.get())) {}
LiveSession::~LiveSession() = default;
LiveSession::LiveSession(LiveSession&&) noexcept = default;
LiveSession& LiveSession::operator=(LiveSession&&) noexcept = default;

const std::shared_ptr<const LiveResult>& LiveSession::saved() const { return parts_->saved; }

std::shared_ptr<const LiveResult> LiveSession::evaluate(std::shared_ptr<const config::Scheme> trial) {
    return parts_->evaluate(std::move(trial));
}

void LiveSession::set_decisions(const std::vector<Decision>& decisions) {
    parts_->decisions = decisions;
    parts_->exclude();
    parts_->saved = nullptr;
    parts_->saved = parts_->evaluate(parts_->in.scheme);
}

void LiveSession::set_shown(std::vector<std::uint8_t> shown) {
    if (parts_->counter) parts_->counter->set_shown(std::move(shown));
    parts_->stale_counts = true;
}

void LiveSession::set_threads(unsigned threads) { parts_->in.threads = threads; }

std::string LiveResult::reasons(Row parcel) const {
    std::string out;
    for (std::size_t t = 0; t < scheme->low_tests.size(); ++t) {
        if ((hit_mask[parcel] >> t & 1U) == 0) continue;
        if (!out.empty()) out += ';';
        out += scheme->low_tests[t].code;
    }
    return out;
}

}  // namespace mulens::rules
