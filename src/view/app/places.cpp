#include "app/places.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <utility>

namespace mulens::app {

PlaceNames::PlaceNames(const std::map<std::string, table::Layer>& layers) {
    for (const char* role : {"platforms", "streets"}) {
        const auto layer = layers.find(role);
        if (layer == layers.end()) continue;
        const auto& places = layer->second.table;
        for (Row row = 0; row < places.rows(); ++row) {
            const std::string name(places.text("name", row)), english(trimmed(places.text("name_en", row)));
            if (name.empty() || english.empty() || english == name) continue;
            english_.emplace(name, english);
            own_.emplace(english, name);
        }
    }
}

bool PlaceNames::known(Lang lang, std::string_view name) const {
    return lang == Lang::en && english_.find(name) != english_.end();
}

std::string PlaceNames::in(Lang lang, std::string_view cell) const {
    if (lang == Lang::zh || english_.empty() || cell.empty()) return std::string(cell);
    if (const auto found = english_.find(cell); found != english_.end()) return found->second;
    if (cell.find_first_of(";:") == std::string_view::npos) return std::string(cell);
    std::string out;
    bool any = false;
    for (const auto& one : split(cell, ';')) {
        const auto name_end = std::min(one.find(':'), one.size());
        const auto found = english_.find(std::string_view(one).substr(0, name_end));
        any = any || found != english_.end();
        out += (out.empty() ? "" : ";") + (found == english_.end() ? one : found->second + one.substr(name_end));
    }
    return any ? out : std::string(cell);
}

std::string PlaceNames::sentence(Lang lang, std::string text) const {
    if (lang == Lang::zh || english_.empty()) return text;
    for (std::size_t at = 0; at < text.size();) {
        // The longest name that begins here: one may be the beginning of another.
        const std::pair<const std::string, std::string>* best = nullptr;
        for (const auto& entry : english_)
            if (text.compare(at, entry.first.size(), entry.first) == 0 &&
                (best == nullptr || entry.first.size() > best->first.size()))
                best = &entry;
        if (best == nullptr) {
            ++at;
            continue;
        }
        text.replace(at, best->first.size(), best->second);
        at += best->second.size();
    }
    return text;
}

std::string PlaceNames::own(std::string_view typed) const {
    const auto found = own_.find(typed);
    return found == own_.end() ? std::string(typed) : found->second;
}

}  // namespace mulens::app
