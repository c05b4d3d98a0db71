#include "sample/planning/plan_files.hpp"

#include "base/error.hpp"

#include <fmt/format.h>

#include <fstream>

namespace mulens::sample {
namespace {

void put(const std::string& path, const std::string& text) {
    std::ofstream out(path, std::ios::binary);
    out << text;
    if (!out) throw Error::make(ExitCode::unwritable, "{}: could not be written", path);
}

constexpr const char* none =
    "虚构数据 · MADE-UP DATA\n\n"
    "规模大于20的示例不含规划用表(供应台账、园区与厂房单元、整治进度、往年宗地)。\n"
    "A sample above scale 20 has no planning files; make one of scale 20 or less for them.\n";

constexpr const char* readme =
    "虚构数据 · MADE-UP DATA\n\n"
    "规划用文件,全部虚构;`mulens` 的规划命令会自动读取 qiantang.toml 旁的 qiantang.plan.toml。\n"
    "Files for planning, all made up; the planning commands find qiantang.plan.toml beside qiantang.toml.\n\n"
    "supply.csv    供应台账: 可出让、可转让、司法处置、可租、意向收储; 价格为万元(可租为年租金)\n"
    "parks.csv     园区: 小微园、标准厂房、工业综合体\n"
    "units.csv     厂房单元: 面积 m², 层高 m, 楼面荷载 kN/m², 配电容量 kVA, 租金 元/m²·年\n"
    "stages.csv    整治进度台账: 2022年专项行动与2024年在办批次, 每宗每个环节一行, 金额记在签约环节\n"
    "parcels_2021.shp, _2022, _2023  往年宗地: 拆分、合并、重划界、换证、新增; 部分宗地重测, 相差数厘米\n"
    "truth/plan.json  埋设的答案, 由布设过程写出, 不由程序检查得出:\n"
    "  lineage        每次拆分、合并、重划、换证、新增(年份 = 发生年, 在上一年与当年文件之间)\n"
    "  neighbours     若干街区内相邻宗地与共用边长\n"
    "  assembly       以供应状态为意向收储的宗地为候选时的连片组与关键地块\n"
    "  find, floor    选址需求与唯一答案\n"
    "  campaign_2022, batch_2024  专项行动合计与在办宗地所处环节\n"
    "  projects       每个项目逾期的节点与天数(截至 2024-12-31)\n";

}  // namespace

void write_planning_files(const Layout& layout, const Sites& sites, const std::vector<ProjectNode>& nodes,
                          const std::string& folder) {
    if (layout.big) return put(folder + "/PLAN_README.txt", none);
    Book book{layout, sites, std::vector<char>(sites.size(), 0), {}, {}, {}};
    book.truth["note"] = "made up 虚构数据; planted, not computed by any check";
    plant_wishes(book);
    plant_clusters(book);
    write_stages(book, folder);
    write_supply(book, folder);
    write_parks(book, folder);
    write_earlier_parcels(book, folder);
    tell_projects(book, nodes);
    put(folder + "/truth/plan.json", book.truth.dump(1) + "\n");
    put(folder + "/PLAN_README.txt", readme);
    std::string text = "# 虚构数据: 规划用表,与 qiantang.toml 并用。\n";
    const auto layer = [&](const char* role, const std::string& path, int year = 0) {
        text += fmt::format("\n[[layer]]\nrole = \"{}\"\npath = \"{}\"\n", role, path);
        if (year != 0) text += fmt::format("year = {}\n", year);
    };
    for (const char* role : {"supply", "parks", "units", "stages"}) layer(role, std::string(role) + ".csv");
    for (int year = first_year; year < first_year + year_count - 1; ++year)
        layer("parcels_before", fmt::format("parcels_{}.shp", year), year);
    put(folder + "/qiantang.plan.toml", text);
}

}  // namespace mulens::sample
