#include "oracle/sample_money.hpp"

#include "support/csv.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>

namespace oracle {
namespace {

struct Firm {
    std::string id, credit_code, parcel_code;
    double lon = none, lat = none;
    std::map<std::string, std::int64_t> fen;
    bool counts = true;
};

/// Claims of one firm on one parcel.
struct Claim {
    std::size_t firm;
    double share = none, floor = none;
    bool by_point = false;
    double weight = 0;
    std::int64_t land_nano = 0;  ///< m² · 1e-9 (method §2.8)
};

std::vector<Firm> read_firms(const std::string& path) {
    const Source source(path);
    const auto* fields = source.layer->GetLayerDefn();
    const auto at = [&](const char* name) {
        const int field = fields->GetFieldIndex(name);
        if (field < 0) throw std::runtime_error(path + " has no column " + name);
        return field;
    };
    const std::map<std::string, int> money{{"tax_paid", at("入库税收(万元)")},
                                           {"tax_exempt_credit", at("免抵调(万元)")},
                                           {"tax_refund", at("留抵退税(万元)")},
                                           {"tax_audit", at("查补税款(万元)")},
                                           {"tax_land_oneoff", at("一次性土地税(万元)")},
                                           {"output", at("工业总产值(万元)")},
                                           {"value_added", at("工业增加值(万元)")},
                                           {"revenue", at("营业收入(万元)")}};
    std::vector<Firm> firms;
    std::set<std::string> seen;
    for (auto& feature : *source.layer) {
        Firm f;
        f.id = feature->GetFieldAsString(at("企业编号"));
        f.credit_code = feature->GetFieldAsString(at("统一社会信用代码"));
        f.parcel_code = feature->GetFieldAsString(at("宗地代码"));
        if (feature->IsFieldSetAndNotNull(at("经度"))) {
            f.lon = feature->GetFieldAsDouble(at("经度"));
            f.lat = feature->GetFieldAsDouble(at("纬度"));
        }
        for (const auto& [name, field] : money)
            if (feature->IsFieldSetAndNotNull(field))
                f.fen[name] = std::llround(feature->GetFieldAsDouble(field) * 1e6);
        const std::string place = feature->GetFieldAsString(at("纳税地"));
        const bool here =
            place.empty() || place.find("钱塘") != std::string::npos || place.find("330114") != std::string::npos;
        if (here && f.fen.contains("tax_paid"))
            f.fen["tax"] = f.fen["tax_paid"] + f.fen["tax_exempt_credit"] + f.fen["tax_refund"] - f.fen["tax_audit"] -
                           f.fen["tax_land_oneoff"];
        const std::string key = f.id.empty() ? f.credit_code : f.id;
        f.counts = key.empty() || seen.insert(key).second;
        firms.push_back(std::move(f));
    }
    return firms;
}

/// `total` in proportion to the weights, the largest remainders rounded up, ties in the order given.
std::vector<std::int64_t> split(std::int64_t total, const std::vector<long double>& weights) {
    const long double sum = std::accumulate(weights.begin(), weights.end(), 0.0L);
    std::vector<std::int64_t> parts(weights.size(), 0);
    if (sum <= 0) return parts;
    const std::int64_t sign = total < 0 ? -1 : 1;
    std::vector<std::pair<long double, std::size_t>> rest;
    std::int64_t left = total * sign;
    for (std::size_t i = 0; i < weights.size(); ++i) {
        const long double exact = static_cast<long double>(total * sign) * weights[i] / sum;
        parts[i] = static_cast<std::int64_t>(std::floor(exact));
        left -= parts[i];
        rest.emplace_back(static_cast<long double>(parts[i]) - exact, i);
    }
    std::stable_sort(rest.begin(), rest.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    for (std::int64_t i = 0; i < left; ++i) ++parts[rest[static_cast<std::size_t>(i)].second];
    for (auto& part : parts) part *= sign;
    return parts;
}

class Allocation {
  public:
    Allocation(const std::string& folder, const Land& land)
        : land_(land), firms_(read_firms(folder + "/enterprises_2024.xlsx")), claims_(land.parcels.size()) {
        for (std::size_t p = 0; p < land.parcels.size(); ++p) {
            if (!land.parcels[p].code.empty()) of_code_[land.parcels[p].code].push_back(p);
            if (!land.parcels[p].credit_code.empty()) of_credit_[land.parcels[p].credit_code].push_back(p);
        }
        by_links(folder + "/links.csv");
        by_the_rest();
    }

    std::vector<Money> run() {
        std::vector<Money> out(claims_.size());
        std::map<std::size_t, std::vector<std::pair<std::size_t, std::size_t>>> of_firm;  // firm → (parcel, claim)
        for (std::size_t p = 0; p < claims_.size(); ++p) {
            weigh(p, out[p]);
            for (std::size_t c = 0; c < claims_[p].size(); ++c) of_firm[claims_[p][c].firm].emplace_back(p, c);
        }
        for (auto& [firm, places] : of_firm) {
            std::sort(places.begin(), places.end(), [&](const auto& a, const auto& b) {
                return land_.parcels[a.first].id < land_.parcels[b.first].id;
            });
            std::vector<long double> land;
            for (const auto& [p, c] : places) land.push_back(static_cast<long double>(claims_[p][c].land_nano));
            const bool no_tax = !firms_[firm].fen.contains("tax");
            for (const auto& [p, c] : places) out[p].tax_missing += no_tax ? 1 : 0;
            for (const auto& [column, fen] : firms_[firm].fen) {
                const auto parts = split(fen, land);
                for (std::size_t i = 0; i < places.size(); ++i)
                    if (land[i] > 0) out[places[i].first].fen[column] += parts[i];
            }
        }
        return out;
    }

  private:
    void claim(std::size_t firm, std::size_t p, double share, double floor, bool by_point = false) {
        matched_.insert(firm);
        auto& claims = claims_[p];
        auto at = std::find_if(claims.begin(), claims.end(), [&](const Claim& c) { return c.firm == firm; });
        if (at == claims.end()) {
            claims.push_back({firm, share, floor, by_point});
            return;
        }
        at->share += share;
        at->floor += floor;
    }

    /// A code that stands on several plots means all of them; floor goes by area.
    void claim_code(std::size_t firm, const std::string& code, double share, double floor) {
        const auto& parts = of_code_[code];
        double area = 0;
        for (const std::size_t p : parts) area += land_.parcels[p].basis_m2;
        for (const std::size_t p : parts)
            claim(firm, p, share, parts.size() > 1 ? floor * (land_.parcels[p].basis_m2 / area) : floor);
    }

    void by_links(const std::string& path) {
        std::map<std::string, std::size_t> firm_of;
        for (std::size_t f = 0; f < firms_.size(); ++f)
            if (firms_[f].counts && !firms_[f].id.empty()) firm_of.try_emplace(firms_[f].id, f);
        const test_support::Csv links(path);
        for (std::size_t i = 0; i < links.size(); ++i) {
            const std::string from = links.text(i, "开始日期"), to = links.text(i, "结束日期");
            if ((!from.empty() && from > "2024-12-31") || (!to.empty() && to < "2024-01-01")) continue;
            const auto firm = firm_of.find(links.text(i, "企业编号"));
            const std::string& code = links.text(i, "宗地代码");
            if (firm == firm_of.end() || !of_code_.contains(code)) continue;
            claim_code(firm->second, code, links.number(i, "占比"), links.number(i, "建筑面积(m²)"));
        }
    }

    void by_the_rest() {
        const Cells cells(land_.parcels);
        const auto transform = to_working(4490);
        for (std::size_t f = 0; f < firms_.size(); ++f) {
            const Firm& firm = firms_[f];
            if (!firm.counts || matched_.contains(f)) continue;
            if (!firm.parcel_code.empty() && of_code_.contains(firm.parcel_code)) {
                claim_code(f, firm.parcel_code, none, none);
            } else if (!firm.credit_code.empty() && of_credit_.contains(firm.credit_code)) {
                for (const std::size_t p : of_credit_[firm.credit_code]) claim(f, p, none, none);
            } else if (!std::isnan(firm.lon)) {
                OGRPoint point(firm.lon, firm.lat);
                point.transform(transform.get());
                OGREnvelope box;
                point.getEnvelope(&box);
                for (const std::size_t p : cells.near(box)) {
                    if (!land_.parcels[p].shape->Intersects(&point)) continue;
                    claim(f, p, none, none, true);
                    break;
                }
            }
        }
    }

    /// method §3.2: link shares if all have one, else floor area, else equal; land in proportion.
    void weigh(std::size_t p, Money& out) {
        auto& claims = claims_[p];
        out.enterprises = static_cast<int>(claims.size());
        if (claims.empty()) return;
        const auto sum = [&](double Claim::*member) {
            double all = 0;
            for (const Claim& c : claims) all += c.*member;  // NaN where one has none
            return all;
        };
        double Claim::*by = nullptr;
        if (std::all_of(claims.begin(), claims.end(), [](const Claim& c) { return c.by_point; }))
            out.source = "point";
        else if (claims.size() == 1)
            out.source = "single";
        else if (sum(&Claim::share) > 0)
            by = &Claim::share, out.source = "link_share";
        else if (sum(&Claim::floor) > 0)
            by = &Claim::floor, out.source = "floor";
        else
            out.source = "equal";
        std::vector<long double> weights;
        for (const Claim& c : claims) weights.push_back(by == nullptr ? 1 : c.*by);
        const double basis = land_.parcels[p].shape ? land_.parcels[p].basis_m2 : 0;
        const auto land = split(std::llround(basis * 1e9), weights);
        for (std::size_t i = 0; i < claims.size(); ++i) claims[i].land_nano = land[i];
    }

    const Land& land_;
    std::vector<Firm> firms_;
    std::vector<std::vector<Claim>> claims_;  // by parcel
    std::map<std::string, std::vector<std::size_t>> of_code_, of_credit_;
    std::set<std::size_t> matched_;
};

}  // namespace

std::vector<Money> allocate(const std::string& folder, const Land& land) { return Allocation(folder, land).run(); }

}  // namespace oracle
