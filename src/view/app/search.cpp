#include "app/search.hpp"

#include "app/answer.hpp"

#include "app/command.hpp"
#include "app/inside.hpp"
#include "base/text.hpp"
#include "metrics/registry.hpp"
#include "write/public_edition.hpp"

#include <algorithm>
#include <cctype>

namespace mulens::app {
namespace {

std::string lower(std::string_view text) {
    std::string out(text);
    for (char& c : out)
        if (static_cast<unsigned char>(c) < 128) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return out;
}

bool holds(std::string_view text, const std::string& wanted) { return lower(text).find(wanted) != std::string::npos; }

}  // namespace

Searcher::Searcher(std::shared_ptr<const Dataset> data) : data_(std::move(data)) {
    const auto& parcels = data_->table();
    const auto& firms = data_->run.enterprises.table;
    // Their texts stay where they are: data_ keeps the columns alive.
    if (const auto* ids = parcels.find("parcel_id"); ids != nullptr && ids->is_text())
        parcels_.add_rows(parcels.rows(), [ids](Row row) { return ids->text(row); });
    for (const char* name : {"name", "former_name", "credit_code", "ent_id"})
        if (const auto* column = firms.find(name); column != nullptr && column->is_text())
            firms_.add_rows(firms.rows(), [column](Row row) { return column->text(row); });
    Row place = 0;
    for (const auto& name : data_->run.land.platform_names) {
        platforms_.add(place, name);
        if (data_->places.known(Lang::en, name)) platforms_.add(place, data_->places.in(Lang::en, name));
        ++place;
    }
}

std::vector<SearchHit> Searcher::find(const std::string& text, std::size_t limit, Lang lang, bool meeting) const {
    std::vector<SearchHit> out;
    for (const auto& hit : platforms_.find(text, 3)) {
        const Row row = hit.row;
        const auto& name = data_->run.land.platform_names[row];
        out.push_back({SearchHit::Kind::platform, data_->places.in(lang, name), tr(lang, "hit_platform"),
                       text_of(command("platform", name))});
    }
    for (const auto& hit : parcels_.find(text, limit)) {
        const Row row = hit.row;
        const std::string id(data_->id_of(row));
        const std::string place = data_->places.in(lang, data_->table().text("platform", row));
        out.push_back({SearchHit::Kind::parcel, id, place, text_of(command("inspect", id))});
    }
    const auto& firms = data_->run.enterprises.table;
    for (const auto& hit : firms_.find(text, limit)) {
        const Row row = hit.row;
        const std::string code(firms.text("credit_code", row)), number(firms.text("ent_id", row));
        const std::string name(firms.text("name", row));
        out.push_back({SearchHit::Kind::firm, meeting ? write::masked(name) : name, code.empty() ? number : code,
                       text_of(command("inspect_firm", !code.empty()     ? code
                                                       : !number.empty() ? number
                                                                         : name))});
    }
    if (out.size() > limit) out.resize(limit);
    return out;
}

std::vector<SearchHit> find_commands(const std::string& text, std::size_t limit, Lang lang) {
    std::vector<SearchHit> out;
    const std::string wanted = lower(trimmed(text));
    const auto first = wanted.substr(0, wanted.find(' '));
    for (const auto& verb : verbs()) {
        if (out.size() >= limit) return out;
        if (!holds(verb.name, first) && !holds(verb.zh, wanted) && !holds(verb.en, wanted)) continue;
        const bool typed = wanted.size() > first.size() && lower(verb.name) == first;
        if (!typed && !verb.in_palette && verb.min_args > 0 && wanted.empty()) continue;
        out.push_back({SearchHit::Kind::command, lang == Lang::zh ? verb.zh : verb.en,
                       verb.name + (verb.usage.empty() ? "" : " " + verb.usage),
                       typed                ? std::string(trimmed(text))
                       : verb.min_args == 0 ? verb.name
                                            : std::string()});
    }
    if (wanted.empty()) return out;
    for (const auto& metric : metrics::registry()) {
        if (out.size() >= limit) return out;
        const std::string id(metric.id);
        if (holds(id, wanted) || holds(column_name(Lang::zh, id), wanted) || holds(column_name(Lang::en, id), wanted))
            out.push_back({SearchHit::Kind::column, column_name(lang, id), "show " + id, "show " + id});
    }
    return out;
}

std::vector<SearchHit> App::search(const std::string& text, std::size_t limit) const {
    auto& in = *inside_;
    std::vector<SearchHit> out;
    if (in.searcher && !trimmed(text).empty())
        out = in.searcher->find(std::string(trimmed(text)), limit, in.lang(), in.state.session.meeting);
    const auto more = find_commands(text, limit > out.size() ? limit - out.size() : 0, in.lang());
    out.insert(out.end(), more.begin(), more.end());
    return out;
}

std::vector<std::string> App::data_texts() const {
    std::vector<std::string> out = question_texts();
    if (inside_->data) out.push_back(inside_->data->characters);
    out.push_back(inside_->answer_texts);
    return out;
}

}  // namespace mulens::app
