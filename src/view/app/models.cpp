// The models of map and numbers: words, legend, counts, changes, platforms.
#include "app/inside.hpp"

#include <algorithm>
#include <cmath>

namespace mulens::app {

const App::Inside::Flags& App::Inside::flags_now() {
    return flags.get({versions.data, versions.judged}, [&] {
        Flags out;
        const Row rows = data ? data->rows() : 0;
        out.idle.assign(rows, 0);
        out.confirmed.assign(rows, 0);
        if (!data || !data->complete) return out;
        for (Row row = 0; row < rows && row < data->run.rules.idle.worst.size(); ++row)
            out.idle[row] = rules::is_idle(data->run.rules.idle.status(row)) ? 1 : 0;
        if (const auto* review = data->table().find("review_status"))
            for (Row row = 0; row < rows; ++row) out.confirmed[row] = review->text(row) == "认定" ? 1 : 0;
        for (const auto& decision : doc().decisions) {
            const Row row = data->row_of(decision.key);
            if (row != no_row) out.confirmed[row] = decision.kind == "认定" ? 1 : 0;
        }
        return out;
    });
}

const Paint& App::Inside::paint_now() {
    return paint.get({versions.data, versions.judged, versions.style, versions.lang}, [&] {
        if (!data) return Paint{};
        if (!judged) return paint_outlines(data->rows(), lang(), state.session.dark);
        if (doc().metric == "plan") {
            const auto* mapped = mapped_table();
            // While the answer is on its way the map keeps quiet.
            if (mapped == nullptr) return paint_outlines(data->rows(), lang(), state.session.dark);
            const auto scenarios = answer->scenarios(*mapped);
            return paint_answer(*answer, *mapped, scenarios.size() > 1 ? scenarios.back() : "", *judged, data->rows(),
                                lang(), state.session.dark);
        }
        return paint_parcels(doc(), data->table(), *judged, lang(), state.session.dark);
    });
}

const std::vector<scene::Word>& App::Inside::words_now() {
    const auto& colours = paint_now();
    return *words.get({versions.data, versions.judged, versions.style, versions.lang,
                       versions.selection + (versions.inspected << 32U), versions.pass},
                      [&] {
                          WordInput in;
                          in.inspected = state.moment.inspected;
                          in.paint = &colours;
                          const auto& marks = flags_now();
                          in.judged = judged.get();
                          in.saved = saved.get();
                          in.pass = &pass;
                          in.idle = &marks.idle;
                          in.confirmed = &marks.confirmed;
                          in.selection = doc().selection.get();
                          // The answer's colours stand alone: outlines of all suspected plots would hide them.
                          const bool planning = doc().metric == "plan";
                          in.low = doc().show_low && !planning;
                          in.idle_shown = doc().show_idle && !planning;
                          in.hatch_d = doc().hatch_d;
                          in.threads = options.threads;
                          return std::make_shared<const std::vector<scene::Word>>(make_words(in));
                      });
}

const std::vector<scene::Word>& App::words() const { return inside_->words_now(); }

const Legend& App::legend() const {
    auto& in = *inside_;
    return in.legend.get({in.versions.data, in.versions.judged, in.versions.style, in.versions.lang, in.versions.pass},
                         [&] {
                             const auto& paint = in.paint_now();
                             Legend legend = paint.legend;
                             if (!in.data || !in.judged) return legend;
                             count_legend(paint, in.words_now(), in.data->table(), legend);
                             const auto& sums = in.judged->counts.district;
                             LegendRow low{"low", tr(in.lang(), "low_efficiency"), style::low_colour()};
                             low.outline = true;
                             low.count = sums.low;
                             low.area_mu = sums.low_mu;
                             LegendRow idle{"idle", tr(in.lang(), "idle"), style::idle_colour()};
                             idle.outline = idle.dashed = true;
                             idle.count = sums.idle;
                             idle.area_mu = sums.idle_mu;
                             if (in.doc().metric != "plan") legend.highlights = {low, idle};
                             return legend;
                         });
}

const Counts& App::counts() const {
    auto& in = *inside_;
    return in.counts.get({in.versions.data, in.versions.judged, in.versions.selection, in.versions.pass}, [&] {
        Counts out;
        if (!in.data) return out;
        const auto& area = in.data->table();
        const auto* mu = area.find("area_basis_mu");
        for (const Row row : *in.doc().selection)
            if (mu != nullptr && mu->number(row) >= 0) out.selected_mu += mu->number(row);
        out.selected = in.doc().selection->size();
        out.shown = out.parcels = in.data->rows();
        if (!in.judged) return out;
        const auto& sums = in.judged->counts.district;
        out.shown = out.parcels = sums.parcels;
        out.in_scope = sums.in_scope;
        out.low = sums.low;
        out.idle = sums.idle;
        out.area_mu = sums.area_mu;
        out.low_mu = sums.low_mu;
        out.idle_mu = sums.idle_mu;
        out.tax = sums.tax;
        out.output = sums.output;
        out.tax_per_mu_large = sums.tax_per_mu.large;
        out.tax_per_mu_assessed = sums.tax_per_mu.assessed;
        out.tax_per_mu_scope = sums.tax_per_mu.scope;
        out.grades = sums.grades;
        out.grades_mu = sums.grades_mu;
        return out;
    });
}

const Changes& App::changes() const {
    auto& in = *inside_;
    return in.changes.get({in.versions.data, in.versions.judged}, [&] {
        Changes out;
        if (!in.judged || !in.saved || in.judged == in.saved) return out;
        const auto& sums = in.judged->counts.district;
        out.any = true;
        out.moved = sums.moved;
        out.moved_mu = sums.moved_mu;
        out.low_gained = sums.low_gained;
        out.low_lost = sums.low_lost;
        out.low_gained_mu = sums.low_gained_mu;
        out.low_lost_mu = sums.low_lost_mu;
        if (in.ruling && in.session_free()) out.rows = in.ruling->changed(*in.judged);
        return out;
    });
}

const std::vector<PlatformRow>& App::platforms() const {
    auto& in = *inside_;
    return in.platforms.get({in.versions.data, in.versions.judged, in.versions.lang}, [&] {
        std::vector<PlatformRow> out;
        if (!in.judged) return out;
        for (const auto& sums : in.judged->counts.platforms) {
            if (sums.name.empty()) continue;
            PlatformRow row;
            row.name = sums.name;
            row.label = in.data->places.in(in.lang(), sums.name);
            row.parcels = sums.parcels;
            row.low = sums.low;
            row.area_mu = sums.area_mu;
            row.low_mu = sums.low_mu;
            row.tax = sums.tax;
            row.tax_per_mu = sums.tax_per_mu.large;
            row.output_per_mu = sums.output_per_mu.large;
            out.push_back(std::move(row));
        }
        return out;
    });
}

std::string App::looked_at() const {
    const auto& in = *inside_;
    if (in.doc().platform.empty()) return tr(in.lang(), "whole_district");
    return in.data ? in.data->places.in(in.lang(), in.doc().platform) : in.doc().platform;
}

const std::vector<SheetLine>& App::six_numbers() const {
    auto& in = *inside_;
    return in.six.get({in.versions.data, in.versions.judged, in.versions.pass, in.versions.lang}, [&] {
        std::vector<SheetLine> out;
        if (!in.judged) return out;
        const auto& sums = in.judged->counts.district;
        const Lang lang = in.lang();
        const auto line = [&](const char* key, std::string value, std::string unit) {
            out.push_back({tr(lang, key), std::move(value), std::move(unit), tr(lang, std::string(key) + "_tip")});
        };
        const char* parcels = lang == Lang::zh ? "宗" : "";
        const char* mu = lang == Lang::zh ? "亩" : "mu";
        line("six_parcels", shown(lang, "parcel_count", static_cast<double>(sums.in_scope)), parcels);
        line("six_area", shown(lang, "area_basis_mu", sums.scope_mu), mu);
        line("six_tax_per_mu", shown(lang, "tax_per_mu", sums.tax_per_mu.large), column_unit(lang, "tax_per_mu"));
        line("six_output_per_mu", shown(lang, "output_per_mu", sums.output_per_mu.large),
             column_unit(lang, "output_per_mu"));
        line("six_low", shown(lang, "parcel_count", static_cast<double>(sums.low)), parcels);
        line("six_low_area", shown(lang, "area_basis_mu", sums.low_mu), mu);
        return out;
    });
}

namespace {

Gain gain_by(const Dataset* data, const Judged& judged, const std::vector<std::uint8_t>& pass) {
    if (data == nullptr || !judged || !judged->scheme) return {};
    const auto& sums = judged->counts.district;
    return gain_of(*data, *judged, pass, {sums.scope_mu, std::isnan(sums.tax) ? 0 : sums.tax});
}

}  // namespace

const Gain& App::gain() const {
    auto& in = *inside_;
    return in.gain.get({in.versions.data, in.versions.judged, in.versions.pass},
                       [&] { return gain_by(in.data.get(), in.judged, in.pass); });
}

const Gain& App::gain_saved() const {
    auto& in = *inside_;
    return in.gain_saved.get({in.versions.data, in.saved ? in.saved->generation : 0, in.versions.pass},
                             [&] { return gain_by(in.data.get(), in.saved, in.pass); });
}

const std::vector<Finding>& App::problems() const {
    static const std::vector<Finding> none;
    return inside_->data ? inside_->data->findings : none;
}

}  // namespace mulens::app
