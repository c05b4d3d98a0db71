#include "read/location.hpp"

#include "base/error.hpp"
#include "crs/identify.hpp"
#include "crs/sniff.hpp"
#include "read/files.hpp"

#include <cmath>
#include <utility>

namespace mulens::read {
namespace {

Finding finding(const config::LayerSpec& spec, const char* code, Severity severity, std::string message) {
    Finding f;
    f.code = code;
    f.severity = severity;
    f.layer = spec.role;
    f.file = shown(spec);
    f.message = std::move(message);
    return f;
}

/// The sniffer's sentence with the file's name in its option.
std::string named(std::string reason, const config::LayerSpec& spec) {
    if (const std::size_t at = reason.find("FILE="); at != std::string::npos) reason.replace(at, 4, shown(spec));
    if (reason.find("--source-crs") == std::string::npos)
        reason += fmt::format("; another one is set with --source-crs {}=EPSG:n", shown(spec));
    return reason;
}

/// Degrees or web metres outside the zones that the numbers can name: any datum would fit.
bool undecided(const crs::Sniff& sniff, const std::string& declared) {
    return sniff.crs.empty() || (declared.empty() && (sniff.crs == "EPSG:4326" || sniff.crs == "EPSG:3857"));
}

}  // namespace

Location locate(const config::LayerSpec& spec, const SourceFacts& facts, Diagnostics& diagnostics) {
    Location out;
    out.shift = crs::shift_of(spec.shift);
    const bool option = !spec.crs.empty();
    std::string declared = option ? spec.crs : facts.declared_crs;
    if (const std::string id = declared.empty() ? std::string{} : crs::identify(declared); !id.empty()) {
        declared = id;
    } else if (option) {
        throw Error::make(ExitCode::crs, "{}: \"{}\" is no CRS that is known here; write it as EPSG:n", shown(spec),
                          spec.crs);
    }
    const crs::Sniff sniff = crs::sniff(facts.box, declared);
    if (option && (sniff.crs.empty() || sniff.corrected)) {
        // What the user says holds; the numbers may only object.
        out.crs = declared;
        out.reason = "option";
        if (sniff.corrected) {
            out.assumption = fmt::format("read in {} as told, although {}", declared, sniff.reason);
            diagnostics.add(finding(spec, "crs_guessed", Severity::note, out.assumption));
        }
    } else if (undecided(sniff, declared)) {
        if (!declared.empty()) throw Error::make(ExitCode::crs, "{}: {}", shown(spec), named(sniff.reason, spec));
        throw Error::make(
            ExitCode::crs,
            "{}: declares no CRS, and its numbers do not tell one; name its CRS with --source-crs {}=EPSG:n",
            shown(spec), shown(spec));
    } else {
        out.crs = sniff.crs;
        out.swapped = sniff.swapped;
        out.reason = option ? "option" : sniff.reason;
        if (!option && (!sniff.certain || sniff.corrected || sniff.swapped || declared.empty())) {
            out.assumption = named(sniff.reason, spec);
            diagnostics.add(finding(spec, "crs_guessed", Severity::note, out.assumption));
        }
    }
    if (crs::web_mercator(out.crs))
        diagnostics.add(finding(spec, "crs_web_mercator", Severity::warning,
                                "it is in Web Mercator, where areas are far too large; it is transformed and never "
                                "measured in it, but ask for the data in CGCS2000"));
    return out;
}

void move_chunk(Chunk& chunk, const Location& from, const crs::Transform* transform) {
    geom::Polygons& g = chunk.geometry;
    if (from.swapped)
        for (std::size_t i = 0; i + 1 < g.xy.size(); i += 2) std::swap(g.xy[i], g.xy[i + 1]);
    if (transform == nullptr || transform->identity() || g.xy.empty()) return;
    transform->apply(g.xy.data(), g.xy.size() / 2);
    double probe = 0;
    for (const double v : g.xy) probe += v - v;
    if (probe == 0) return;
    geom::Polygons kept;
    for (Row f = 0; f < g.size(); ++f) {
        const std::uint64_t first = g.ring_offsets[g.first_ring(g.first_polygon(f))];
        const std::uint64_t last = g.ring_offsets[g.first_ring(g.end_polygon(f))];
        bool good = true;
        for (std::uint64_t i = 2 * first; i < 2 * last; ++i) good = good && std::isfinite(g.xy[i]);
        if (good) {
            kept.add_feature(g, f);
            continue;
        }
        kept.add_empty();
        chunk.geometry_trouble.push_back(
            {Trouble::Kind::unreadable, chunk.source_row[f], "a point lies outside its CRS"});
    }
    g = std::move(kept);
}

}  // namespace mulens::read
