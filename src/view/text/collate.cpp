#include "text/collate.hpp"

#include "base/error.hpp"

#include <unicode/coll.h>

#include <algorithm>
#include <numeric>

namespace mulens::text {

struct Collation::Rules {
    std::unique_ptr<icu::Collator> collator;
};

Collation::Collation() : rules_(std::make_unique<Rules>()) {
    UErrorCode status = U_ZERO_ERROR;
    rules_->collator.reset(icu::Collator::createInstance(icu::Locale("zh@collation=pinyin"), status));
    if (U_SUCCESS(status) != 0) rules_->collator->setAttribute(UCOL_NUMERIC_COLLATION, UCOL_ON, status);
    if (U_FAILURE(status) != 0)
        throw Error::make(ExitCode::failed, "ICU has no order of Chinese texts ({}); install the package libicu72",
                          u_errorName(status));
}
Collation::~Collation() = default;

std::string Collation::sort_key(std::string_view utf8) const {
    const auto text = icu::UnicodeString::fromUTF8({utf8.data(), static_cast<int32_t>(utf8.size())});
    std::string key(text.length() * 4 + 16, '\0');
    const auto get = [&] {
        return rules_->collator->getSortKey(text, reinterpret_cast<uint8_t*>(key.data()),
                                            static_cast<int32_t>(key.size()));
    };
    int32_t size = get();
    if (size > static_cast<int32_t>(key.size())) {
        key.resize(static_cast<std::size_t>(size));
        size = get();
    }
    key.resize(static_cast<std::size_t>(std::max(1, size)) - 1);  // without the final zero byte
    return key;
}

bool Collation::less(std::string_view a, std::string_view b) const { return sort_key(a) < sort_key(b); }

std::vector<std::uint32_t> Collation::ranks(std::span<const std::string> texts) const {
    std::vector<std::string> keys;
    keys.reserve(texts.size());
    for (const std::string& text : texts) keys.push_back(sort_key(text));
    std::vector<std::uint32_t> order(texts.size()), out(texts.size());
    std::iota(order.begin(), order.end(), 0U);
    // Texts of one key but other bytes (full-width and half-width digits) keep a fixed order.
    const auto compare = [&](std::uint32_t a, std::uint32_t b) {
        const int keyed = keys[a].compare(keys[b]);
        return keyed != 0 ? keyed < 0 : texts[a] < texts[b];
    };
    std::sort(order.begin(), order.end(), compare);
    std::uint32_t rank = 0;
    for (std::size_t i = 0; i < order.size(); ++i) {
        if (i > 0 && texts[order[i]] != texts[order[i - 1]]) ++rank;
        out[order[i]] = rank;
    }
    return out;
}

}  // namespace mulens::text
