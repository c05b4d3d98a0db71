#include "ledger/share.hpp"

#include "base/text.hpp"

#include <array>
#include <string>

namespace mulens::ledger {
namespace {

template <std::size_t N>
bool holds(std::string_view text, const std::array<std::string_view, N>& words) {
    for (const auto word : words)
        if (text.find(word) != std::string_view::npos) return true;
    return false;
}

template <std::size_t N>
bool equals(std::string_view text, const std::array<std::string_view, N>& words) {
    for (const auto word : words)
        if (text == word) return true;
    return false;
}

constexpr std::array<std::string_view, 5> tenant_words{"租", "TENANT", "LESSEE", "RENT", "LEASE"};
constexpr std::array<std::string_view, 9> owner_words{"自有", "自用",   "产权",   "权利人", "使用权人",
                                                      "业主", "宗地主", "所有权", "OWN"};
constexpr std::array<std::string_view, 3> below_words{"规模以下", "规下", "限下"};
constexpr std::array<std::string_view, 3> above_words{"规模以上", "规上", "限上"};
constexpr std::array<std::string_view, 7> no_words{"否", "0", "N", "NO", "FALSE", "F", "BELOW"};
constexpr std::array<std::string_view, 8> yes_words{"是", "1", "Y", "YES", "TRUE", "T", "ABOVE", "√"};

}  // namespace

Relation classify_relation(std::string_view raw) {
    if (raw.empty()) return Relation::unknown;
    const std::string text = normalised_key(raw);
    // 出租 is what the owner does; 承租, 租赁, 租用 what the tenant does.
    if (text.find("出租") != std::string::npos) return Relation::owner;
    if (holds(text, tenant_words)) return Relation::tenant;
    return holds(text, owner_words) ? Relation::owner : Relation::unknown;
}

std::string_view normalise_scale_class(std::string_view raw) {
    if (raw.empty()) return {};
    const std::string text = normalised_key(raw);
    if (holds(text, below_words) || equals(text, no_words)) return "规下";
    if (holds(text, above_words) || equals(text, yes_words)) return "规上";
    return {};
}

const char* name_of(Relation relation) {
    constexpr std::array names{"", "owner", "tenant"};
    return names[static_cast<std::size_t>(relation)];
}

const char* name_of(Method method) {
    constexpr std::array names{"link", "parcel_code", "credit_code", "point"};
    return names[static_cast<std::size_t>(method)];
}

const char* name_of(TaxSource source) {
    constexpr std::array names{"none", "single", "link_share", "floor", "equal", "point"};
    return names[static_cast<std::size_t>(source)];
}

const char* name_of(ResidualReason reason) {
    constexpr std::array names{"",        "no_parcel",   "parcel_not_found", "quarantined",
                               "no_area", "zero_weight", "duplicate"};
    return names[static_cast<std::size_t>(reason)];
}

const char* zh_of(ResidualReason reason) {
    constexpr std::array names{"",           "无对应宗地", "所填宗地不在图层", "宗地图形不可用",
                               "宗地无面积", "份额为零",   "重复记录"};
    return names[static_cast<std::size_t>(reason)];
}

const char* name_of(AreaHow how) {
    constexpr std::array names{"registered", "rented_land_area", "rented_floor_over_far", "rented_share", ""};
    return names[static_cast<std::size_t>(how)];
}

}  // namespace mulens::ledger
