// Parcels and buildings; the ledgers are in emitter_firms.cpp, contracts, projects and decisions in emitter_land.cpp.
#include "sample/emitter.hpp"

#include "sample/emitter_parts.hpp"

#include <filesystem>

namespace mulens::sample {
namespace {

std::vector<DbfField> parcel_fields(const config::FileStyle& style, bool big, bool platform_field) {
    const bool chinese = style.encoding == "GBK";
    if (big) return {{"ZDDM", 'C', 19, 0}, {"YTDM", 'C', 6, 0}, {"ZDMJ", 'N', 12, 2}};
    const auto name = [&](const char* zh, const char* initials) { return std::string(chinese ? zh : initials); };
    std::vector<DbfField> out{{name("宗地代码", "ZDDM"), 'C', 19, 0}, {name("土地用途", "YTDM"), 'C', 8, 0},
                              {name("证载面积", "ZDMJ"), 'N', 14, 2}, {name("权利人", "SYQR"), 'C', 80, 0},
                              {name("信用代码", "XYDM"), 'C', 18, 0}, {name("坐落", "ZL"), 'C', 80, 0},
                              {name("空置率", "KZL"), 'N', 5, 2},     {name("停产日期", "TCRQ"), 'D', 8, 0},
                              {name("备注", "BZ"), 'C', 24, 0}};
    if (platform_field) out.push_back({name("所属平台", "SSPT"), 'C', 40, 0});
    return out;
}

bool has_platform_field(const config::PlatformFact& p) { return p.id == "P08"; }

std::vector<DbfField> building_fields(bool big) {
    if (big) return {{"CS", 'N', 3, 0}, {"CG", 'N', 5, 1}};
    return {{"JZBH", 'C', 12, 0}, {"CS", 'N', 3, 0},    {"CG", 'N', 5, 1},
            {"DXCS", 'N', 2, 0},  {"FWYT", 'C', 20, 0}, {"BZ", 'C', 24, 0}};
}

/// A copy a little smaller: the district-wide file's own survey of the same plot.
Ring resurveyed(const Ring& ring, double shrink) {
    const Point c = centroid(ring);
    Ring out;
    for (const Point p : ring) out.push_back({c.x + (p.x - c.x) * shrink, c.y + (p.y - c.y) * shrink});
    round_mm(out);
    return out;
}

}  // namespace

Emitter::~Emitter() = default;

void Emitter::block(const BlockData& data) {
    for (int p = 0; p < static_cast<int>(data.plots.size()); ++p) {
        parcel(data, p);
        buildings(data, p);
    }
    for (int f = 0; f < static_cast<int>(data.firms.size()); ++f) firm(data, f);
    links(data);
    if (layout_.big) return;
    contracts(data);
    projects(data);
    decide(data);
}

const Firm* Emitter::owner_of(const BlockData& d, int p) const {
    const int owner = d.plots[static_cast<std::size_t>(p)].owner;
    return owner < 0 ? nullptr : &d.firms[static_cast<std::size_t>(owner)];
}

void Emitter::parcel_row(ParcelFile& file, const Plot& plot, const Firm* owner, const std::string& id,
                         const std::string& code, std::int64_t deed_dm2, const Ring* ring, const char* platform) {
    ShapeWriter& out = *file.out;
    out.text(id);
    out.text(code);
    if (deed_dm2 > 0)
        out.number(deed_dm2, 2);
    else
        out.blank();
    if (!layout_.big) {
        out.text(owner != nullptr ? owner->name : "");
        out.text(owner != nullptr ? owner->credit_code : "");
        const Point c = centroid(plot.ring);
        out.text(fmt::format("钱塘区{}号地块", static_cast<long long>(c.x / 10) % 10000));
        if (plot.vacancy_percent >= 0)
            out.number(plot.vacancy_percent, 2);
        else
            out.blank();
        std::string day = iso(plot.stopped_since);
        std::erase(day, '-');
        out.text(day);
        out.text(made_up);
        if (has_platform_field(*file.platform)) out.text(platform);
    }
    if (ring == nullptr) return out.null_shape();
    Ring there = *ring;
    file.projection.apply(there);
    out.polygon(there);
}

void Emitter::count_plot(const std::string& platform, bool scope, double area_m2) {
    truth_.count(platform, "parcels", 1);
    truth_.count(platform, "area_m2", std::llround(area_m2 * 1000), 3);
    if (!scope) return;
    truth_.count(platform, "in_scope_parcels", 1);
    truth_.count(platform, "in_scope_area_m2", std::llround(area_m2 * 1000), 3);
}

void Emitter::parcel(const BlockData& d, int p) {
    const Plot& plot = d.plots[static_cast<std::size_t>(p)];
    const Block& block = layout_.blocks[d.block];
    const auto planted = [&](Fault f) { return fault_at(plan_, d.block, p, f); };
    const bool elsewhere = planted(Fault::wrong_file) != nullptr;
    ParcelFile& file = *parcels_[static_cast<std::size_t>(elsewhere ? 6 : layout_.regions[block.region].platform)];
    const Firm* owner = owner_of(d, p);
    const auto row = static_cast<std::int64_t>(file.out->rows());
    const std::string& platform = file.platform->name;
    std::string id = plot.parcel_id, code = plot.code;
    const char* declared = "";
    std::int64_t deed = plot.deed_dm2;
    Ring ring = plot.ring;
    const auto report = [&](const char* what, const std::string& note) {
        truth_.finding(what, "parcels", file.path, id, row, note);
    };

    if (const Planted* x = planted(Fault::bow_tie)) {
        ring = with_bow_tie(ring, static_cast<std::size_t>(x->other));
        report("invalid_geometry", "self-crossing at a corner");
    }
    if (const Planted* x = planted(Fault::overlap)) {
        ring = with_bulge(ring, static_cast<std::size_t>(x->other));
        report("parcel_overlap", fmt::format("{:.3f} m2 into the neighbour", signed_area(ring) - plot.area_m2));
    }
    if (planted(Fault::missing_id)) {
        report("missing_parcel_id", "code left blank, was " + id);
        id.clear();
    }
    if (planted(Fault::code_reused)) {
        id = d.plots[0].parcel_id;
        report("parcel_code_reused", "another plot's code, its own was " + plot.parcel_id);
    }
    if (planted(Fault::blank_use)) {
        code.clear();
        report("blank_land_use", "land use left blank");
    }
    if (planted(Fault::deed_gap)) {
        deed = deed * 112 / 100;
        report("deed_area_gap", "deed area 12 % over the drawn one");
    }
    if (elsewhere) report("platform_share_low", "a plot of 杭州钱塘芯谷 in the file of " + platform);
    if (planted(Fault::unknown_platform)) {
        declared = "钱塘云谷";
        report("unknown_platform", "所属平台 = 钱塘云谷, which is no platform");
    }
    if (planted(Fault::no_geometry)) {
        report("empty_geometry", "null shape");
        parcel_row(file, plot, owner, id, code, deed, nullptr, declared);
    } else if (planted(Fault::flat_geometry)) {
        const Ring flat{ring[0], ring[1], ring[0]};
        report("quarantined_geometry", "all points on one line");
        parcel_row(file, plot, owner, id, code, deed, &flat, declared);
    } else {
        parcel_row(file, plot, owner, id, code, deed, &ring, declared);
    }
    // A plot without a drawing that can be measured has no area.
    const bool drawn = !planted(Fault::no_geometry) && !planted(Fault::flat_geometry);
    count_plot(platform, in_scope(plot.use) && !code.empty(), drawn ? signed_area(ring) : 0);
    if (planted(Fault::duplicate)) {
        truth_.finding("duplicate_geometry", "parcels", file.path, id, row + 1, "the same record twice");
        parcel_row(file, plot, owner, id, code, deed, &ring, declared);
    }
    if (planted(Fault::sliver)) {
        const Ring thin = sliver_beside(block.ring);
        const std::string other =
            plot.parcel_id.substr(0, 14) + fmt::format("{:05d}", (d.block * 100ULL + 99) % 100000);
        truth_.finding("sliver_parcel", "parcels", file.path, other, static_cast<std::int64_t>(file.out->rows()),
                       fmt::format("{:.2f} m2", signed_area(thin)));
        parcel_row(file, plot, nullptr, other, layout_.platform_of(block).file.codes == "GB 50137" ? "M1" : code, 0,
                   &thin, "");
        count_plot(platform, in_scope(plot.use) && !code.empty(), signed_area(thin));
    }
    if (!layout_.big && untouched(plan_, d.block, p)) extra_copies(d, p, owner);
}

/// Plots of the blocks that stand in a district-wide platform's file as well.
void Emitter::extra_copies(const BlockData& d, int p, const Firm* owner) {
    const Block& block = layout_.blocks[d.block];
    if (layout_.platform_of(block).district_wide) return;
    Rng rng = plot_rng(layout_, 6, d.block, p);
    const double u = rng.unit();
    if (u > 0.075) return;
    ParcelFile& file = *parcels_[u < 0.04 ? 7 : 8];
    const ParcelFile& home = *parcels_[static_cast<std::size_t>(layout_.regions[block.region].platform)];
    Plot copy = d.plots[static_cast<std::size_t>(p)];
    const Ring ring = resurveyed(copy.ring, rng.between(0.9975, 0.9992));
    std::int64_t deed = copy.deed_dm2;
    std::string differs;
    if (++copies_ % 40 == 0) {
        deed = deed * 1003 / 1000;
        differs = "deed_area_m2";
    } else if (copies_ % 40 == 20 && copy.use == Use::industry) {
        copy.code = copy.code == "0604" ? "0601" : "0604";
        differs = "land_use";
    }
    truth_.twice(copy.parcel_id, home.path, file.path, differs);
    if (!differs.empty())
        truth_.finding("attribute_differs", "parcels", file.path, copy.parcel_id,
                       static_cast<std::int64_t>(file.out->rows()), differs);
    parcel_row(file, copy, owner, copy.parcel_id, copy.code, deed, &ring);
    truth_.count("", "parcels_in_two_files", 1);
}

void Emitter::building_row(const Building& b, std::uint64_t number, bool floors, const Ring* ring) {
    ShapeWriter& out = *buildings_;
    if (!layout_.big) out.text(fmt::format("JZ{:08d}", number));
    if (floors) {
        out.number(b.floors, 0);
        out.number(b.storey_dm, 1);
    } else {
        out.blank();
        out.blank();
    }
    if (!layout_.big) {
        out.number(b.basements, 0);
        out.text(b.use);
        out.text(made_up);
    }
    out.polygon(ring != nullptr ? *ring : b.ring);
    truth_.count("", "buildings", 1);
}

void Emitter::buildings(const BlockData& d, int p) {
    const Plot& plot = d.plots[static_cast<std::size_t>(p)];
    const auto planted = [&](Fault f) { return fault_at(plan_, d.block, p, f) != nullptr; };
    const bool twice = planted(Fault::building_twice), overlap = planted(Fault::buildings_overlap);
    const bool no_floors = planted(Fault::no_floors), bow_tie = planted(Fault::building_bow_tie);
    for (std::size_t i = 0; i < plot.buildings.size(); ++i) {
        const Building& b = plot.buildings[i];
        const std::uint64_t number = ++building_number_;
        const std::string id = fmt::format("JZ{:08d}", number);
        const auto report = [&](const char* code, const std::string& subject, const std::string& note) {
            truth_.finding(code, "buildings", "buildings.shp", subject, static_cast<std::int64_t>(buildings_->rows()),
                           note);
        };
        if (i > 0) {
            building_row(b, number);
            continue;
        }
        if (no_floors) report("floors_missing", id, "no floors and no height");
        if (bow_tie) {
            const Ring crossed = with_bow_tie(b.ring, 1);
            report("invalid_building", id, "self-crossing at a corner");
            building_row(b, number, true, &crossed);
        } else {
            building_row(b, number, !no_floors);
        }
        if (twice) {
            report("duplicate_building", id, "the same record twice");
            building_row(b, number);
        }
        if (overlap) {
            Building moved = b;
            const Point along = main_direction(b.ring);
            for (Point& q : moved.ring) q = rounded_mm({q.x + along.x * 4, q.y + along.y * 4});
            const std::uint64_t other = ++building_number_;
            report("building_overlap", fmt::format("JZ{:08d}", other), "4 m beside " + id + ", so over it");
            building_row(moved, other);
        }
    }
}

Emitter::Emitter(const Layout& layout, const Plan& plan, const std::string& folder, Truth& truth)
    : layout_(layout), plan_(plan), folder_(folder), truth_(truth), to_degrees_("EPSG:4490") {
    std::filesystem::create_directories(folder + "/parcels");
    const auto& platforms = layout.facts.platforms;
    for (std::size_t i = 0; i < platforms.size(); ++i) {
        auto file = std::make_unique<ParcelFile>();
        file->platform = &platforms[i];
        const std::string stem = fmt::format("parcels/{}_{}", i + 1, platforms[i].name);
        file->path = stem + ".shp";
        config::FileStyle style = platforms[i].file;
        if (layout.big) style = {"UTF-8", "UTF-8", 0, i % 2 == 0 ? "EPSG:4549" : "EPSG:4528", "", style.codes};
        file->projection = Projection(style.crs, style.shift);
        const bool platform_field = has_platform_field(platforms[i]);
        file->out = std::make_unique<ShapeWriter>(folder + "/" + stem, parcel_fields(style, layout.big, platform_field),
                                                  ShapeStyle{style.encoding, style.cpg, style.ldid, style.crs});
        if (style.encoding != "UTF-8" && style.cpg == "UTF-8")
            truth.finding("encoding_mismatch", "parcels", file->path, "", -1, ".cpg says UTF-8, the bytes are GBK");
        parcels_.push_back(std::move(file));
    }
    buildings_ = std::make_unique<ShapeWriter>(folder + "/buildings", building_fields(layout.big),
                                               ShapeStyle{"UTF-8", "UTF-8", 0, "EPSG:4549"});
    open_tables();
}

std::vector<WrittenFile> Emitter::finish() {
    std::vector<WrittenFile> out;
    for (auto& file : parcels_) {
        file->out->close();
        std::string path = file->path;
        if (file->out->parts() > 1) path.insert(path.size() - 4, "_*");
        out.push_back({"parcels", path, 0, file->platform->id, layout_.big ? "" : file->platform->file.shift});
    }
    buildings_->close();
    out.push_back({"buildings", buildings_->parts() > 1 ? "buildings_*.shp" : "buildings.shp", 0, "", ""});
    finish_tables(out);
    return out;
}

}  // namespace mulens::sample
