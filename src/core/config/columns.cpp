#include "config/columns.hpp"

#include "base/error.hpp"
#include "config/resources.hpp"
#include "config/words.hpp"

#include <toml++/toml.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <set>
#include <utility>

namespace mulens::config {
namespace {

constexpr std::array<std::pair<std::string_view, ColumnKind>, 8> kinds{{{"key", ColumnKind::key},
                                                                        {"text", ColumnKind::text},
                                                                        {"integer", ColumnKind::integer},
                                                                        {"number", ColumnKind::number},
                                                                        {"money", ColumnKind::money},
                                                                        {"share", ColumnKind::share},
                                                                        {"date", ColumnKind::date},
                                                                        {"boolean", ColumnKind::boolean}}};
constexpr std::array<std::pair<std::string_view, PublicUse>, 4> uses{
    {{"keep", PublicUse::keep}, {"drop", PublicUse::drop}, {"band", PublicUse::band}, {"mask", PublicUse::mask}}};

class Entry {
  public:
    Entry(const toml::node& node, const std::string& file) : file_(file), line_(node.source().begin.line) {
        table_ = node.as_table();
        if (table_ == nullptr) fail("an entry must be a table {…}");
    }
    [[noreturn]] void fail(const std::string& what) const {
        throw Error::make(ExitCode::usage, "{}:{}: {}", file_, line_, what);
    }
    [[nodiscard]] std::string text(const char* key) {
        known_.insert(key);
        const toml::node* node = table_->get(key);
        if (node == nullptr) return {};
        const auto value = node->value<std::string>();
        if (!value) fail(std::string(key) + " must be text");
        return *value;
    }
    [[nodiscard]] const toml::node* node(const char* key) {
        known_.insert(key);
        return table_->get(key);
    }
    template <typename Value, std::size_t N>
    [[nodiscard]] Value one_of(const char* key, const std::array<std::pair<std::string_view, Value>, N>& choices,
                               Value otherwise) {
        const std::string word = text(key);
        if (word.empty()) return otherwise;
        for (const auto& [name, value] : choices)
            if (name == word) return value;
        fail(std::string("unknown ") + key + " \"" + word + "\"");
    }
    void no_other_keys() const {
        for (const auto& [key, value] : *table_)
            if (!known_.contains(key.str())) fail("unknown key \"" + std::string(key.str()) + "\"");
    }

  private:
    std::string file_;
    unsigned line_;
    const toml::table* table_ = nullptr;
    std::set<std::string, std::less<>> known_;
};

ColumnInfo read_column(Entry& entry) {
    ColumnInfo column;
    column.name = entry.text("name");
    column.table = entry.text("table");
    column.zh = entry.text("zh");
    column.en = entry.text("en");
    if (column.name.empty() || column.zh.empty() || column.en.empty()) entry.fail("name, zh and en are required");
    column.unit = entry.text("unit");
    column.kind = entry.one_of("kind", kinds, ColumnKind::text);
    const std::string level = entry.text("level");
    if (!level.empty() && level != "内部" && level != "可公开") entry.fail("level must be 内部 or 可公开");
    column.internal = level == "内部";
    column.use = entry.one_of("public", uses, column.internal ? PublicUse::drop : PublicUse::keep);
    if (const toml::node* bands = entry.node("bands")) {
        if (!bands->is_array()) entry.fail("bands must be a list of numbers");
        for (const auto& limit : *bands->as_array()) {
            const auto value = limit.value<double>();
            if (!value) entry.fail("bands must be a list of numbers");
            column.bands.push_back(*value);
        }
    }
    if (!std::is_sorted(column.bands.begin(), column.bands.end())) entry.fail("bands must ascend");
    if ((column.use == PublicUse::band) != !column.bands.empty()) entry.fail("public = \"band\" and bands go together");
    if (const toml::node* decimals = entry.node("decimals")) column.decimals = decimals->value_or(-1);
    column.shapefile = entry.text("shp");
    if (column.shapefile.size() > 10) entry.fail("shp has more than 10 bytes");
    column.note = entry.text("note");
    entry.no_other_keys();
    return column;
}

}  // namespace

ColumnCatalogue ColumnCatalogue::parse(std::string_view text, const std::string& file) {
    toml::table root;
    try {
        root = toml::parse(text, file);
    } catch (const toml::parse_error& error) {
        throw Error::make(ExitCode::usage, "{}:{}: {}", file, error.source().begin.line, error.description());
    }
    ColumnCatalogue out;
    std::set<std::pair<std::string, std::string>> seen;
    const toml::array* columns = root["column"].as_array();
    if (columns == nullptr) throw Error::make(ExitCode::usage, "{}: no list named column", file);
    for (const auto& node : *columns) {
        Entry entry(node, file);
        ColumnInfo column = read_column(entry);
        column.order = out.columns_.size();
        if (!seen.emplace(column.table, column.name).second) entry.fail("column " + column.name + " stands here twice");
        out.columns_.push_back(std::move(column));
    }
    if (const toml::array* values = root["value"].as_array()) {
        for (const auto& node : *values) {
            Entry entry(node, file);
            out.values_.push_back({entry.text("column"), entry.text("value"), entry.text("zh"), entry.text("en")});
            entry.no_other_keys();
        }
    }
    return out;
}

const ColumnInfo* ColumnCatalogue::find(std::string_view table, std::string_view name) const {
    const ColumnInfo* general = nullptr;
    for (const auto& column : columns_) {
        if (column.name != name) continue;
        if (!column.table.empty() && column.table == table) return &column;
        if (column.table.empty()) general = &column;
    }
    return general;
}

ColumnInfo ColumnCatalogue::describe(std::string_view table, std::string_view name) const {
    if (const ColumnInfo* known = find(table, name)) return *known;
    ColumnInfo column;
    column.name = column.zh = column.en = name;
    column.order = columns_.size();
    return column;
}

std::string_view ColumnCatalogue::value_zh(std::string_view column, std::string_view value) const {
    for (const auto& entry : values_)
        if (entry.column == column && entry.value == value) return entry.zh;
    return value;
}

std::size_t ColumnCatalogue::value_place(std::string_view column, std::string_view value) const {
    for (std::size_t i = 0; i < values_.size(); ++i)
        if (values_[i].column == column && values_[i].value == value) return i + 1;
    return 0;
}

std::string_view ColumnCatalogue::value_en(std::string_view column, std::string_view value) const {
    for (const auto& entry : values_)
        if (entry.column == column && entry.value == value && (!entry.en.empty() || entry.zh.empty())) return entry.en;
    return value;
}

const ColumnCatalogue& column_catalogue() {
    static const ColumnCatalogue catalogue = [] {
        const auto text = resource("data/columns.toml");
        if (!text) throw Error(ExitCode::failed, "data/columns.toml is missing from the program");
        return ColumnCatalogue::parse(*text, "data/columns.toml");
    }();
    return catalogue;
}

std::string shown_unit(const ColumnInfo& column) { return column.kind == ColumnKind::share ? "%" : column.unit; }

std::string header_zh(const ColumnInfo& column) {
    const std::string unit = shown_unit(column);
    return unit.empty() ? column.zh : column.zh + "(" + unit + ")";
}

std::string unit_en(const std::string& unit) {
    static const auto words = load_words("data/ui/units");
    const auto found = words.find("unit " + unit);
    return found == words.end() ? unit : found->second.en;
}

std::string header_en(const ColumnInfo& column) {
    const std::string unit = shown_unit(column);
    if (unit.empty() || unit == "个" || unit == "幢") return column.en;  // "Projects", "Buildings": the name says it
    std::string name = column.en;
    std::transform(name.begin(), name.end(), name.begin(),
                   [](unsigned char c) { return static_cast<char>(c < 0x80 ? std::tolower(c) : c); });
    const auto says = [&](const char* word) { return name.find(word) != std::string::npos; };
    if (unit == "宗" && (says("plot") || says("parcel"))) return column.en;
    if (unit == "家" && (says("firm") || says("enterprise"))) return column.en;
    return column.en + " (" + unit_en(unit) + ")";
}

}  // namespace mulens::config
