// A small made-up result set and a folder that goes away, for the tests of the writers.
#pragma once

#include "write/result_set.hpp"

#include <fmt/format.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>

namespace mulens::write::fixture {

namespace fs = std::filesystem;

class TempFolder {
  public:
    TempFolder() {
        std::string name = (fs::temp_directory_path() / "mulens-test-XXXXXX").string();
        path_ = ::mkdtemp(name.data());
    }
    ~TempFolder() {
        if (std::getenv("MULENS_KEEP_TEST_FILES") != nullptr) return;  // to look at them
        std::error_code ignored;
        fs::remove_all(path_, ignored);
    }
    TempFolder(const TempFolder&) = delete;
    TempFolder& operator=(const TempFolder&) = delete;
    [[nodiscard]] std::string operator/(const std::string& name) const { return (path_ / name).string(); }
    [[nodiscard]] const fs::path& path() const { return path_; }

  private:
    fs::path path_;
};

inline std::string bytes_of(const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

inline table::Column text(const std::vector<std::string>& values) { return table::Column::texts(values); }
inline table::Column number(std::vector<double> values, table::Kind kind = table::Kind::number) {
    return table::Column::numbers(std::move(values), kind);
}

/// `rows` irregular plots in EPSG:4549 with every kind of column, blanks, Chinese, quotes; the last row has no
/// geometry.
inline ResultSet results(Row rows = 12) {
    using table::none;
    ResultSet r;
    r.project = "钱塘示例";
    r.year = 2024;
    r.as_of = make_date(2024, 12, 31);
    r.crs = "EPSG:4549";
    r.made_up = true;
    r.scheme = {"demo", "示例评价办法", "demo.toml", std::string(64, 'a'), "示例,不是法规", "demo", "2024", "", "", "",
                ""};
    std::mt19937_64 random(11);
    std::uniform_real_distribution<double> unit(0, 1);
    const std::string platforms[] = {"医药港小镇", "江东智造园", ""};
    std::vector<std::string> id, platform, owner, reasons, reasons_text, grade, idle, status, scope;
    std::vector<double> area, mu, tax, per_mu, shortfall, far, density, count, low, stopped;
    for (Row i = 0; i < rows; ++i) {
        id.push_back(fmt::format("0330114{}", 100000 + i));
        platform.push_back(platforms[i % 3]);
        owner.push_back(i % 4 == 3 ? "" : fmt::format("杭州\"示例\",第{}有限公司", i));
        const bool is_low = i % 3 == 1;
        low.push_back(i % 7 == 6 ? none : is_low);
        reasons.push_back(is_low ? "tax;far" : "");
        reasons_text.push_back(is_low ? "亩均税收 3.14159 万元/亩,低于 6 万元/亩\n容积率偏低" : "");
        grade.push_back(i % 5 == 4 ? "not_evaluated" : std::string(1, static_cast<char>('A' + i % 4)));
        idle.push_back(i % 6 == 5 ? "not_started_1y" : i % 6 == 2 ? "due_soon" : "none");
        status.push_back("疑似");
        scope.push_back(i % 8 == 7 ? "out" : "in");
        area.push_back(10000 * (1 + unit(random)));
        mu.push_back(area.back() * 15 / 10000);
        tax.push_back(i % 5 == 4 ? none : 700 * unit(random) + 0.123456789);
        per_mu.push_back(tax.back() / mu.back());
        shortfall.push_back(is_low ? unit(random) : none);
        far.push_back(unit(random));
        density.push_back(unit(random));
        count.push_back(i % 5);
        stopped.push_back(i % 3 == 0 ? day_number(make_date(2023, 2, 28)) + i : none);
        if (i + 1 == rows) {
            r.geometry.add_empty();
            continue;
        }
        const double x = 535000.123 + 230.7 * (i % 40), y = 3350000.456 + 190.3 * (i / 40);
        const double w = 150 + 40 * unit(random), h = 120 + 30 * unit(random), skew = 20 * unit(random);
        const double shell[] = {x, y, x + skew, y + h, x + w, y + h + skew, x + w - skew, y, x, y};  // clockwise
        r.geometry.add_points(shell);
        r.geometry.end_ring();
        if (i % 4 == 1) {
            const double hole[] = {x + 40, y + 30, x + 70, y + 30, x + 70, y + 60, x + 40, y + 60, x + 40, y + 30};
            r.geometry.add_points(hole);
            r.geometry.end_ring();
        }
        r.geometry.end_polygon();
        if (i % 4 == 2) {
            const double part[] = {x, y + 160, x + 20, y + 160, x + 20, y + 180, x, y + 160};
            r.geometry.add_points(part);
            r.geometry.end_ring();
            r.geometry.end_polygon();
        }
        r.geometry.end_feature();
    }
    auto& p = r.parcels;
    p.set("parcel_id", text(id));
    p.set("tax_per_mu", number(per_mu));  // not in catalogue order on purpose
    p.set("platform", text(platform));
    p.set("street", text(std::vector<std::string>(rows, "下沙街道")));
    p.set("scope", text(scope));
    p.set("owner", text(owner));
    p.set("area_m2", number(area));
    p.set("area_mu", number(mu));
    p.set("area_basis_mu", number(mu));
    p.set("far", number(far));
    p.set("building_density", number(density));
    p.set("enterprise_count", number(count));
    p.set("tax", number(tax));
    p.set("grade", text(grade));
    p.set("low_efficiency", number(low, table::Kind::boolean));
    p.set("reasons", text(reasons));
    p.set("reasons_text", text(reasons_text));
    p.set("shortfall", number(shortfall));
    p.set("idle_status", text(idle));
    p.set("stopped_since", number(stopped, table::Kind::date));
    p.set("review_status", text(status));

    auto& e = r.enterprises;
    e.set("credit_code", text({"91330100MA2AXXXX0A", "91330100MA2AXXXX1B"}));
    e.set("name", text({"杭州示例一有限公司", "杭州示例二有限公司"}));
    e.set("tax", number({123.456789, 987.654321}));
    e.set("grade", text({"A", "D"}));
    r.ledger.set("credit_code", text({"91330100MA2AXXXX0A", "91330100MA2AXXXX1B"}));
    r.ledger.set("parcel_id", text({id[0], id[1]}));
    r.ledger.set("share", number({1, 0.5}));
    r.ledger.set("tax", number({123.456789, 900}));
    r.residuals.set("credit_code", text({"91330100MA2AXXXX1B"}));
    r.residuals.set("residual_reason", text({"无宗地"}));
    r.residuals.set("tax", number({87.654321}));

    std::vector<std::string> idle_id, idle_status;
    for (Row i = 0; i < rows; ++i)
        if (idle[i] != "none") idle_id.push_back(id[i]), idle_status.push_back(idle[i]);
    const std::size_t n = idle_id.size();
    r.idle.set("parcel_id", text(idle_id));
    r.idle.set("idle_status", text(idle_status));
    r.idle.set("agreed_start", number(std::vector<double>(n, day_number(make_date(2023, 6, 30))), table::Kind::date));
    r.idle.set("idle_from", number(std::vector<double>(n, day_number(make_date(2024, 6, 30))), table::Kind::date));
    r.idle.set("idle_fee", number(std::vector<double>(n, 246.813579)));
    r.idle.set("next_deadline", number(std::vector<double>(n, day_number(make_date(2025, 6, 30))), table::Kind::date));
    r.idle.set("next_deadline_kind", text(std::vector<std::string>(n, "满2年")));

    r.platforms.set("platform", text({"江东智造园", "医药港小镇", ""}));
    r.platforms.set("parcel_count", number({4, 4, 4}));
    r.platforms.set("enterprise_count", number({9, 2, 8}));
    r.platforms.set("scope_mu", number({100.5, 90.25, 80}));
    r.platforms.set("tax", number({1111.5, 2222.25, 3333}));
    r.platforms.set("tax_per_mu_scope", number({1111.5 / 100.5, 2222.25 / 90.25, 3333.0 / 80}));
    r.platforms_overlap = r.platforms;
    r.district.set("platform", text({"全区"}));
    r.district.set("parcel_count", number({12}));
    r.district.set("enterprise_count", number({19}));
    r.district.set("scope_mu", number({270.75}));
    r.district.set("tax", number({6666.75}));
    r.district.set("tax_per_mu_scope", number({6666.75 / 270.75}));
    r.streets.set("street", text({"下沙街道"}));
    r.streets.set("enterprise_count", number({19}));
    r.streets.set("tax", number({6666.75}));
    r.industries.set("industry", text({"C36 汽车制造业"}));
    r.industries.set("enterprise_count", number({19}));
    r.industries.set("tax", number({6666.75}));
    r.balances = {{"overlay_platforms", "宗地×平台", "m²", {{"in", 100}, {"outside", none}}, true},
                  {"money_tax", "评价税收", "分", {{"in", 111111110000}, {"residual", 0}}, true}};
    r.gates = {{"lost_area_share", 0, 1e-6, true}};
    Finding finding;
    finding.code = "blank_tax";
    finding.layer = "enterprises";
    finding.file = "台账.csv";
    finding.row = 3;
    finding.subject = "91330100MA2AXXXX0A";
    finding.message = "税收为空, 123.456789";
    r.findings = {finding};
    r.assumptions = {"金额按万元"};
    r.cross_checks = {{"land_without_firm", "有地无企", {{id[0], "甲公司", "医药港小镇", 10, none, none, ""}}, 0}};
    r.cut_scores = {{"规上", "A", 76.4, "A ≥ 76.4 分(企业前20%)"}};
    r.reconciliation = {{"parcels", "rows_in", "", rows, 270.75, 6666.75, {}},
                        {"parcels", "ungraded:no_cut_published", "", 1, 20, none, {}}};
    r.decisions.set("key", text({id[1]}));
    r.decisions.set("person", text({"张三"}));
    table::SourceInfo source;
    source.role = "parcels";
    source.path = "parcels/1.shp";
    source.sha256 = std::string(64, 'b');
    r.sources = {source};
    return r;
}

}  // namespace mulens::write::fixture
