// Which platform a parcel belongs to (method §2.5): names people write, resolved against the platform layer.
//
// Guarantees: keys compare after normalising (spaces, width, case). Const access is thread safe.
#pragma once

#include "table/layer.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace mulens::overlay {

/// True where platform_kind says that the platform covers the whole district (全域, 全区, district).
[[nodiscard]] bool covers_district(std::string_view platform_kind);

class PlatformCatalogue {
  public:
    PlatformCatalogue() = default;
    explicit PlatformCatalogue(const table::Layer& platforms);

    [[nodiscard]] bool empty() const { return names_.empty(); }
    [[nodiscard]] Row size() const { return static_cast<Row>(names_.size()); }
    [[nodiscard]] const std::string& name(Row platform) const { return names_[platform]; }
    [[nodiscard]] bool district_wide(Row platform) const { return wide_[platform]; }
    /// By id, name, English name or alias (several aliases: separated by ; 、 or ,).
    [[nodiscard]] std::optional<Row> find(std::string_view text) const;
    /// By the stem of a file's name; a stem that equals none declares nothing.
    [[nodiscard]] std::optional<Row> find_file(std::string_view path) const;

  private:
    void add_key(std::string_view key, Row platform);

    std::vector<std::string> names_;
    std::vector<bool> wide_;
    std::unordered_map<std::string, Row> keys_;  // looked up only, never walked
};

/// For CheckOptions::district_wide: per source of the parcels, by the platform its rows declare in source_platform or,
/// where that is blank, by the file's stem.
[[nodiscard]] std::vector<bool> district_wide_sources(const table::Layer& parcels, const PlatformCatalogue& platforms);

}  // namespace mulens::overlay
