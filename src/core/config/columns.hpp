// The column catalogue (data/columns.toml): names, terms, units and levels of every output column, in output order.
// Read once; const access is thread safe.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace mulens::config {

/// What a column holds; decides file types and cell formats. share: 0…1 in files, % on screens.
enum class ColumnKind : std::uint8_t { key, text, integer, number, money, share, date, boolean };

/// What the public edition does with a column.
enum class PublicUse : std::uint8_t { keep, drop, band, mask };

struct ColumnInfo {
    std::string name;   ///< canonical
    std::string table;  ///< "" = any table
    std::string zh;
    std::string en;
    std::string unit;  ///< Chinese unit, "" = none
    ColumnKind kind = ColumnKind::text;
    bool internal = false;  ///< level 内部
    PublicUse use = PublicUse::keep;
    std::vector<double> bands;  ///< ascending limits for PublicUse::band; a value on a limit belongs to the band above
    int decimals = -1;          ///< for screens and XLSX; -1 = as needed
    std::string shapefile;      ///< preferred shapefile name, "" = automatic
    std::string note;
    std::size_t order = 0;
};

class ColumnCatalogue {
  public:
    /// Throws Error(usage) with file:line for syntax, unknown keys, unknown kinds and double entries.
    static ColumnCatalogue parse(std::string_view toml, const std::string& file);

    /// The entry for this table, else the general one, else nullptr.
    [[nodiscard]] const ColumnInfo* find(std::string_view table, std::string_view name) const;
    /// As find(); an unknown column is described by its own name (text, public).
    [[nodiscard]] ColumnInfo describe(std::string_view table, std::string_view name) const;
    /// The Chinese words for a value of a column (idle_status "late" → 逾期), or the value itself.
    [[nodiscard]] std::string_view value_zh(std::string_view column, std::string_view value) const;
    /// The English words for it ("late" → "late", 全区 → "whole district"), or the value itself.
    [[nodiscard]] std::string_view value_en(std::string_view column, std::string_view value) const;
    /// Its place in the list of values, from 1; 0 = not listed.
    [[nodiscard]] std::size_t value_place(std::string_view column, std::string_view value) const;
    [[nodiscard]] const std::vector<ColumnInfo>& all() const { return columns_; }

  private:
    struct Value {
        std::string column, value, zh, en;
    };
    std::vector<ColumnInfo> columns_;
    std::vector<Value> values_;
};

/// The catalogue that ships with the program.
[[nodiscard]] const ColumnCatalogue& column_catalogue();

/// "亩均税收(万元/亩)", "Tax per mu (×10k CNY/mu)"; a share's unit is %. What the English name counts anyway (plots,
/// firms) stands once.
[[nodiscard]] std::string header_zh(const ColumnInfo& column);
[[nodiscard]] std::string header_en(const ColumnInfo& column);
/// The English word for a unit of the catalogue (亩 → mu), or the unit itself.
[[nodiscard]] std::string unit_en(const std::string& unit);
/// The unit on screens: % for shares.
[[nodiscard]] std::string shown_unit(const ColumnInfo& column);

}  // namespace mulens::config
