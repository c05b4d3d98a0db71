#include "sample/truth.hpp"

#include "base/error.hpp"

#include <nlohmann/json.hpp>

#include <cmath>
#include <fstream>
#include <map>

namespace mulens::sample {

using json = nlohmann::ordered_json;

struct Truth::State {
    std::uint64_t seed = 0;
    double scale = 1;
    json findings = json::array(), idle = json::array(), bare = json::array(), twice = json::array();
    struct Sum {
        std::int64_t value = 0;
        int decimals = 0;
        [[nodiscard]] double number() const { return static_cast<double>(value) / std::pow(10.0, decimals); }
    };
    std::map<std::string, std::map<std::string, Sum>> totals;
};

Truth::Truth(const Layout& layout) : state_(std::make_unique<State>()) {
    state_->seed = layout.seed;
    state_->scale = layout.scale;
}
Truth::~Truth() = default;

void Truth::finding(const std::string& code, const std::string& layer, const std::string& file,
                    const std::string& subject, std::int64_t row, const std::string& note) {
    state_->findings.push_back({{"code", code},
                                {"layer", layer},
                                {"file", file},
                                {"subject", subject},
                                {"row", row < 0 ? row : row + 1},
                                {"note", note}});
}

void Truth::idle(const std::string& parcel, const std::string& status, const std::string& start,
                 const std::string& suspended, const std::string& what) {
    state_->idle.push_back({{"parcel_id", parcel},
                            {"idle_status", status},
                            {"start", start},
                            {"suspended_since", suspended},
                            {"what", what}});
}

void Truth::bare(const std::string& parcel, const std::string& main_parcel, const std::string& firm,
                 const std::string& credit) {
    state_->bare.push_back(
        {{"parcel_id", parcel}, {"main_parcel", main_parcel}, {"ent_id", firm}, {"credit_code", credit}});
}

void Truth::twice(const std::string& parcel, const std::string& first, const std::string& second,
                  const std::string& differs) {
    state_->twice.push_back({{"parcel_id", parcel}, {"file", first}, {"other_file", second}, {"differs", differs}});
}

void Truth::count(const std::string& platform, const std::string& key, std::int64_t value, int decimals) {
    for (const std::string& group : {platform, std::string()}) {
        auto& sum = state_->totals[group][key];
        sum.value += value;
        sum.decimals = decimals;
        if (platform.empty()) break;
    }
}

double Truth::total(const std::string& key) const {
    const auto all = state_->totals.find("");
    if (all == state_->totals.end() || !all->second.contains(key)) return 0;
    return all->second.at(key).number();
}

void Truth::write(const std::string& folder) const {
    const auto put = [&](const char* name, const json& value) {
        std::ofstream out(folder + "/" + name, std::ios::binary);
        out << value.dump(1) << '\n';
        if (!out) throw Error::make(ExitCode::unwritable, "{}/{}: could not be written", folder, name);
    };
    put("findings.json", state_->findings);
    put("idle.json", state_->idle);
    put("bare.json", state_->bare);
    put("duplicates.json", state_->twice);
    json totals = {
        {"note", "made up 虚构数据; as laid out, faults included"}, {"seed", state_->seed}, {"scale", state_->scale}};
    for (const auto& [platform, sums] : state_->totals) {
        json group;
        for (const auto& [key, sum] : sums) group[key] = sum.number();
        if (platform.empty())
            totals["district"] = group;
        else
            totals["platforms"][platform] = group;
    }
    put("totals.json", totals);
}

}  // namespace mulens::sample
