// The campaign of 2022 (整治 247 宗) and the batch that runs in 2024, stage by stage.
#include "base/date.hpp"
#include "sample/names.hpp"
#include "sample/planning/book.hpp"
#include "sample/tables.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

namespace mulens::sample {
namespace {

using Day = std::int32_t;
constexpr std::array<const char*, 9> stages{"摸排", "认定",      "洽谈",        "丈量评估", "签约",
                                            "腾空", "拆除/改造", "再供地/投产", "销号"};
/// Days from the stage before: least and most.
constexpr std::array<std::array<int, 2>, 9> pace{
    {{0, 0}, {15, 60}, {10, 40}, {15, 45}, {10, 35}, {20, 80}, {25, 75}, {20, 70}, {10, 40}}};

Day day(int year, unsigned month, unsigned d) { return static_cast<Day>(day_number(make_date(year, month, d))); }
std::string text(Day d) { return to_iso(from_day_number(d)); }

struct Treatment {
    std::size_t site = 0;
    std::string mode;
    double money = 0;  ///< 万元, agreed at 签约
};

bool passes(const std::string& mode, std::size_t stage) {
    if (mode == "自主改造" || mode == "兼并重组") return stage != 3 && stage != 5;  // nobody measures, nobody leaves
    return true;
}

double money_for(const std::string& mode, const Site& s, Rng& rng) {
    const double per_mu = mode == "回购"       ? rng.between(62, 95)
                          : mode == "收储"     ? rng.between(55, 84)
                          : mode == "回租"     ? rng.between(14, 24)
                          : mode == "自主改造" ? rng.between(2, 6)
                                               : rng.between(0, 3);
    return rounded2(per_mu * s.mu);
}

class Writer {
  public:
    Writer(Book& book, const std::string& folder)
        : book_(book), out_(csv_writer(folder + "/stages.csv", CsvStyle::utf8_bom)) {
        out_->header({"宗地代码", "环节", "完成日期", "面积(亩)", "金额(万元)", "整治方式", "责任单位", "责任人",
                      "任务年度", "备注"});
    }

    /// The campaign: everything is closed within 2022.
    void closed(const Treatment& t, Rng& rng) {
        std::array<Day, 9> when{};
        Day at = day(2022, 7, 1) + rng.below(183);
        for (std::size_t s = stages.size(); s-- > 0;) {
            if (!passes(t.mode, s)) continue;
            when[s] = at;
            const bool rebuilt = s == 6 && !passes(t.mode, 5);  // building goes on while the firm stays
            at -= rebuilt ? 60 + rng.below(100) : pace[s][0] + rng.below(pace[s][1] - pace[s][0] + 1);
        }
        const std::string office = book_.site(t.site).street + "办事处", person = somebody(rng);
        for (std::size_t s = 0; s < stages.size(); ++s)
            if (passes(t.mode, s)) row(t, s, when[s], office, person, 2022);
    }

    /// The running batch: what it reached last, most plots not long ago, some stuck. Returns that stage and day.
    std::pair<std::size_t, Day> running(const Treatment& t, std::size_t wanted, Rng& rng) {
        std::size_t last = wanted;
        while (!passes(t.mode, last)) --last;
        std::array<Day, 9> when{};
        Day at = day(2024, 12, 31) - (rng.chance(0.3) ? 70 + rng.below(150) : 3 + rng.below(45));
        for (std::size_t s = last + 1; s-- > 0;) {
            if (!passes(t.mode, s)) continue;
            when[s] = at;
            at -= pace[s][0] + rng.below(pace[s][1] - pace[s][0] + 1);
        }
        const std::string office = book_.site(t.site).street + "办事处", person = somebody(rng);
        for (std::size_t s = 0; s <= last; ++s)
            if (passes(t.mode, s)) row(t, s, when[s], office, person, 2024);
        return {last, when[last]};
    }

    void close() { out_->close(); }

  private:
    void row(const Treatment& t, std::size_t stage, Day when, const std::string& office, const std::string& person,
             int year) {
        const Site& s = book_.site(t.site);
        out_->text(s.id);
        out_->text(stages[stage]);
        out_->text(text(when));
        out_->number(hundredths(s.mu), 2);
        stage == 4 ? out_->number(hundredths(t.money), 2) : out_->blank();
        out_->text(t.mode);
        out_->text(office);
        out_->text(person);
        out_->number(year, 0);
        out_->text("虚构数据");
        out_->end_row();
    }

    Book& book_;
    std::unique_ptr<TableWriter> out_;
};

/// Whom the campaign treats: plots whose firm came in 2022 (bought or reserved and granted again), and small payers of
/// 2021 that did better later (upgraded, let again, merged). Chosen by the figures laid out.
std::vector<Treatment> campaign(Book& book) {
    const int wanted = book.count(247);
    std::vector<Treatment> out;
    Rng rng = book.rng(1);
    const auto order = book.shuffled(1);
    for (const std::size_t i : order) {
        const Site& s = book.site(i);
        if (static_cast<int>(out.size()) >= wanted * 3 / 10) break;
        if (!book.free(i) || s.use != Use::industry || s.park || s.since != 2022 || s.mu < 14 || s.plainly_low())
            continue;
        out.push_back({i, rng.chance(0.55) ? "收储" : "回购", 0});
    }
    // Large plots rather than small ones: 247 of them come to more than 10,000 亩.
    std::vector<std::pair<double, std::size_t>> pool;
    for (const std::size_t i : order) {
        const Site& s = book.site(i);
        if (!book.free(i) || s.use != Use::industry || !s.sole || s.away || s.since != first_year || s.mu < 16)
            continue;
        if (s.stopped_since != 0 || s.vacancy_percent >= 50) continue;
        if (s.tax_per_mu(2021) > (s.above_scale ? 22 : 4.5) || s.tax_per_mu(2024) < 1.04 * s.tax_per_mu(2021)) continue;
        pool.emplace_back(-std::pow(s.mu, 0.2) * rng.between(0.5, 1.5), i);
    }
    std::sort(pool.begin(), pool.end());
    for (const auto& [key, i] : pool) {
        if (static_cast<int>(out.size()) >= wanted) break;
        const double u = rng.unit();
        out.push_back({i, u < 0.55 ? "自主改造" : u < 0.8 ? "回租" : "兼并重组", 0});
    }
    for (Treatment& t : out) {
        t.money = money_for(t.mode, book.site(t.site), rng);
        book.take(t.site);
        if (t.mode == "收储" || t.mode == "回购")
            book.earlier_owner.emplace_back(t.site, firm_name(900000000ULL + t.site, "机械"));
    }
    std::sort(out.begin(), out.end(), [](const Treatment& a, const Treatment& b) { return a.site < b.site; });
    return out;
}

/// What runs in 2024: the groups meant for buying, and plots that stand still.
std::vector<Treatment> batch(Book& book) {
    const int wanted = book.count(64);
    std::vector<Treatment> out;
    Rng rng = book.rng(2);
    for (const Offer& offer : book.offers)
        if (offer.kind == "意向收储") out.push_back({offer.site, rng.chance(0.6) ? "收储" : "回购", 0});
    for (const std::size_t i : book.shuffled(2)) {
        const Site& s = book.site(i);
        if (static_cast<int>(out.size()) >= wanted) break;
        if (!book.free(i) || s.use != Use::industry || s.vacant || !s.plainly_low() || s.mu < 8) continue;
        const double u = rng.unit();
        out.push_back({i, u < 0.35 ? "自主改造" : u < 0.6 ? "回租" : u < 0.8 ? "回购" : "收储", 0});
        book.take(i);
    }
    for (Treatment& t : out) t.money = money_for(t.mode, book.site(t.site), rng);
    return out;
}

nlohmann::ordered_json told(const Book& book, const std::vector<Treatment>& all) {
    struct Sum {
        int plots = 0;
        double mu = 0, money = 0;
    };
    std::map<std::string, Sum> modes;
    Sum total;
    double sole_mu = 0;
    std::array<double, year_count> tax{};
    auto ids = nlohmann::ordered_json::array();
    for (const Treatment& t : all) {
        const Site& s = book.site(t.site);
        ids.push_back(s.id);
        for (Sum* sum : {&total, &modes[t.mode]}) {
            ++sum->plots;
            sum->mu += rounded2(s.mu);
            sum->money += t.money;
        }
        if (s.since != first_year) continue;
        sole_mu += s.mu;
        for (std::size_t y = 0; y < tax.size(); ++y) tax[y] += s.tax[y];
    }
    const auto sum_json = [](const Sum& s) {
        return nlohmann::ordered_json{{"plots", s.plots}, {"mu", rounded2(s.mu)}, {"money_wan", rounded2(s.money)}};
    };
    nlohmann::ordered_json out = sum_json(total);
    for (const auto& [mode, sum] : modes) out["modes"][mode] = sum_json(sum);
    out["stayed"]["mu"] = rounded2(sole_mu);
    for (std::size_t y = 0; y < tax.size(); ++y)
        out["stayed"]["tax_wan"][std::to_string(first_year + static_cast<int>(y))] = rounded2(tax[y]);
    out["parcels"] = ids;
    return out;
}

}  // namespace

void write_stages(Book& book, const std::string& folder) {
    const std::vector<Treatment> done = campaign(book), open = batch(book);
    Writer writer(book, folder);
    Rng rng = book.rng(3);
    for (const Treatment& t : done) writer.closed(t, rng);
    book.truth["campaign_2022"] = told(book, done);
    auto now = nlohmann::ordered_json::array();
    for (std::size_t i = 0; i < open.size(); ++i) {
        // Groups that are still meant for buying have not come as far as 签约.
        const bool meant = std::any_of(book.offers.begin(), book.offers.end(),
                                       [&](const Offer& o) { return o.site == open[i].site && o.kind == "意向收储"; });
        const auto [stage, when] = writer.running(open[i], i % (meant ? 4 : stages.size()), rng);
        now.push_back({{"parcel_id", book.site(open[i].site).id},
                       {"stage", stages[stage]},
                       {"since", text(when)},
                       {"days", day(2024, 12, 31) - when},
                       {"mu", rounded2(book.site(open[i].site).mu)},
                       {"mode", open[i].mode}});
    }
    book.truth["batch_2024"] = now;
    writer.close();
}

}  // namespace mulens::sample
