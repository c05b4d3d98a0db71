// The table of verbs: the reference of what the window can do.
#include "app/verbs.hpp"

#include "app/command.hpp"
#include "base/error.hpp"
#include "base/text.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>

namespace mulens::app {

const std::vector<Verb>& verbs() {
    constexpr std::size_t many = 1000000;
    using namespace verb;
    static const std::vector<Verb> all{
        {"open", "FILE…", "打开项目或地块文件", "Opens a project or parcel files", 1, 1000, Undo::none, "Ctrl+O", false,
         open},
        {"close", "", "关闭项目", "Closes the project", 0, 0, Undo::none, "", true, close},
        {"show", "METRIC", "地块按此指标着色(grade 为等级)", "Fills the parcels by a column, or by grade", 1, 1,
         Undo::step, "", false, show},
        {"ramp", "NAME", "色带:viridis、cividis", "Colours of a continuous metric: viridis, cividis", 1, 1, Undo::step,
         "", false, ramp},
        {"breaks", "auto|continuous|V1 V2 …", "分级断点", "Class breaks: round numbers, none, or your own", 1, 12,
         Undo::step, "", false, breaks},
        {"layer", "NAME on|off|toggle", "显示或隐藏图层", "Shows or hides a layer", 2, 2, Undo::step, "", false, layer},
        {"highlight", "low|idle on|off|toggle", "突出显示疑似低效或疑似闲置",
         "Outlines suspected low-efficient or idle plots", 2, 2, Undo::step, "", false, highlight},
        {"hatch_d", "on|off|toggle", "D类加斜线", "Hatches plots of grade D", 1, 1, Undo::step, "", false, hatch_d},
        {"basemap", "FILE|off", "影像底图(GeoTIFF、MBTiles)", "A local raster under the parcels", 1, 1, Undo::step, "",
         false, basemap},
        {"threshold", "TEST VALUE", "调整低效认定标准", "Moves the limit of a low-efficiency test", 2, 2, Undo::drag,
         "", false, threshold},
        {"weight", "CLASS METRIC VALUE", "调整指标权重", "Changes the weight of an indicator", 3, 3, Undo::drag, "",
         false, weight},
        {"cap", "CLASS METRIC VALUE", "调整得分上限倍数", "Changes the cap of an indicator, times its weight", 3, 3,
         Undo::drag, "", false, cap},
        {"cut", "CLASS GRADE VALUE", "调整分档线(比例或分数;CLASS 为 all 时通用)",
         "Moves a cut line: a share of firms or a score", 3, 3, Undo::drag, "", false, cut},
        {"size_limit", "MU", "调整纳入评价的面积下限", "Changes the smallest area that is judged", 1, 1, Undo::drag, "",
         false, size_limit},
        {"reset_scheme", "", "还原为已存办法", "Back to the saved scheme", 0, 0, Undo::step, "", true, reset_scheme},
        {"save_scheme", "FILE", "另存评价办法", "Saves the trial as a scheme file", 1, 1, Undo::none, "", false,
         save_scheme},
        {"scheme", "NAME|FILE", "用另一评价办法试算", "Tries another scheme", 1, 1, Undo::step, "", false, scheme},
        {"select", "ID…", "选择地块", "Selects parcels by code", 1, many, Undo::step, "", false, select},
        {"select_add", "ID…", "加入选择", "Adds parcels to the selection", 1, many, Undo::step, "", false, select_add},
        {"select_toggle", "ID", "切换选择", "Adds a parcel to the selection or takes it out", 1, 1, Undo::step, "",
         false, select_toggle},
        {"select_where", "EXPR", "按条件选择", "Selects parcels for which an expression holds", 1, 1, Undo::step, "",
         false, select_where},
        {"select_box", "X0 Y0 X1 Y1", "矩形选择", "Selects parcels inside a rectangle", 4, 4, Undo::step, "", false,
         select_box},
        {"select_lasso", "X Y X Y …", "套索选择", "Selects parcels inside a drawn line", 6, many, Undo::step, "", false,
         select_lasso},
        {"select_platform", "NAME", "选择平台内地块", "Selects the parcels of a platform", 1, 1, Undo::step, "", false,
         select_platform},
        {"select_neighbours", "[METRES]", "选择相邻地块", "Adds the neighbours of the selection", 0, 1, Undo::step, "",
         true, select_neighbours},
        {"select_all", "", "全选(筛选后)", "Selects every parcel that passes the filter", 0, 0, Undo::step, "Ctrl+A",
         true, select_all},
        {"select_invert", "", "反选", "Selects the others", 0, 0, Undo::step, "", true, select_invert},
        {"select_none", "", "取消选择", "Selects nothing", 0, 0, Undo::step, "Esc", true, select_none},
        {"filter", "EXPR", "筛选,例如 tax_per_mu < 5 AND far < 1", "Shows only parcels for which an expression holds",
         1, 1, Undo::step, "", false, filter},
        {"filter_none", "", "取消筛选", "Shows all parcels again", 0, 0, Undo::step, "", true, filter_none},
        {"platform", "NAME|all", "只看一个平台", "Looks at one platform alone", 1, 1, Undo::step, "", false, platform},
        {"inspect", "ID", "一地一档", "Opens the sheet of a parcel", 1, 1, Undo::none, "", false, inspect},
        {"inspect_firm", "CODE|ID|NAME", "一企一档", "Opens the sheet of an enterprise", 1, 1, Undo::none, "", false,
         inspect_firm},
        {"inspect_zone", "streets|constraints|renewal ID|NAME|NUMBER", "街道、限制区、再开发片区的档案",
         "Opens the sheet of a street, constraint or renewal area", 2, 2, Undo::none, "", false, inspect_zone},
        {"inspect_none", "", "关闭档案", "Closes the sheet", 0, 0, Undo::none, "", true, inspect_none},
        {"what_if", "CODE|ID|NAME FIELD VALUE", "更正测算:企业一项数据改为此值,看等级和受影响的企业",
         "Tries another value of one figure of a firm: its grade, and the firms that move with it", 3, 3, Undo::step,
         "", false, what_if},
        {"what_if_none", "", "取消更正测算", "Forgets the value that is tried", 0, 0, Undo::step, "", true,
         what_if_none},
        {"next_sheet", "", "重叠地块中的下一宗", "The next of overlapping parcels", 0, 0, Undo::none, "", true,
         next_sheet},
        {"zoom", "FACTOR [PX PY]", "缩放", "Zooms about a pixel", 1, 3, Undo::none, "", false, zoom},
        {"zoom_to", "all|selection|low|platform NAME|parcel ID|box X0 Y0 X1 Y1", "缩放至", "Zooms to something", 1, 5,
         Undo::none, "", false, zoom_to},
        {"pan", "DX DY", "平移(像素)", "Moves the map by pixels", 2, 2, Undo::none, "", false, pan},
        {"camera", "X Y M_PER_PX", "设定视图", "Looks at a place", 3, 3, Undo::none, "", false, camera},
        {"tab", "low|all|charts|changes|problems", "切换下方页签", "Opens a tab below the map", 1, 1, Undo::none, "",
         false, tab},
        {"chart", "histogram|scatter|ranking|lorenz|flow", "切换图表", "Chooses a chart", 1, 1, Undo::none, "", false,
         chart},
        {"sort", "COLUMN asc|desc", "排序", "Sorts the table", 2, 2, Undo::none, "", false, sort},
        {"panel", "left|right|bottom|scheme on|off|toggle", "显示或收起面板", "Shows or folds a panel", 2, 2,
         Undo::none, "", false, panel},
        {"resize", "left|right|bottom PX", "调整面板大小", "Resizes a panel", 2, 2, Undo::none, "", false, resize},
        {"tool", "pick|rectangle|lasso|distance|area", "鼠标工具", "What the mouse does on the map", 1, 1, Undo::none,
         "", false, tool},
        {"language", "zh|en|toggle", "界面语言", "Language of the window", 1, 1, Undo::none, "", false, language},
        {"theme", "light|dark|toggle", "浅色或深色", "Light or dark", 1, 1, Undo::none, "", false, theme},
        {"ui_scale", "FACTOR", "界面比例", "Size of the window's text", 1, 1, Undo::none, "", false, ui_scale},
        {"meeting", "on|off|toggle", "会议模式(隐名、金额分档)", "Meeting mode: names masked, money banded", 1, 1,
         Undo::none, "F8", false, meeting},
        {"swipe", "off|saved|plan|year YEAR", "卷帘对比", "Compares two states on one map", 1, 2, Undo::none, "", false,
         swipe},
        {"swipe_at", "SHARE", "卷帘位置", "Where the swipe stands, 0 … 1", 1, 1, Undo::none, "", false, swipe_at},
        {"decide", "ID KIND REASON | ID KIND FIELD VALUE REASON", "登记核实意见",
         "Records a decision on a parcel or firm", 3, 5, Undo::step, "", false, decide},
        {"save_decisions", "[FILE.csv]", "把本窗口的认定存入认定台账",
         "Adds the decisions of this window to the project's decisions file, or to FILE.csv", 0, 1, Undo::none, "",
         true, save_decisions},
        {"bookmark", "NAME", "添加书签", "Keeps this view under a name", 1, 1, Undo::step, "", false, bookmark},
        {"bookmark_go", "NAME", "转到书签", "Goes to a kept view", 1, 1, Undo::none, "", false, bookmark_go},
        {"bookmark_drop", "NAME", "删除书签", "Forgets a kept view", 1, 1, Undo::step, "", false, bookmark_drop},
        {"export", "FILE [all|filter|selection|low]", "导出图层或表格(附样式)", "Exports parcels as the map shows them",
         1, 2, Undo::none, "", false, export_},
        {"picture", "FILE [WIDTH HEIGHT [DPI]]", "保存专题图", "Saves the map with title and legend", 1, 4, Undo::none,
         "", false, picture},
        {"sheet", "FILE.pdf [ID]", "保存档案 PDF", "Saves a sheet as one A4 page", 1, 2, Undo::none, "", false, sheet},
        {"copy_rows", "", "复制所选行", "Copies the selected rows of the table", 0, 0, Undo::none, "Ctrl+C", true,
         copy_rows},
        {"copy_command", "", "复制上一操作的命令", "Copies the last action as a command", 0, 0, Undo::none,
         "Ctrl+Shift+C", true, copy_command},
        {"ask", "QUESTION [NAME=VALUE…]", "规划计算:处置方式、实施计划、连片整合等",
         "Asks a planning question: options, plan, assemble …", 1, 100, Undo::step, "", false, ask},
        {"ask_none", "", "清除规划结果", "Clears the planning answer", 0, 0, Undo::step, "", true, ask_none},
        {"plan_form", "QUESTION", "打开一种规划表单", "Opens the form of a planning question", 1, 1, Undo::none, "",
         false, plan_form},
        {"plan_show", "TABLE", "在地图上显示规划结果的某张表", "Shows a table of the planning answer on the map", 1, 1,
         Undo::step, "", false, plan_show},
        {"plan_select", "TABLE ROW", "选中规划结果某行的宗地", "Selects the plots of a row of the planning answer", 2,
         2, Undo::step, "", false, plan_select},
        {"plan_pick", "TABLE COLUMN=VALUE…", "选中规划结果中取这些值的宗地",
         "Selects the plots of all rows of the planning answer that hold these values", 2, 10, Undo::step, "", false,
         plan_pick},
        {"export_plan", "FOLDER [overwrite]", "导出规划结果", "Writes the planning answer to a folder", 1, 2,
         Undo::none, "", false, export_plan},
        {"undo", "", "撤销", "Undoes the last step", 0, 0, Undo::none, "Ctrl+Z", true, undo},
        {"redo", "", "重做", "Does it again", 0, 0, Undo::none, "Ctrl+Y", true, redo},
        {"cancel", "JOB", "取消任务", "Stops a job", 1, 1, Undo::none, "", false, cancel},
        {"dismiss", "", "关闭提示", "Takes the messages away", 0, 0, Undo::none, "", true, dismiss},
        {"hover", "ID|none", "指向地块", "The parcel under the pointer", 1, 1, Undo::none, "", false, hover},
        {"drag", "on|off", "拖动开始与结束", "A control is held: its steps are one undo step", 1, 1, Undo::none, "",
         false, drag},
        {"path", "clear|add X Y|done", "量测或套索的点", "Points of a lasso or measurement", 1, 3, Undo::none, "",
         false, path},
        {"quit", "", "退出", "Leaves the program", 0, 0, Undo::none, "Ctrl+Q", true, quit},
    };
    return all;
}

namespace verb {

double number(const std::string& word, const char* what) {
    const auto value = parse_number(word);
    if (!value || !std::isfinite(*value) || std::abs(*value) > 1e12)
        throw Error::make(ExitCode::usage, "{}: {} must be a number", word, what);
    return *value;
}

double positive(const std::string& word, const char* what) {
    const double value = number(word, what);
    if (!(value > 0)) throw Error::make(ExitCode::usage, "{}: {} must be above 0", word, what);
    return value;
}

bool switched(const std::string& word, bool now) {
    if (word == "on") return true;
    if (word == "off") return false;
    if (word == "toggle") return !now;
    throw Error::make(ExitCode::usage, "{}: say on, off or toggle", word);
}

std::size_t choice(const std::string& word, const std::vector<std::string>& choices) {
    const auto it = std::find(choices.begin(), choices.end(), word);
    if (it == choices.end()) throw Error::make(ExitCode::usage, "{}: say one of {}", word, fmt::join(choices, ", "));
    return static_cast<std::size_t>(it - choices.begin());
}

}  // namespace verb
}  // namespace mulens::app
