#include "cli/inputs.hpp"

#include "base/error.hpp"
#include "config/catalogue.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <filesystem>
#include <tuple>

namespace mulens::cli {
namespace {

namespace fs = std::filesystem;

struct RoleOption {
    const char* role;
    const char* flag;
    const char* help;
};

constexpr RoleOption role_options[] = {
    {"parcels", "--parcels", "Parcel files 宗地 (any OGR vector format or a 勘测定界 TXT)"},
    {"buildings", "--buildings", "Building footprints 建筑"},
    {"platforms", "--platforms", "Platform borders 产业平台"},
    {"streets", "--streets", "Street borders 街道"},
    {"enterprises", "--enterprises", "Enterprise ledgers 企业台账 (CSV, XLSX …)"},
    {"links", "--links", "Enterprise-parcel links 企业宗地关系"},
    {"contracts", "--contracts", "Land contracts 土地出让合同"},
    {"regulatory", "--regulatory", "Regulatory units 控规地块"},
    {"constraints", "--constraints", "Constraints 管控要素"},
    {"renewal", "--renewal", "Renewal areas 更新片区"},
    {"projects", "--projects", "Projects with milestones 产业项目"},
    {"official_grades", "--official-grades", "Published grades 公布评价结果"},
    {"decisions", "--decisions", "Decisions of the office 人工认定"},
};

std::pair<std::string, std::string> split_setting(const std::string& text, const char* option, const char* form) {
    const auto at = text.rfind('=');
    if (at == std::string::npos || at == 0 || at + 1 == text.size())
        throw Error::make(ExitCode::usage, "{} {}: write it as {}", option, text, form);
    return {text.substr(0, at), text.substr(at + 1)};
}

bool same_file(const config::LayerSpec& layer, const std::string& wanted) {
    const fs::path path(layer.path.substr(0, layer.path.find('#')));
    return layer.shown_path == wanted || layer.path == wanted || path.filename() == wanted || path.stem() == wanted;
}

void apply_to_file(config::Project& project, const std::string& text, const char* option, const char* form,
                   std::string config::LayerSpec::*member) {
    const auto [file, value] = split_setting(text, option, form);
    bool found = false;
    for (auto& layer : project.layers) {
        if (!same_file(layer, file)) continue;
        layer.*member = value;
        found = true;
    }
    if (!found) throw Error::make(ExitCode::usage, "{} {}: no input file is called {}", option, text, file);
}

void apply_to_field(config::Project& project, const std::string& text, const char* option, const char* form,
                    std::map<std::string, std::string> config::LayerSpec::*member) {
    const auto [target, value] = split_setting(text, option, form);
    const auto dot = target.find('.');
    if (dot == std::string::npos) throw Error::make(ExitCode::usage, "{} {}: write it as {}", option, text, form);
    const std::string role = target.substr(0, dot);
    const std::string field = target.substr(dot + 1);
    const auto& roles = config::layer_roles();
    if (std::find(roles.begin(), roles.end(), role) == roles.end())
        throw Error::make(ExitCode::usage, "{} {}: there is no role {}; roles are {}", option, text, role,
                          fmt::join(roles, ", "));
    const auto& fields = config::catalogue(role).fields;
    if (std::none_of(fields.begin(), fields.end(), [&](const auto& f) { return f.name == field; })) {
        std::vector<std::string> names;
        for (const auto& f : fields) names.push_back(f.name);
        throw Error::make(ExitCode::usage, "{} {}: {} has no field {}; fields are {}", option, text, role, field,
                          fmt::join(names, ", "));
    }
    for (auto& layer : project.layers)
        if (layer.role == role) (layer.*member)[field] = value;
}

void override_with(config::Project& project, const InputOptions& options) {
    if (!options.scheme.empty()) project.scheme = options.scheme;
    if (!options.cut_from.empty()) project.cut_from = options.cut_from;
    if (!options.crs.empty()) project.crs = options.crs;
    if (options.year != 0) project.year = options.year;
    if (!options.as_of.empty()) {
        project.as_of = parse_date(options.as_of);
        if (!project.as_of)
            throw Error::make(ExitCode::usage, "--as-of {}: not a date; write it as 2024-12-31", options.as_of);
    }
    if (options.area_basis == "deed") project.area_basis = config::AreaBasis::deed;
    if (options.area_basis == "plane") project.area_basis = config::AreaBasis::plane;
    if (options.area_basis == "ellipsoid") project.area_basis = config::AreaBasis::ellipsoid;
    for (const auto& text : options.source_crs)
        apply_to_file(project, text, "--source-crs", "FILE=EPSG:n", &config::LayerSpec::crs);
    for (const auto& text : options.encodings)
        apply_to_file(project, text, "--encoding", "FILE=GBK", &config::LayerSpec::encoding);
    for (const auto& text : options.shifts)
        apply_to_file(project, text, "--shift", "FILE=GCJ-02", &config::LayerSpec::shift);
    for (const auto& text : options.maps)
        apply_to_field(project, text, "--map", "ROLE.FIELD=COLUMN", &config::LayerSpec::fields);
    for (const auto& text : options.units)
        apply_to_field(project, text, "--unit", "ROLE.FIELD=元", &config::LayerSpec::units);
}

}  // namespace

void add_input_options(CLI::App& app, InputOptions& options) {
    app.add_option("PROJECT", options.projects, "Project files (TOML)")->type_name("PROJECT.toml");
    for (const auto& role : role_options)
        app.add_option(role.flag, options.files[role.role], role.help)->type_name("FILE[#layer]")->group("Inputs");
    app.add_option("--scheme", options.scheme, "Scheme that judges: a name from `mulens scheme list` or a TOML file")
        ->type_name("NAME|FILE")
        ->group("Rules");
    app.add_option("--cut-from", options.cut_from,
                   "Take the grade cuts from this scheme where the other publishes none")
        ->type_name("NAME|FILE")
        ->group("Rules");
    app.add_option("--year", options.year, "Year judged (default: the project's, else the newest in the data)")
        ->type_name("YYYY")
        ->check(CLI::Range(1990, 2200))
        ->group("Rules");
    app.add_option("--as-of", options.as_of, "The only \"today\" of every date rule (default: 31 December of the year)")
        ->type_name("YYYY-MM-DD")
        ->group("Rules");
    app.add_option("--area-basis", options.area_basis,
                   "Area that feeds per-mu figures (default: deed where given, else plane)")
        ->check(CLI::IsMember({"auto", "deed", "plane", "ellipsoid"}))
        ->type_name("deed|plane|ellipsoid")
        ->group("Rules");
    app.add_option("--crs", options.crs,
                   "Working CRS (default: EPSG:4549 between 118.5 and 121.5 E, else chosen and printed)")
        ->type_name("EPSG:n")
        ->group("Onboarding");
    app.add_option("--source-crs", options.source_crs, "CRS of an input file, whatever it says itself")
        ->type_name("FILE=EPSG:n")
        ->group("Onboarding");
    app.add_option("--encoding", options.encodings, "Encoding of an input file, whatever it says itself")
        ->type_name("FILE=GBK")
        ->group("Onboarding");
    app.add_option("--shift", options.shifts, "Undo the map offset of an input file (GCJ-02 or BD-09)")
        ->type_name("FILE=GCJ-02")
        ->group("Onboarding");
    app.add_option("--map", options.maps, "Column that holds a field")
        ->type_name("ROLE.FIELD=COLUMN")
        ->group("Onboarding");
    app.add_option("--unit", options.units, "Unit of a field: 元 千元 万元 亿元, m² 公顷 亩")
        ->type_name("ROLE.FIELD=UNIT")
        ->group("Onboarding");
}

std::vector<config::Project> projects_from(const InputOptions& options) {
    std::vector<config::Project> projects;
    const bool any_file =
        std::any_of(options.files.begin(), options.files.end(), [](const auto& f) { return !f.second.empty(); });
    for (const auto& file : options.projects) projects.push_back(config::load_project(file));
    if (projects.empty()) {
        if (!any_file) throw Error(ExitCode::usage, "nothing to read: give a PROJECT.toml or at least --parcels FILE");
        projects.emplace_back();
    } else if (projects.size() > 1 && any_file) {
        throw Error(ExitCode::usage, "file options go with one project only: put the files into the projects");
    }
    for (auto& project : projects) {
        for (const auto& role : role_options) {
            for (const auto& path : options.files.at(role.role)) {
                config::LayerSpec layer;
                layer.role = role.role;
                layer.path = path;
                layer.shown_path = path;
                project.layers.push_back(std::move(layer));
            }
        }
        if (std::none_of(project.layers.begin(), project.layers.end(),
                         [](const auto& l) { return l.role == "parcels"; }))
            throw Error::make(ExitCode::usage,
                              "{}: no parcels; add a [[layer]] with role = \"parcels\" or --parcels FILE",
                              project.file.empty() ? std::string("command line") : project.file);
        override_with(project, options);
        if (project.name.empty()) {
            const auto& named = project.file.empty() ? project.layers.front().path : project.file;
            project.name = fs::path(named).stem().string();
        }
    }
    return projects;
}

}  // namespace mulens::cli
