// The form of 一键找园 for the planning panel.
#include "base/error.hpp"
#include "planning/find_question.hpp"

namespace mulens::planning {
namespace {

using Kind = QuestionField::Kind;

QuestionField number(const char* name, const char* zh, const char* en, const char* unit, const char* fallback = "") {
    return {name, zh, en, unit, Kind::number, fallback, {}, {}, {}, {}, {}};
}
QuestionField no_limit(QuestionField field) {
    field.no_limit = true;
    return field;
}
QuestionField text(const char* name, const char* zh, const char* en, const char* tip_zh, const char* tip_en) {
    return {name, zh, en, "", Kind::text, "", {}, {}, {}, tip_zh, tip_en};
}
QuestionField flag(const char* name, const char* zh, const char* en) {
    return {name, zh, en, "", Kind::flag, "", {}, {}, {}, "", ""};
}

table::Report ask(const pipeline::Run& run, const FormValues& values, Progress& progress) {
    FindQuestion q;
    q.threads = run.settings.threads;
    q.wish.min_mu = values.number("min_mu").value_or(0);
    if (const auto v = values.number("max_mu")) q.wish.max_mu = *v;
    const auto within = values.number("within");
    for (const auto& code : values.list("near")) q.near.emplace_back(code, within.value_or(800));
    q.wish.far_headroom = values.number("far_headroom");
    q.wish.building_m2 = values.number("building");
    q.wish.building_height_m = values.number("building_height").value_or(0);
    q.wish.platforms = values.list("platform");
    q.wish.industries = values.list("industry");
    q.wish.supply = values.list("supply");
    q.statuses = values.list("status");
    q.wish.outside_renewal = values.flag("outside_renewal");
    if (const auto m2 = values.number("floor")) {
        q.floor = site::FloorWish{*m2, values.number("floor_height").value_or(0),
                                  values.number("floor_load").value_or(0), values.number("floor_power").value_or(0)};
        q.land = q.wish.min_mu > 0 || !q.statuses.empty();
    }
    q.entry = values.text("entry");
    check_question(q);
    return answer(run, q, progress);
}

}  // namespace

Question find_form() {
    return {"find",
            "一键找园",
            "Find a site",
            "哪里有合适的地块或闲置厂房,差什么,找谁谈",
            "Where there is fitting land or vacant floor, what is missing, whom to talk to",
            {no_limit(number("min_mu", "面积至少", "At least", "亩", "50")),
             number("max_mu", "面积至多", "At most", "亩"),
             {"near",
              "靠近宗地",
              "Near parcel",
              "",
              Kind::plots,
              "",
              {},
              {},
              {},
              "现有厂区的宗地代码;填 selection 取当前选中的宗地",
              "Parcel code of the plant; `selection` takes those selected now"},
             number("within", "距离以内", "Within", "米", "800"),
             number("far_headroom", "容积率余量至少", "FAR headroom", ""),
             number("building", "现有厂房至少", "Existing floor", "平方米"),
             number("building_height", "厂房层高至少", "Storey height", "米"),
             text("platform", "平台", "Platform", "平台名称,可多个", "Names of platforms"),
             text("industry", "产业", "Industry", "产业导向中的词,如 生物", "A word of the planned industry"),
             with_blank(text("status", "地块状态", "Status", "low,idle,supply,bare,vacant,any;空白 = 低效、闲置、台账",
                             "low, idle, supply, bare, vacant, any; blank = low, idle, supply"),
                        "低效、闲置、台账", "low, idle, supply"),
             text("supply", "供应状态", "Supply", "如 可出让,可转让", "E.g. 可出让,可转让"),
             flag("outside_renewal", "不在更新片区", "Outside renewal areas"),
             number("floor", "闲置厂房至少", "Vacant floor", "平方米"),
             number("floor_height", "层高至少", "Storey height", "米"),
             number("floor_load", "楼面荷载至少", "Floor load", "千牛/平方米"),
             number("floor_power", "配电至少", "Power", "千伏安"),
             with_blank(text("entry", "项目指标", "Project", "invest=50000,tax=4000,output=80000,mu=97:核对准入门槛",
                             "invest=50000,tax=4000,output=80000,mu=97: checks the entry thresholds"),
                        "不核对准入", "not checked")},
            ask};
}

}  // namespace mulens::planning
