// Parks (小微园, 标准厂房, 工业综合体) on plots that stand in more than one storey, and their units, floor by floor:
// what is empty, how high, how strong. One unit, and no other, meets the planted wish for floor.
#include "geom/units.hpp"
#include "sample/planning/book.hpp"
#include "sample/tables.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace mulens::sample {
namespace {

constexpr double wish_m2 = 10000, wish_height = 8;

struct Unit {
    std::size_t site = 0;
    std::string park, id, building;
    int floor = 1, height_dm = 45;
    double area_m2 = 0, vacant_m2 = 0;
};

bool multi_storey(const Site& s) {
    return s.untouched && s.use == Use::industry && s.halls.size() >= 2 &&
           std::count_if(s.halls.begin(), s.halls.end(), [](const Storeys& h) { return h.floors >= 2; }) >= 2;
}

class Parks {
  public:
    Parks(Book& book, const std::string& folder)
        : book_(book), out_(csv_writer(folder + "/parks.csv", CsvStyle::utf8_bom)) {
        out_->header({"园区编号", "园区名称", "园区类型", "宗地代码", "运营单位", "联系单位", "备注"});
    }
    void add(std::size_t site, const char* kind) {
        const Site& s = book_.site(site);
        const std::string id = fmt::format("YQ{:03d}", ++count_);
        out_->text(id);
        out_->text(s.platform + fmt::format("{}号{}", count_, kind));
        out_->text(kind);
        out_->text(s.id);
        out_->text(kind == std::string("工业综合体") ? "钱塘产业运营公司(虚构)" : s.owner);
        out_->text(book_.office(s));
        out_->text("虚构数据");
        out_->end_row();
        rooms(site, id);
    }
    void close() { out_->close(); }
    [[nodiscard]] int count() const { return count_; }
    std::vector<Unit> units;

  private:
    void rooms(std::size_t site, const std::string& park) {
        const Site& s = book_.site(site);
        Rng rng(book_.layout.seed, {240, site});
        const double empty = s.vacancy_percent >= 0 ? s.vacancy_percent / 100.0 : rng.chance(0.5) ? 0.12 : 0.0;
        for (std::size_t h = 0; h < s.halls.size(); ++h) {
            const Storeys& hall = s.halls[h];
            const bool tall = hall.floors == 1 ? hall.storey_dm >= 80 : rng.chance(0.3);
            for (int f = 1; f <= hall.floors; ++f) {
                const int rooms = hall.footprint_m2 > 2400 && hall.footprint_m2 < 9000 ? 2 : 1;
                for (int r = 1; r <= rooms; ++r) {
                    Unit u;
                    u.site = site;
                    u.park = park;
                    u.building = fmt::format("{}幢", h + 1);
                    u.id = fmt::format("{}-{}-{}{:02d}", park, h + 1, f, r);
                    u.floor = f;
                    u.area_m2 = rounded2(hall.footprint_m2 / rooms);
                    u.height_dm =
                        f == 1 ? (tall ? std::max(80, hall.storey_dm) + rng.below(8) : std::max(60, hall.storey_dm))
                               : 42 + rng.below(9);
                    const double share = rng.chance(empty * 1.4) ? (rng.chance(0.6) ? 1.0 : 0.5) : 0.0;
                    u.vacant_m2 = rounded2(u.area_m2 * share);
                    if (u.height_dm >= 80 && u.vacant_m2 > 0.85 * wish_m2) u.vacant_m2 = rounded2(0.4 * u.area_m2);
                    units.push_back(u);
                }
            }
        }
    }

    Book& book_;
    std::unique_ptr<TableWriter> out_;
    int count_ = 0;
};

/// The largest ground floor becomes the one that is empty, high and large enough.
void plant_floor(Book& book, std::vector<Unit>& units) {
    Unit* best = nullptr;
    for (Unit& u : units)
        if (u.floor == 1 && (best == nullptr || u.area_m2 > best->area_m2)) best = &u;
    if (best == nullptr) return;
    // Where no hall is that large the wish is smaller; nothing else that high may be as large.
    const double least = std::min(wish_m2, std::max(500.0, 100 * std::floor(0.95 * best->area_m2 / 100)));
    for (Unit& u : units)
        if (&u != best && u.height_dm >= 80 && u.vacant_m2 > 0.8 * least) u.vacant_m2 = rounded2(0.4 * least);
    best->vacant_m2 = best->area_m2;
    best->height_dm = 82;
    book.truth["floor"] = {{"building_m2", least},
                           {"storey_height_m", wish_height},
                           {"unit_id", best->id},
                           {"parcel_id", book.site(best->site).id},
                           {"vacant_m2", best->vacant_m2}};
}

}  // namespace

void write_parks(Book& book, const std::string& folder) {
    Parks parks(book, folder);
    const int wanted[] = {book.count(26), book.count(16), book.count(12)};
    int made[] = {0, 0, 0};
    std::vector<std::size_t> order = book.shuffled(4);
    // First of all the plot with the largest hall: somebody looks for ten thousand square metres on one floor.
    const auto largest = [&](std::size_t i) {
        const Site& s = book.site(i);
        double most = 0;
        if (multi_storey(s) && book.free(i) && s.sole)
            for (const Storeys& h : s.halls) most = std::max(most, h.footprint_m2);
        return most;
    };
    std::iter_swap(order.begin(), std::max_element(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
                       return largest(a) < largest(b);
                   }));
    for (const std::size_t i : order) {
        const Site& s = book.site(i);
        if (!multi_storey(s) || (!book.free(i) && !s.park)) continue;
        const int floors = std::max_element(s.halls.begin(), s.halls.end(), [](const Storeys& a, const Storeys& b) {
                               return a.floors < b.floors;
                           })->floors;
        const int kind = s.park ? 0 : floors >= 4 && s.mu > 20 ? 2 : s.sole ? 1 : -1;
        if (kind < 0 || made[kind] >= wanted[kind]) continue;
        ++made[kind];
        parks.add(i, kind == 0 ? "小微园" : kind == 1 ? "标准厂房" : "工业综合体");
        if (kind != 0) book.take(i);
    }
    parks.close();
    plant_floor(book, parks.units);
    const auto out = csv_writer(folder + "/units.csv", CsvStyle::utf8_bom);
    out->header({"单元编号", "宗地代码", "园区编号", "楼幢", "楼层", "单元面积(m²)", "空置面积(m²)", "层高(米)",
                 "楼面荷载", "配电容量", "租金", "可入驻日期", "联系单位", "备注"});
    double vacant = 0;
    for (std::size_t n = 0; n < parks.units.size(); ++n) {
        const Unit& u = parks.units[n];
        Rng rng(book.layout.seed, {241, n});
        vacant += u.vacant_m2;
        out->text(u.id);
        out->text(book.site(u.site).id);
        out->text(u.park);
        out->text(u.building);
        out->number(u.floor, 0);
        out->number(hundredths(u.area_m2), 2);
        out->number(hundredths(u.vacant_m2), 2);
        out->number(u.height_dm, 1);
        out->number(u.floor == 1 ? 15 + 5 * rng.below(4) : 5 + rng.below(6), 0);
        out->number(100 * (2 + rng.below(14)), 0);
        out->number((u.floor == 1 ? 220 : 160) + 10 * rng.below(9), 1);
        out->text(u.vacant_m2 > 0 ? fmt::format("2025-{:02d}-01", 1 + rng.below(6)) : "");
        out->text(book.office(book.site(u.site)));
        out->text("虚构数据");
        out->end_row();
    }
    out->close();
    book.truth["parks"] = {{"parks", parks.count()}, {"units", parks.units.size()}, {"vacant_m2", rounded2(vacant)}};
}

}  // namespace mulens::sample
