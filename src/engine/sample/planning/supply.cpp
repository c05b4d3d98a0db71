// The supply ledger (供应台账): the planted offers, and others that are far from every wish.
#include "sample/planning/book.hpp"
#include "sample/tables.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

namespace mulens::sample {
namespace {

void add_offers(Book& book) {
    std::map<std::string, int> wanted{
        {"可出让", book.count(26)}, {"可转让", book.count(22)}, {"司法处置", book.count(14)}, {"可租", book.count(20)}};
    for (const std::size_t i : book.shuffled(3)) {
        const Site& s = book.site(i);
        if (!book.free(i) || s.use != Use::industry || s.mu < 3.5) continue;
        const bool low = s.sole && !s.above_scale && s.tax_per_mu(2024) < 3;
        const char* kind = s.vacant                  ? "可出让"
                           : s.stopped_since != 0    ? "司法处置"
                           : s.vacancy_percent >= 50 ? "可租"
                           : low                     ? "可转让"
                                                     : nullptr;
        if (kind == nullptr || wanted[kind]-- <= 0) continue;
        book.offers.push_back({i, kind, ""});
        book.take(i);
    }
}

struct Terms {
    double price_wan = 0;
    std::string from, levelled, pipelines, utilities, burden;
};

Terms terms_of(const Offer& offer, const Site& s, Rng& rng) {
    static constexpr std::array<const char*, 3> utilities{"七通", "五通(未通燃气、热力)", "三通(水、电、路)"};
    Terms t;
    const bool land = offer.kind == "可出让";
    t.price_wan = offer.kind == "可租" ? s.area_m2 * 0.55 * 0.5 * 12 * rng.between(16, 26) / 10000
                                       : s.mu * (land ? rng.between(42, 68) : rng.between(70, 135));
    if (offer.kind == "意向收储") t.price_wan = s.mu * rng.between(55, 88);
    t.from = fmt::format("2025-{:02d}-{:02d}", 1 + rng.below(land ? 6 : 12), 1 + rng.below(28));
    t.levelled = land && rng.chance(0.8) ? "是" : "否";
    t.pipelines = rng.chance(0.2) ? "是" : "否";
    t.utilities = utilities[static_cast<std::size_t>(rng.below(3))];
    t.burden = land                       ? "无"
               : offer.kind == "司法处置" ? "查封"
               : rng.chance(0.3)          ? "抵押"
               : rng.chance(0.25)         ? "租约至2026-06-30"
                                          : "无";
    return t;
}

}  // namespace

void write_supply(Book& book, const std::string& folder) {
    add_offers(book);
    const auto out = csv_writer(folder + "/supply.csv", CsvStyle::utf8_bom);
    out->header({"宗地代码", "供应状态", "意向价格(万元)", "最早交付日期", "是否净地", "是否需迁改管线", "红线外配套",
                 "权利负担", "规划产业", "责任单位", "备注"});
    std::vector<Offer> offers = book.offers;
    std::stable_sort(offers.begin(), offers.end(), [](const Offer& a, const Offer& b) { return a.site < b.site; });
    std::map<std::string, int> kinds;
    for (const Offer& offer : offers) {
        const Site& s = book.site(offer.site);
        Rng rng(book.layout.seed, {230, offer.site});
        const Terms t = terms_of(offer, s, rng);
        const auto& industries = book.layout.facts.industries;
        const std::string planned =
            !s.industry.empty() && rng.chance(0.5)
                ? s.industry
                : industries[static_cast<std::size_t>(rng.below(static_cast<int>(industries.size())))].name;
        ++kinds[offer.kind];
        out->text(s.id);
        out->text(offer.kind);
        out->number(hundredths(t.price_wan), 2);
        out->text(t.from);
        out->text(t.levelled);
        out->text(t.pipelines);
        out->text(t.utilities);
        out->text(t.burden);
        out->text(planned);
        out->text(offer.kind == "司法处置" ? "钱塘区人民法院(虚构)" : book.office(s));
        out->text(offer.kind == "可租" ? "报价为年租金" : offer.note.starts_with("连片") ? offer.note : "虚构数据");
        out->end_row();
    }
    out->close();
    for (const auto& [kind, n] : kinds) book.truth["supply"][kind] = n;
}

}  // namespace mulens::sample
