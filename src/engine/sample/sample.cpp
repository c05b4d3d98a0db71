#include "sample/sample.hpp"

#include "base/error.hpp"
#include "sample/emitter.hpp"
#include "sample/planning/plan_files.hpp"
#include "sample/side_layers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

namespace mulens::sample {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t window = 512;  ///< blocks in memory at a time

/// Multipliers that bring 规上 output and tax an 亩 to the published figures, from (at scale: a part of) the blocks.
/// Two rounds, because small firms' revenue is held under the limit and the planted firms stay as they are.
Calibration calibrate(const Layout& layout, const Plan& plan, unsigned threads, Progress& progress) {
    struct Sums {
        double tax = 0, output = 0, mu = 0;
    };
    const auto n = layout.blocks.size();
    const std::size_t step = std::max<std::size_t>(1, n / 1500);
    const std::size_t count = (n + step - 1) / step;
    const double looked_at = static_cast<double>(count) / static_cast<double>(n);
    Calibration calibration;
    progress.stage("calibrating the economy", 2 * count);
    for (int round = 0; round < 2; ++round) {
        std::vector<Sums> part(count);
        parallel_chunks(threads, count, 32, [&](std::uint64_t, std::uint64_t first, std::uint64_t last, unsigned) {
            progress.check();
            for (std::uint64_t i = first; i < last; ++i) {
                const BlockData d = planted_block(layout, static_cast<std::uint32_t>(i * step), calibration, plan);
                for (const Firm& firm : d.firms) {
                    const Figures& f = firm.years.back();
                    if (!firm.above_scale || !f.active) continue;
                    part[i].tax += static_cast<double>(f.assessed_tax()) / 1e6;
                    part[i].output += static_cast<double>(f.output) / 1e6;
                    part[i].mu += firm.land_mu;
                }
            }
            progress.advance(last - first);
        });
        Sums all;
        for (const Sums& s : part) all.tax += s.tax, all.output += s.output, all.mu += s.mu;
        calibration.tax *= layout.facts.number("tax_per_mu_above_scale") / (all.tax / all.mu);
        calibration.output *= layout.facts.number("output_above_scale") * layout.scale * looked_at / all.output;
    }
    return calibration;
}

void write_blocks(const Layout& layout, const Calibration& calibration, const Plan& plan, Emitter& emitter,
                  Sites& sites, unsigned threads, Progress& progress) {
    const std::uint64_t n = layout.blocks.size();
    progress.stage("writing blocks", n);
    std::vector<BlockData> made(window);
    for (std::uint64_t first = 0; first < n; first += window) {
        const std::uint64_t count = std::min(window, n - first);
        parallel_chunks(threads, count, 16, [&](std::uint64_t, std::uint64_t a, std::uint64_t b, unsigned) {
            progress.check();
            for (std::uint64_t i = a; i < b; ++i)
                made[i] = planted_block(layout, static_cast<std::uint32_t>(first + i), calibration, plan);
        });
        for (std::uint64_t i = 0; i < count; ++i) {
            emitter.block(made[i]);
            if (!layout.big) sites.add(layout, plan, made[i]);
        }
        progress.advance(count);
    }
}

void put(const std::string& path, const std::string& text) {
    std::ofstream out(path, std::ios::binary);
    out << text;
    if (!out) throw Error::make(ExitCode::unwritable, "{}: could not be written", path);
}

void write_project(const Layout& layout, const std::string& folder, const std::vector<WrittenFile>& files) {
    std::string text =
        "# 虚构数据: everything in this folder is made up by `mulens sample`; no plot, firm or figure is real.\n"
        "schema_version = 1\nname = \"钱塘示例(虚构)\"\nas_of = \"2024-12-31\"\nyear = 2024\ncrs = \"EPSG:4549\"\n"
        "area_basis = \"auto\"\nscheme = \"demo\"\n\n[gates]\nlost_area_share = 1e-6\nmoney_fen = 0\nunmatched_share = "
        "0.02\n"
        "quarantined_share = 0.01\n";
    for (const WrittenFile& f : files) {
        text += fmt::format("\n[[layer]]\nrole = \"{}\"\npath = \"{}\"\n", f.role, f.path);
        if (f.year != 0) text += fmt::format("year = {}\n", f.year);
        if (!f.platform.empty()) text += fmt::format("platform = \"{}\"\n", f.platform);
        if (!f.shift.empty())
            text += fmt::format("shift = \"{}\"  # the file says EPSG:4490; it came from a web map\n", f.shift);
    }
    (void)layout;
    put(folder + "/qiantang.toml", text);
}

void write_readme(const Layout& layout, const std::string& folder, const Truth& truth) {
    std::string text = fmt::format(
        "虚构数据 · MADE-UP DATA\n\n"
        "本目录由 `mulens sample` "
        "生成:宗地、建筑、企业、合同、项目与金额全部虚构,仅平台与街道名称等少数事实有公开来源\n"
        "(见程序 data/qiantang/*.toml 的 source 字段)。请勿用于任何真实判断。\n\n"
        "Everything here was laid out by a program from seed {} at scale {}. No plot, firm, contract or figure is "
        "real.\n"
        "Borders are drawn, not surveyed. What was planted (faults, idle states, bare plots) is listed in "
        "truth/*.json.\n\n"
        "Start: mulens score qiantang.toml --out result\n\n",
        layout.seed, layout.scale);
    if (layout.big)
        text +=
            "Scale above 20: parcels and buildings are UTF-8 in EPSG:4549 and EPSG:4528 only, with few fields; one "
            "ledger year (2024)\n"
            "as CSV in 万元; no XLSX, contracts, projects, grades or decisions. Files over 1.5 GB go on as _001, _002 "
            "…\n\n";
    else
        text +=
            "As in real offices the files differ: GBK without .cpg (1, 5, 9), GBK whose .cpg says UTF-8 (4), GBK (7), "
            "UTF-8 (2, 3, 6, 8);\n"
            "EPSG:4528 (1, 4, 8), 4549 (2, 5, 7, 9), 4490 (6) and GCJ-02 degrees that call themselves 4490 (3); "
            "ledgers in 万元, one (2023) in 元.\n"
            "basemap/ is for looking at only and not part of the project.\n\n";
    text += fmt::format(
        "parcels {:.0f} (and {:.0f} of them in a second file), in scope {:.0f}, buildings {:.0f}, enterprises 2024 "
        "{:.0f}\n",
        truth.total("parcels"), truth.total("parcels_in_two_files"), truth.total("in_scope_parcels"),
        truth.total("buildings"), truth.total("enterprises"));
    text +=
        fmt::format("规上: output {:.0f} 万元, assessed tax {:.0f} 万元 on {:.0f} 亩 = {:.2f} 万元/亩\n",
                    truth.total("above_scale_output_wan"), truth.total("above_scale_assessed_tax_wan"),
                    truth.total("above_scale_land_mu"),
                    truth.total("above_scale_assessed_tax_wan") / std::max(1.0, truth.total("above_scale_land_mu")));
    put(folder + "/README.txt", text);
}

void check_target(const SampleOptions& options) {
    if (options.out.empty()) throw Error(ExitCode::usage, "the sample needs a folder to write to: --out DIR");
    if (!(options.scale > 0) || options.scale > 400)
        throw Error::make(ExitCode::usage, "--scale {} is not between 0 and 400", options.scale);
    if (!fs::exists(options.out)) return;
    if (!fs::is_directory(options.out))
        throw Error::make(ExitCode::unwritable, "{} exists and is no folder", options.out);
    if (fs::is_empty(options.out)) return;
    if (!options.overwrite)
        throw Error::make(ExitCode::unwritable, "{} is not empty; name another folder or add --overwrite", options.out);
    if (!fs::exists(fs::path(options.out) / "qiantang.toml"))
        throw Error::make(ExitCode::unwritable, "{} holds no earlier sample (qiantang.toml) and is left alone",
                          options.out);
}

/// The sample is built beside the target and moved there when it is whole.
class Workplace {
  public:
    explicit Workplace(const std::string& target) : target_(fs::absolute(target).lexically_normal()) {
        if (target_.filename().empty()) target_ = target_.parent_path();
        folder_ = target_;
        folder_ += ".partial";
        std::error_code error;
        fs::remove_all(folder_, error);
        fs::create_directories(folder_, error);
        if (error) throw Error::make(ExitCode::unwritable, "{}: {}", folder_.string(), error.message());
    }
    ~Workplace() {
        std::error_code ignored;
        if (!done_) fs::remove_all(folder_, ignored);
    }
    Workplace(const Workplace&) = delete;
    Workplace& operator=(const Workplace&) = delete;
    [[nodiscard]] std::string path() const { return folder_.string(); }
    void publish() {
        std::error_code error;
        fs::remove_all(target_, error);
        fs::rename(folder_, target_, error);
        if (error) throw Error::make(ExitCode::unwritable, "{}: {}", target_.string(), error.message());
        done_ = true;
    }

  private:
    fs::path target_, folder_;
    bool done_ = false;
};

}  // namespace

void write_sample(const SampleOptions& options, Progress& progress) {
    check_target(options);
    const Layout layout = make_layout(options, progress);
    const Plan plan = plan_faults(layout, Calibration{}, progress);
    const Calibration calibration = calibrate(layout, plan, options.threads, progress);
    Workplace workplace(options.out);
    const std::string folder = workplace.path();
    fs::create_directories(folder + "/truth");
    Truth truth(layout);
    std::vector<WrittenFile> files;
    Sites sites;
    {
        Emitter emitter(layout, plan, folder, truth);
        write_blocks(layout, calibration, plan, emitter, sites, options.threads, progress);
        files = emitter.finish();
        write_planning_files(layout, sites, emitter.project_nodes(), folder);
    }
    std::vector<WrittenFile> all = write_side_layers(layout, folder);
    all.insert(all.begin(), files.begin(), files.end());
    truth.write(folder + "/truth");
    write_project(layout, folder, all);
    write_readme(layout, folder, truth);
    workplace.publish();
}

}  // namespace mulens::sample
