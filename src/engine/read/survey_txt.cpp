#include "read/survey_txt.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "crs/gauss.hpp"
#include "geom/units.hpp"
#include "read/encoding.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <fstream>
#include <iterator>
#include <limits>
#include <optional>

namespace mulens::read {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
/// Stated area against plane area: beyond this the stated one (or a vertex) is wrong. The program's default, not law.
constexpr double area_tolerance = 0.01;

std::string upper(std::string text) {
    for (char& c : text)
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    return text;
}

/// Fields of a line; offices also write the Chinese comma.
std::vector<std::string> fields_of(std::string_view line) {
    std::string plain = half_width(line);
    std::vector<std::string> fields = split(plain, ',');
    for (std::string& f : fields) f = std::string(trimmed(f));
    return fields;
}

struct Ring {
    int number = 0;
    std::size_t line = 0;  ///< of the first point
    std::vector<double> xy;
};

/// Twice the signed area.
double doubled_area(const std::vector<double>& xy) {
    double sum = 0;
    for (std::size_t i = 0; i + 3 < xy.size(); i += 2)
        sum += (xy[i] - xy[0]) * (xy[i + 3] - xy[1]) - (xy[i + 2] - xy[0]) * (xy[i + 1] - xy[1]);
    return sum;
}

bool inside(const std::vector<double>& ring, double x, double y) {
    bool in = false;
    for (std::size_t i = 0; i + 3 < ring.size(); i += 2) {
        const double ax = ring[i];
        const double ay = ring[i + 1];
        const double bx = ring[i + 2];
        const double by = ring[i + 3];
        if ((ay > y) != (by > y) && x < ax + (y - ay) / (by - ay) * (bx - ax)) in = !in;
    }
    return in;
}

class Parser {
  public:
    Parser(SurveyFile& file, std::string_view text) : file_(file), text_(text) {}

    void run() {
        std::size_t at = 0;
        while (at < text_.size()) {
            std::size_t end = text_.find_first_of("\r\n", at);
            if (end == std::string_view::npos) end = text_.size();
            ++line_;
            take(trimmed(text_.substr(at, end - at)));
            at = end + (text_.substr(end).starts_with("\r\n") ? 2 : 1);
        }
        finish_parcel();
        if (!seen_coordinates_) fail("the section [地块坐标] is missing; expected it after [属性描述]");
        if (file_.parcels.empty())
            fail("no parcel; expected a header \"点数,面积,地块编号,地块名称,面,图幅号,用途,地类,@\" after [地块坐标]");
    }

  private:
    [[noreturn]] void fail(const std::string& what) const {
        throw Error::make(ExitCode::unreadable, "{}:{}: {}.", file_.path, line_, what);
    }
    void note(const std::string& code, Severity severity, const std::string& message, double value = nan) {
        Finding f;
        f.code = code;
        f.severity = severity;
        f.layer = "parcels";
        f.file = file_.path;
        f.row = static_cast<Row>(file_.parcels.empty() ? 0 : file_.parcels.size() - 1);
        f.subject = file_.parcels.empty() ? "" : file_.parcels.back().id;
        f.message = message;
        f.value = value;
        file_.findings.push_back(std::move(f));
    }

    void take(std::string_view line) {
        if (line.empty()) return;
        if (line.front() == '[') return section(line);
        if (!seen_coordinates_) return attribute(line);
        const std::vector<std::string> fields = fields_of(line);
        if (fields.back() == "@") return header(fields);
        point(fields);
    }

    void section(std::string_view line) {
        if (line.find("地块坐标") != std::string_view::npos)
            seen_coordinates_ = true;
        else if (line.find("属性描述") == std::string_view::npos)
            fail(fmt::format("unknown section {}; expected [属性描述] or [地块坐标]", line));
    }

    void attribute(std::string_view line) {
        const std::string plain = half_width(line);
        const std::size_t sign = plain.find('=');
        if (sign == std::string::npos)
            fail(fmt::format("\"{}\" is no attribute; expected name=value, or [地块坐标]", line));
        file_.attributes.emplace_back(std::string(trimmed(std::string_view(plain).substr(0, sign))),
                                      std::string(trimmed(std::string_view(plain).substr(sign + 1))));
    }

    void header(const std::vector<std::string>& f) {
        finish_parcel();
        if (f.size() != 9)
            fail(fmt::format(
                "a parcel header of {} fields; expected 9: 点数,面积,地块编号,地块名称,面,图幅号,用途,地类,@",
                f.size()));
        SurveyParcel p;
        p.line = line_;
        const std::optional<double> points = parse_number(f[0]);
        const std::optional<double> area = parse_number(f[1]);
        if (!points && !f[0].empty())
            fail(fmt::format("\"{}\" is no number of points (field 1 of the parcel header)", f[0]));
        if (!area && !f[1].empty()) fail(fmt::format("\"{}\" is no area (field 2 of the parcel header)", f[1]));
        p.stated_points = points ? static_cast<int>(*points) : 0;
        p.stated_area = area ? *area : nan;
        p.stated_area_m2 = nan;
        p.id = f[2];
        p.name = f[3];
        p.kind = f[4];
        p.map_sheet = f[5];
        p.use = f[6];
        p.land_use = f[7];
        if (!p.kind.empty() && p.kind != "面")
            fail(fmt::format("parcel {} is of kind \"{}\"; only 面 (polygons) can be read", p.id, p.kind));
        file_.parcels.push_back(std::move(p));
        open_ = true;
        points_ = 0;
    }

    void point(const std::vector<std::string>& f) {
        if (!open_) fail("a point before any parcel header (a line that ends in ,@)");
        const bool complete = f.size() == 4 || (f.size() == 5 && f[4].empty());
        const double ring = complete ? parse_number(f[1]).value_or(nan) : nan;
        const double northing = complete ? parse_number(f[2]).value_or(nan) : nan;
        const double easting = complete ? parse_number(f[3]).value_or(nan) : nan;
        if (!(ring >= 1 && ring < 1e6) || !std::isfinite(northing) || !std::isfinite(easting))
            fail(
                "no point; expected \"J1,1,X,Y\": name, ring number, northing X, easting Y (or a parcel header that "
                "ends "
                "in ,@)");
        const int number = static_cast<int>(ring);
        if (rings_.empty() || rings_.back().number != number) rings_.push_back({number, line_, {}});
        rings_.back().xy.push_back(easting);
        rings_.back().xy.push_back(northing);
        ++points_;
    }

    void close(Ring& ring) {
        std::vector<double>& xy = ring.xy;
        const std::size_t n = xy.size();
        const bool closed = n >= 4 && xy[0] == xy[n - 2] && xy[1] == xy[n - 1];
        if (!closed) {
            note(
                "survey_ring_open", Severity::warning,
                fmt::format(
                    "{}:{}: ring {} of parcel {} is not closed (the last point does not repeat the first): closed here",
                    file_.path, ring.line, ring.number, file_.parcels.back().id));
            xy.push_back(xy[0]);
            xy.push_back(xy[1]);
        }
        if (xy.size() < 8)
            throw Error::make(ExitCode::unreadable,
                              "{}:{}: ring {} of parcel {} has {} different points; expected 3 at least.", file_.path,
                              ring.line, ring.number, file_.parcels.back().id, xy.size() / 2 - 1);
    }

    void finish_parcel() {
        if (!open_) return;
        SurveyParcel& p = file_.parcels.back();
        if (rings_.empty())
            throw Error::make(ExitCode::unreadable,
                              "{}:{}: parcel {} has no points; expected lines \"J1,1,X,Y\" below its header.",
                              file_.path, p.line, p.id);
        if (p.stated_points > 0 && static_cast<std::size_t>(p.stated_points) != points_)
            note("survey_point_count", Severity::warning,
                 fmt::format("{}:{}: parcel {} states {} points, {} are given: check that no line is missing",
                             file_.path, p.line, p.id, p.stated_points, points_),
                 double(points_));
        for (Ring& ring : rings_) close(ring);
        const double plane_m2 = store();
        compare_area(p, plane_m2);
        rings_.clear();
        open_ = false;
    }

    /// Ring 1 is the outer one; a later ring inside an outer ring is its hole, one outside all is another part.
    double store() {
        std::vector<std::vector<std::size_t>> parts;
        for (std::size_t i = 0; i < rings_.size(); ++i) {
            const std::vector<double>& xy = rings_[i].xy;
            // A vertex may touch the outer ring: the middle of the first edge may not.
            const double x = (xy[0] + xy[2]) / 2;
            const double y = (xy[1] + xy[3]) / 2;
            const auto owner = std::find_if(parts.begin(), parts.end(),
                                            [&](const auto& part) { return inside(rings_[part[0]].xy, x, y); });
            if (owner == parts.end())
                parts.push_back({i});
            else
                owner->push_back(i);
        }
        double area = 0;
        for (const std::vector<std::size_t>& part : parts) {
            for (const std::size_t r : part) {
                file_.geometry.add_points(rings_[r].xy);
                file_.geometry.end_ring();
                area += (r == part[0] ? 0.5 : -0.5) * std::abs(doubled_area(rings_[r].xy));
            }
            file_.geometry.end_polygon();
        }
        file_.geometry.end_feature();
        return area;
    }

    /// The form does not name the unit; 公顷 is usual. The one that agrees with the coordinates is taken.
    void compare_area(SurveyParcel& p, double plane_m2) {
        if (std::isnan(p.stated_area)) return;
        struct Unit {
            const char* name;
            double m2;
        };
        for (const Unit& unit : {Unit{"公顷", 10000.0}, Unit{"m²", 1.0}, Unit{"亩", geom::m2_from_mu(1.0)}})
            if (std::abs(p.stated_area * unit.m2 - plane_m2) <= area_tolerance * plane_m2) {
                p.stated_area_m2 = p.stated_area * unit.m2;
                p.area_unit = unit.name;
                return;
            }
        note("survey_area_differs", Severity::warning,
             fmt::format("{}:{}: parcel {} states an area of {}, its coordinates enclose {:.2f} m²: no unit (公顷, m², "
                         "亩) agrees "
                         "within 1 %",
                         file_.path, p.line, p.id, number_text(p.stated_area), plane_m2),
             plane_m2);
    }

    SurveyFile& file_;
    std::string_view text_;
    std::size_t line_ = 0;
    std::vector<Ring> rings_;
    std::size_t points_ = 0;
    bool seen_coordinates_ = false;
    bool open_ = false;
};

std::string attribute(const SurveyFile& file, std::string_view name) {
    for (const auto& [key, value] : file.attributes)
        if (key == name) return value;
    return {};
}

std::optional<crs::Datum> stated_datum(const std::string& text) {
    const std::string t = upper(text);
    const auto has = [&](const char* part) { return t.find(part) != std::string::npos; };
    if (has("2000") || has("CGCS")) return crs::Datum::cgcs2000;
    if (has("80") || has("西安")) return crs::Datum::xian80;
    if (has("54") || has("北京")) return crs::Datum::beijing54;
    return {};
}

/// Which zone the file states, or its eastings begin with; "" where neither tells.
void find_crs(SurveyFile& file) {
    const std::string system = attribute(file, "坐标系");
    const std::optional<crs::Datum> datum = stated_datum(system);
    const std::optional<double> width = parse_number(attribute(file, "几度分带"));
    const std::optional<double> zone = parse_number(attribute(file, "带号"));
    geom::Box box;
    for (std::size_t i = 0; i + 1 < file.geometry.xy.size(); i += 2)
        box.add(file.geometry.xy[i], file.geometry.xy[i + 1]);
    const std::optional<int> prefix = crs::zone_prefix(box.min_x);
    if (!datum) {
        file.crs_reason =
            system.empty()
                ? "the file does not name its 坐标系"
                : fmt::format("坐标系={} is no national system (2000, 80, 54) that can be read by its name", system);
        return;
    }
    if (!zone && !prefix) {
        file.crs_reason = fmt::format("坐标系={}, but neither 带号 nor the eastings name the zone", system);
        return;
    }
    crs::Gauss gauss;
    gauss.datum = *datum;
    gauss.zone = prefix ? *prefix : static_cast<int>(*zone);
    gauss.width = gauss.zone >= 25 ? 3 : 6;
    gauss.prefix = prefix.has_value();
    file.crs = crs::id_of(gauss);
    file.crs_reason = fmt::format("坐标系={}, {}° zone {}, eastings {} zone number", system, gauss.width, gauss.zone,
                                  gauss.prefix ? "with" : "without");
    const bool zone_differs = zone && static_cast<int>(*zone) != gauss.zone;
    const bool width_differs = width && static_cast<int>(*width) != gauss.width;
    const auto warn = [&](const char* code, const std::string& message) {
        Finding f;
        f.code = code;
        f.layer = "parcels";
        f.file = file.path;
        f.message = message;
        file.findings.push_back(std::move(f));
    };
    if (zone_differs || width_differs)
        warn("survey_zone_differs",
             fmt::format("{}: the file states 几度分带={} and 带号={}, its eastings lie in the {}° zone {}: the "
                         "coordinates are believed",
                         file.path, attribute(file, "几度分带"), attribute(file, "带号"), gauss.width, gauss.zone));
    if (gauss.datum != crs::Datum::cgcs2000)
        warn("survey_old_datum",
             fmt::format(
                 "{}: 坐标系={} ({}): without your office's parameters it cannot be brought to CGCS2000; have it "
                 "transformed first",
                 file.path, system, file.crs));
}

}  // namespace

bool looks_like_survey_txt(std::string_view head) {
    // [地块坐标] or [属性描述] in UTF-8, GBK
    for (const std::string_view mark :
         {"[地块坐标]", "[属性描述]", "[\xB5\xD8\xBF\xE9\xD7\xF8\xB1\xEA]", "[\xCA\xF4\xD0\xD4\xC3\xE8\xCA\xF6]"})
        if (head.find(mark) != std::string_view::npos) return true;
    return false;
}

SurveyFile parse_survey_txt(std::string_view bytes, const std::string& path, const std::string& encoding_override) {
    SurveyFile file;
    file.path = path;
    if (!encoding_override.empty()) {
        file.encoding = canonical_encoding(encoding_override);
        file.encoding_reason = "option";
        if (file.encoding.empty())
            throw Error::make(ExitCode::usage, "{}: \"{}\" is no text encoding that this system knows.", path,
                              encoding_override);
    } else {
        const EncodingGuess guess = detect_encoding(bytes, "");
        file.encoding = guess.name;
        file.encoding_reason = "detected: " + guess.reason;
    }
    if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
    DecodeCount count;
    const std::string text = Decoder(file.encoding).to_utf8(bytes, count);
    Parser(file, text).run();
    find_crs(file);
    if (count.undecodable > 0) {
        Finding f;
        f.code = "encoding_mismatch";
        f.layer = "parcels";
        f.file = path;
        f.value = static_cast<double>(count.undecodable);
        f.message = fmt::format(
            "{}: {} bytes are no {}: they are shown as \xEF\xBF\xBD; name the encoding with --encoding FILE=NAME", path,
            count.undecodable, file.encoding);
        file.findings.push_back(std::move(f));
    }
    return file;
}

SurveyFile read_survey_txt(const std::string& path, const std::string& encoding_override) {
    std::ifstream in(path, std::ios::binary);
    if (!in) throw Error::make(ExitCode::unreadable, "{} cannot be opened.", path);
    const std::string bytes((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
    if (in.bad()) throw Error::make(ExitCode::unreadable, "{} cannot be read to its end.", path);
    return parse_survey_txt(bytes, path, encoding_override);
}

}  // namespace mulens::read
