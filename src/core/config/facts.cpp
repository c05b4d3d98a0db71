#include "config/facts.hpp"

#include "base/error.hpp"
#include "config/resources.hpp"

#include <toml++/toml.h>

namespace mulens::config {
namespace {

toml::table parse(const std::string& name) {
    const auto text = resource("data/qiantang/" + name);
    if (!text) throw Error::make(ExitCode::failed, "data/qiantang/{} is missing from the program's data", name);
    try {
        return toml::parse(*text, name);
    } catch (const toml::parse_error& e) {
        throw Error::make(ExitCode::failed, "data/qiantang/{}:{}: {}", name, e.source().begin.line, e.description());
    }
}

/// A table with its name for messages; every getter throws where the key is absent or of another kind.
class Reader {
  public:
    Reader(const toml::table& table, std::string where) : table_(table), where_(std::move(where)) {}

    [[nodiscard]] std::string text(const char* key) const { return get<std::string>(key); }
    [[nodiscard]] std::string text_or(const char* key, const char* other) const {
        return table_[key].value_or<std::string>(other);
    }
    [[nodiscard]] double number(const char* key) const { return get<double>(key); }
    [[nodiscard]] bool flag(const char* key) const { return get<bool>(key); }
    [[nodiscard]] Reader table(const char* key) const {
        const toml::table* t = table_[key].as_table();
        if (t == nullptr) fail(key);
        return {*t, where_ + "." + key};
    }
    template <typename T>
    [[nodiscard]] std::vector<T> list(const char* key) const {
        const toml::array* array = table_[key].as_array();
        if (array == nullptr) fail(key);
        std::vector<T> out;
        for (const auto& node : *array) {
            const auto value = node.value<T>();
            if (!value) fail(key);
            out.push_back(*value);
        }
        return out;
    }
    [[nodiscard]] std::vector<Reader> tables(const char* key) const {
        const toml::array* array = table_[key].as_array();
        if (array == nullptr) fail(key);
        std::vector<Reader> out;
        for (const auto& node : *array)
            if (node.is_table()) out.emplace_back(*node.as_table(), where_ + "." + key);
        return out;
    }

  private:
    template <typename T>
    [[nodiscard]] T get(const char* key) const {
        const auto value = table_[key].value<T>();
        if (!value) fail(key);
        return *value;
    }
    [[noreturn]] void fail(const char* key) const {
        throw Error::make(ExitCode::failed, "{}: the key '{}' is missing or of the wrong kind", where_, key);
    }

    const toml::table& table_;
    std::string where_;
};

RegionLayout read_layout(const Reader& r) {
    const Reader t = r.table("layout");
    return {t.number("area_km2"), t.number("side_ratio"), t.number("rotation_deg"), t.list<double>("corners"),
            t.number("plot_factor")};
}

FileStyle read_style(const Reader& r) {
    const Reader t = r.table("file");
    return {t.text("encoding"), t.text("cpg"),          static_cast<int>(t.number("ldid")),
            t.text("crs"),      t.text_or("shift", ""), t.text("codes")};
}

std::vector<RiverPoint> read_line(const Reader& r, bool with_width) {
    const auto e = r.list<double>("e");
    const auto n = r.list<double>("n");
    const auto w = with_width ? r.list<double>("width") : std::vector<double>(e.size(), 0.0);
    if (e.size() != n.size() || e.size() != w.size())
        throw Error(ExitCode::failed, "facts.toml: a line's coordinate lists differ in length");
    std::vector<RiverPoint> out;
    for (std::size_t i = 0; i < e.size(); ++i) out.push_back({e[i], n[i], w[i]});
    return out;
}

void read_facts(DistrictFacts& out) {
    const toml::table doc = parse("facts.toml");
    const Reader r(doc, "facts.toml");
    const Reader district = r.table("district");
    out.name = district.text("name");
    out.name_en = district.text("name_en");
    out.code = district.text("code");
    const Reader frame = r.table("frame");
    out.min_e = frame.number("min_e");
    out.max_e = frame.number("max_e");
    out.min_n = frame.number("min_n");
    out.max_n = frame.number("max_n");
    out.river = read_line(r.table("river"), true);
    out.outline = read_line(r.table("outline"), false);
    for (const Reader& f : r.tables("fact"))
        out.numbers.push_back(
            {f.text("id"), f.text_or("text", ""), f.text("unit"), f.text("source"), f.number("value")});
}

void read_platforms(DistrictFacts& out) {
    const toml::table doc = parse("platforms.toml");
    const Reader r(doc, "platforms.toml");
    for (const Reader& t : r.tables("platform")) {
        PlatformFact p;
        p.id = t.text("id");
        p.name = t.text("name");
        p.name_en = t.text("name_en");
        p.alias = t.text("alias");
        p.district_wide = t.text("kind") == "district";
        p.lead_industry = t.text("lead_industry");
        p.lead = t.text("lead");
        p.area = t.text("area");
        p.limits = t.text("limits");
        p.source = t.text("source");
        p.lon = t.number("lon");
        p.lat = t.number("lat");
        if (!p.district_wide) p.layout = read_layout(t);
        p.file = read_style(t);
        out.platforms.push_back(std::move(p));
    }
    for (const Reader& t : r.tables("cluster"))
        out.clusters.push_back({t.text("platform"), t.text("name"), t.number("lon"), t.number("lat"), read_layout(t)});
}

void read_rest(DistrictFacts& out) {
    const toml::table streets = parse("streets.toml");
    for (const Reader& t : Reader(streets, "streets.toml").tables("street"))
        out.streets.push_back({t.text("code"), t.text("name"), t.text("name_en"), t.text("source"),
                               t.text("bank") == "west", t.number("lon"), t.number("lat")});
    const toml::table industries = parse("industries.toml");
    for (const Reader& t : Reader(industries, "industries.toml").tables("industry"))
        out.industries.push_back(
            {t.text("id"), t.text("name"), t.text("name_en"), t.text("source"), t.list<std::string>("divisions"),
             t.list<std::string>("words"), t.number("tax_factor"), t.number("value_added_rate"),
             t.number("energy_per_value_added"), t.number("rd_rate"), static_cast<int>(t.number("floors"))});
    const toml::table uses = parse("landuse.toml");
    for (const Reader& t : Reader(uses, "landuse.toml").tables("code"))
        out.land_uses.push_back({t.text("system"), t.text("use"), t.list<std::string>("codes"), t.flag("scope")});
}

}  // namespace

double DistrictFacts::number(const std::string& id) const {
    for (const NumberFact& fact : numbers)
        if (fact.id == id) return fact.value;
    throw Error::make(ExitCode::failed, "facts.toml has no fact '{}'", id);
}

DistrictFacts load_district_facts() {
    DistrictFacts out;
    read_facts(out);
    read_platforms(out);
    read_rest(out);
    return out;
}

}  // namespace mulens::config
