#include "fake_view.hpp"

#include <cmath>
#include <limits>

namespace mulens::test {
namespace {

const char* const platform_names[] = {"杭州钱塘芯谷", "杭州医药港小镇", "临江高科园", "前进智造园", "大创小镇",
                                      "江东新材料园", "综合保税区",     "钱塘新区",   "大江东"};

void add_legend(FakeData& d) {
    d.legend.title = "地块效益等级(测算)";
    d.legend.note = "分档线取自企业排名 20/60/95 %";
    const struct {
        const char *code, *label;
        char grade;
        std::uint64_t plots;
    } rows[] = {{"A", "A ≥ 76.4 分", 'A', 902}, {"B", "B ≥ 58.1 分", 'B', 1688}, {"C", "C ≥ 33.0 分", 'C', 1471},
                {"D", "D < 33.0 分", 'D', 294}, {"n", "未评价", 'n', 311},       {"out", "不纳入评价", ' ', 346}};
    for (const auto& row : rows) {
        app::LegendRow out;
        out.code = row.code;
        out.label = row.label;
        out.colour = style::grade_colour(row.grade);
        out.count = row.plots;
        out.area_mu = static_cast<double>(row.plots) * 12.2;
        d.legend.rows.push_back(out);
    }
    app::LegendRow low;
    low.code = "low";
    low.label = "疑似低效";
    low.colour = style::low_colour();
    low.outline = true;
    low.count = 318;
    low.area_mu = 13204;
    app::LegendRow idle = low;
    idle.code = "idle";
    idle.label = "疑似闲置";
    idle.colour = style::idle_colour();
    idle.dashed = true;
    idle.count = 46;
    idle.area_mu = 2118;
    d.legend.highlights = {low, idle};
}

void add_table(FakeData& d, Row rows) {
    d.table.columns = {{"parcel_id", "宗地代码", "", false, 176},
                       {"platform", "归口平台", "", false, 118},
                       {"area_basis_mu", "计算用面积", "亩", true, 84},
                       {"tax_per_mu", "亩均税收", "万元/亩", true, 96},
                       {"shortfall", "与标准差距", "万元/亩", true, 96},
                       {"potential", "新增税收(达标)", "万元", true, 104},
                       {"grade", "等级", "", false, 64},
                       {"reasons", "低效认定原因", "", false, 250},
                       {"review_status", "核实状态", "", false, 92}};
    std::vector<Row> order(rows);
    std::iota(order.begin(), order.end(), 0U);
    d.table.rows = std::make_shared<const std::vector<Row>>(std::move(order));
}

void add_sheet(FakeData& d) {
    d.sheet = std::make_unique<app::Sheet>();
    app::Sheet& s = *d.sheet;
    s.row = 0;
    s.title = "330114100102GB00417";
    s.subtitle = "杭州钱塘芯谷 · 义蓬街道 · 100102 二类工业用地";
    s.grade = 'C';
    s.score = "41.7";
    s.rank = "1,902 / 2,118";
    s.to_next = "距 B 档差 16.4 分";
    s.badges = {"疑似低效"};
    s.facts = {{"证载面积", "97.02", "亩", ""},
               {"图形面积(平面)", "96.88", "亩", ""},
               {"现状容积率", "0.74", "", "总建筑面积 ÷ 面积"},
               {"建筑密度", "38.2", "%", ""},
               {"企业数", "3", "家", ""}};
    s.parts = {{"亩均税收", "1.84", "万元/亩", "", 9.2, 30, 0.31},
               {"亩均增加值", "21.6", "万元/亩", "", 12, 20, 0.6},
               {"全员劳动生产率", "19.4", "万元/人", "", 14, 15, 0.94},
               {"单位能耗增加值", "1.52", "", "", 10, 10, 1.02},
               {"R&D经费占比", "1.9", "%", "", 6, 10, 0.8}};
    s.reasons = {"亩均税收 1.84 < 6.00 万元/亩(差 4.16)", "现状容积率 0.74 < 0.80(差 0.06)"};
    s.gain = {{"新增税收(达到标准)", "+403.60", "万元", ""}, {"退出用地", "−97.02", "亩", ""}};
    s.smallest_lift = "最小改进:评价税收 178 → 446 万元(+150 %)可升为 B";
    s.people = {{0, {"杭州钱塘精密机械有限公司", "128.4", "万元", ""}},
                {1, {"浙江临江电子科技股份有限公司", "42.0", "万元", ""}}};
    s.compared = {{"亩均税收", "1.84", "万元/亩  中位 21.30", ""}, {"亩均产值", "186.2", "万元/亩  中位 412.0", ""}};
    s.neighbours = {{1, "330114100102GB00418", "共边 186 m", 'D', true, false},
                    {2, "330114100102GB00422", "共边 94 m", 'B', false, false},
                    {3, "330114100102GB00431", "相距 18 m", 'n', false, true}};
    s.grades = {{2022, 'D', false, ""}, {2023, 'C', false, "钱亩均办〔2024〕3号"}, {2024, 'C', true, ""}};
    s.grades_note = "公布结果只有 2023 年一年";
    s.history = {"核实 · 现场核实中"};
}

void add_charts(FakeData& d) {
    d.histogram.column = "tax_per_mu";
    d.histogram.name = "亩均税收";
    d.histogram.unit = "万元/亩";
    d.histogram.low = 0;
    d.histogram.high = 60;
    d.histogram.threshold = 6;
    d.histogram.test_code = "tax_low";
    for (int i = 0; i < 60; ++i) {
        d.histogram.all.push_back(static_cast<std::uint64_t>(420 * std::exp(-std::pow((i - 14) / 13.0, 2)) + 12));
        d.histogram.marked.push_back(i < 6 ? d.histogram.all.back() / 2 : 0);
    }
    for (Row row = 0; row < 3000; ++row) {
        const float a = std::sin(static_cast<float>(row) * 12.9898F) * 0.5F,
                    b = std::cos(static_cast<float>(row) * 78.233F) * 0.4F;
        d.scatter.x.push_back(2.4F + a + b * 0.5F);
        d.scatter.y.push_back(0.9F + a + b);
        d.scatter.rows.push_back(row);
    }
    d.scatter.x_column = "output_per_mu";
    d.scatter.y_column = "tax_per_mu";
    for (int i = 0; i <= 100; ++i) {
        const float t = static_cast<float>(i) / 100;
        d.lorenz.land.push_back(t);
        d.lorenz.tax.push_back(t * t * t);
    }
    d.lorenz.gini = 0.52;
    d.lorenz.tax_of_top_fifth = 0.613;
    d.flow.known = true;
    d.flow.from = "2023";
    d.flow.to = "2024";
    for (std::size_t a = 0; a < 4; ++a)
        for (std::size_t b = 0; b < 5; ++b) d.flow.counts[a][b] = a == b ? 400 : 30 / (1 + (a > b ? a - b : b - a));
}

void add_knobs(FakeData& d) {
    const auto knob = [&](const char* group, const char* label, const char* verb, std::vector<std::string> args,
                          double value, double high, const char* unit, const char* op) {
        app::SchemeKnob k;
        k.group = group;
        k.label = label;
        k.verb = verb;
        k.args = std::move(args);
        k.value = value;
        k.saved = value;
        k.high = high;
        k.unit = unit;
        k.op = op;
        d.knobs.push_back(k);
    };
    knob("thresholds", "亩均税收(规上)", "threshold", {"tax_low"}, 6, 60, "万元/亩", "<");
    knob("thresholds", "现状容积率", "threshold", {"far_low"}, 0.8, 3, "", "<");
    knob("thresholds", "停产", "threshold", {"stopped"}, 12, 60, "个月", ">=");
    knob("weights", "亩均税收(规上)", "weight", {"规上", "tax_per_mu"}, 30, 100, "", "");
    knob("weights", "亩均增加值(规上)", "weight", {"规上", "value_added_per_mu"}, 20, 100, "", "");
    knob("cuts", "A", "cut", {"all", "A"}, 0.2, 1, "", "<=");
    d.knobs.back().share = true;
}

void add_numbers(FakeData& d) {
    app::Counts& c = d.counts;
    c.parcels = 5012;
    c.in_scope = 4666;
    c.low = 318;
    c.idle = 46;
    c.area_mu = 61340;
    c.low_mu = 13204;
    c.idle_mu = 2118;
    c.tax_per_mu_large = 40.1;
    d.gain_saved = {290, 12104, 8200, 270, 28400, 27.8, 28.26, 31.2};
    d.gain = {318, 13204, 9100, 290, 31200, 27.8, 28.35, 31.6};
    for (int i = 0; i < 9; ++i) {
        app::PlatformRow row;
        row.name = row.label = platform_names[i];
        row.parcels = 557;
        row.area_mu = 6800 + i * 120;
        row.low = static_cast<std::uint64_t>(20 + i * 4);
        row.low_mu = 400 + i * 90;
        row.tax_per_mu = 52.4 - i * 3.7;
        row.output_per_mu = 520 - i * 21;
        d.platforms.push_back(row);
    }
    d.six = {{"纳入评价地块", "4,666", "宗", ""},     {"工业用地面积", "57,204", "亩", ""},
             {"规上亩均税收", "40.1", "万元/亩", ""}, {"规上亩均产值", "486.2", "万元/亩", ""},
             {"疑似低效地块", "318", "宗", ""},       {"疑似低效面积", "13,204", "亩", ""}};
    d.changes.any = true;
    d.changes.low_gained = 25;
    d.changes.low_lost = 2;
    d.changes.low_gained_mu = 1100;
    d.changes.low_lost_mu = 54;
    d.changes.moved[2][3] = 19;
    d.changes.moved[1][2] = 4;
    d.changes.moved[0][0] = 902;
    d.changes.rows = {1, 2, 3};
    for (int i = 0; i < 12; ++i)
        d.problems.push_back({"invalid_geometry", i % 3 == 0 ? Severity::error : Severity::warning, "parcels",
                              "parcels/1_芯谷.shp", static_cast<Row>(i), "330114100102GB0041" + std::to_string(i), "",
                              "图形自相交,已修复;面积变化 0.3 m²。", 0.3});
}

void bad_day(FakeData& d) {
    const std::string long_name(200, 'W');
    std::string long_zh;
    for (int i = 0; i < 200; ++i) long_zh += "钱";
    const double nan = std::numeric_limits<double>::quiet_NaN();
    if (d.day == Day::long_names) {
        for (auto& row : d.platforms) row.name = row.label = long_zh;
        d.sheet->title = long_name;
        d.sheet->subtitle = long_zh + long_name;
        for (auto& one : d.sheet->people) one.second.name = long_zh;
        for (auto& fact : d.sheet->facts) fact.value = long_name;
        for (auto& badge : d.sheet->badges) badge = long_zh;
        for (auto& reason : d.sheet->reasons) reason = long_name + long_zh;
        for (auto& row : d.legend.rows) row.label = long_zh;
        for (auto& knob : d.knobs) knob.label = long_zh;
        for (auto& finding : d.problems) finding.message = long_zh + long_name;
        d.state.document.platform = long_zh;
        d.recent.assign(8, "/" + long_zh + "/" + long_name + ".toml");
        d.state.moment.messages.push_back({true, long_zh + long_name, long_name, 0});
    }
    if (d.day == Day::not_numbers) {
        d.counts.area_mu = d.counts.low_mu = d.counts.idle_mu = d.counts.tax_per_mu_large = nan;
        d.gain.now = d.gain.at_standard = d.gain.without = d.gain.mu = nan;
        for (auto& row : d.platforms) row.tax_per_mu = row.area_mu = row.low_mu = row.output_per_mu = nan;
        for (auto& part : d.sheet->parts) part.reached = part.points = part.weight = nan;
        for (auto& knob : d.knobs) knob.value = knob.saved = knob.low = knob.high = nan;
        d.histogram.low = d.histogram.high = d.histogram.threshold = nan;
        for (auto& x : d.scatter.x) x = std::numeric_limits<float>::quiet_NaN();
        for (auto& x : d.lorenz.tax) x = std::numeric_limits<float>::quiet_NaN();
        d.lorenz.gini = d.lorenz.tax_of_top_fifth = nan;
        d.legend.continuous = true;
        d.legend.low = d.legend.high = nan;
        d.legend.ramp.assign(256, {});
    }
    if (d.day == Day::failed)
        d.state.moment.messages.push_back({true, "parcels/3_临江高科园.shp 读不出来:文件被截断。请重新复制后再打开。",
                                           "OGR: Unable to read record 412", 0});
}

}  // namespace

FakeData::FakeData(Day which, Row rows) : day(which) {
    outside.home = "/home/planner";
    outside.list_folder = [](const std::string&) {
        return std::vector<ui::Entry>{{"钱塘区 2024", true}, {"qiantang.toml", false}, {"地块.gpkg", false}};
    };
    if (day == Day::loading) jobs = {{1, "读取数据", "地块", 0.35, 4, true}};
    if (day == Day::partial) jobs = {{1, "重算叠加", "建筑", 0.62, 3, true}};
    if (day == Day::empty || day == Day::loading || day == Day::failed) {
        recent = {"/home/planner/钱塘区 2024/qiantang.toml"};
        bad_day(*this);
        return;
    }
    state.session.camera = {500000, 3350000, 2, 800, 500, 1};
    add_table(*this, day == Day::no_parcels ? 0 : rows);
    if (day == Day::no_parcels) return;
    add_numbers(*this);
    if (day == Day::partial) {
        counts.low = 0;
        return;
    }
    add_legend(*this);
    add_sheet(*this);
    add_charts(*this);
    add_knobs(*this);
    log = {"select 1"};
    bad_day(*this);
}

void FakeData::as_firm() {
    sheet->firm = true;
    sheet->key = "91330100MA2AXXXX1K";
    sheet->title = "杭州钱塘精密机械有限公司";
    sheet->facts.resize(2);
    sheet->parts.resize(2);
    sheet->reasons.clear();
    sheet->neighbours.clear();
    sheet->people.clear();
    auto& e = sheet->effect;
    const std::string name = day == Day::long_names ? std::string(200, 'W') : "评价用地面积";
    e.fields = {{"area_assessed_mu", name, "97.02", "亩", 97.02},
                {"energy_tce", "综合能耗", "–", "吨标准煤", std::numeric_limits<double>::quiet_NaN()}};
    e.tried = true;
    e.field = day == Day::not_numbers ? "energy_tce" : "area_assessed_mu";
    e.name = name;
    e.from = "97.02";
    e.to = "120.00";
    e.unit = "亩";
    e.number = 120;
    e.grade_before = 'B';
    e.grade_after = day == Day::not_numbers ? 'n' : 'C';
    e.score_before = "76.8";
    e.score_after = day == Day::not_numbers ? "–" : "68.9";
    e.rank_before = "939 / 1,420";
    e.rank_after = "1,092 / 1,420";
    for (int i = 0; i < 14; ++i) e.moved.push_back({"Q" + std::to_string(i), name, 'C', 'B'});
}

ui::View FakeData::view() {
    const bool loaded = day != Day::empty && day != Day::loading && day != Day::failed;
    ui::View v{state,
               loaded,
               loaded && day != Day::partial,
               state.document.trial != nullptr,
               true,
               {},
               {},
               {},
               {},
               {},
               legend,
               counts,
               changes,
               platforms,
               table,
               sheet.get(),
               six,
               knobs,
               histogram,
               scatter,
               lorenz,
               flow,
               problems,
               recent,
               log};
    v.jobs = jobs;
    v.outside = &outside;
    if (loaded) {
        v.project = "钱塘区";
        v.as_of = "2024-12-31";
        v.scheme = "示范评价办法(2024)";
        v.layers = {{"parcels", 5012}, {"buildings", 19880}, {"platforms", 9},
                    {"streets", 7},    {"constraints", 41},  {"basemap", 0}};
        v.metrics = {"grade", "tax_per_mu", "output_per_mu", "far"};
    }
    v.undo_label = "threshold tax_low 6";
    v.cell = [this](const app::TableColumn& column, Row row) -> std::string {
        if (day == Day::not_numbers) return "–";
        if (day == Day::long_names) return std::string(200, 'X');
        if (column.column == "parcel_id") return "330114100102GB0" + std::to_string(1000 + row);
        if (column.column == "platform") return platform_names[row % 9];
        if (column.column == "grade") return std::string(1, "ABCD"[row % 4]);
        if (column.column == "reasons") return "亩均税收 < 6 · 容积率 < 0.8";
        if (column.column == "review_status") return row % 5 == 2 ? "核实中" : row % 5 == 4 ? "认定" : "疑似";
        return std::to_string(97 - row % 50) + ".02";
    };
    v.parcel_id = [](Row row) { return "330114100102GB0" + std::to_string(1000 + row); };
    v.selected = [](Row row) { return row == 2; };
    v.gain = [this]() -> const app::Gain& { return gain; };
    v.gain_saved = [this]() -> const app::Gain& { return gain_saved; };
    v.grade = [](Row row) { return "ABCD"[row % 4]; };
    v.row_at = [](double, double) { return no_row; };
    v.search = [](const std::string&, std::size_t) {
        return std::vector<app::SearchHit>{
            {app::SearchHit::Kind::parcel, "330114100102GB00417", "杭州钱塘芯谷 · 97.02 亩",
             "inspect 330114100102GB00417"},
            {app::SearchHit::Kind::firm, "杭州钱塘精密机械有限公司", "规上 · C", "inspect_firm 91330100MA2AXXXX1K"},
            {app::SearchHit::Kind::command, "select_all", "全选(筛选后)", "select_all"}};
    };
    v.push = [this](app::Command command) { pushed.push_back(std::move(command)); };
    v.copy_text = [](const std::string&) {};
    v.now_s = 1;
    return v;
}

}  // namespace mulens::test
