// The style files show the very classes of the legend: the filters of NAME.sld and NAME.qml, run by OGR over the file
// they lie beside, put every parcel into exactly one class, and into the one that Classes::index_of gives.
#include "base/error.hpp"
#include "style/sld.hpp"
#include "write/export_layer.hpp"
#include "write_fixture.hpp"

#include <cpl_minixml.h>
#include <gdal_priv.h>
#include <gtest/gtest.h>
#include <ogrsf_frmts.h>

#include <cmath>
#include <cstring>
#include <map>
#include <memory>

namespace mulens::write {
namespace {

using fixture::TempFolder;

struct Close {
    void operator()(GDALDataset* dataset) const { GDALClose(dataset); }
    void operator()(CPLXMLNode* node) const { CPLDestroyXMLNode(node); }
};
using Dataset = std::unique_ptr<GDALDataset, Close>;
using Xml = std::unique_ptr<CPLXMLNode, Close>;

Dataset open(const std::string& path) {
    GDALAllRegister();
    return Dataset(GDALDataset::Open(path.c_str(), GDAL_OF_VECTOR | GDAL_OF_READONLY));
}

std::vector<const CPLXMLNode*> children(const CPLXMLNode* node, const char* name) {
    std::vector<const CPLXMLNode*> out;
    for (const CPLXMLNode* c = node->psChild; c != nullptr; c = c->psNext)
        if (c->eType == CXT_Element && (name == nullptr || std::strcmp(c->pszValue, name) == 0)) out.push_back(c);
    return out;
}

/// An OGC filter as OGR SQL; whether a literal is words is known from the field.
std::string sql_of(const CPLXMLNode* node, OGRLayer& layer) {
    const std::string tag = node->pszValue;
    if (tag == "And" || tag == "Or") {
        std::string out;
        for (const auto* part : children(node, nullptr))
            out += (out.empty() ? "(" : tag == "And" ? " AND " : " OR ") + sql_of(part, layer);
        return out + ")";
    }
    if (tag == "Not") return "NOT (" + sql_of(children(node, nullptr).front(), layer) + ")";
    const std::string field = CPLGetXMLValue(node, "PropertyName", "");
    const int index = layer.GetLayerDefn()->GetFieldIndex(field.c_str());
    EXPECT_GE(index, 0) << field;
    if (index < 0) return "1 = 0";
    if (tag == "PropertyIsNull") return "\"" + field + "\" IS NULL";
    std::string literal = CPLGetXMLValue(node, "Literal", "");
    if (layer.GetLayerDefn()->GetFieldDefn(index)->GetType() == OFTString)
        literal = "'" + literal + "'";
    else if (literal == "true")
        return "1 = 0";  // OGR's booleans are 1 and 0; QGIS's are words
    const std::map<std::string, const char*> operators{{"PropertyIsEqualTo", " = "},
                                                       {"PropertyIsNotEqualTo", " <> "},
                                                       {"PropertyIsGreaterThanOrEqualTo", " >= "},
                                                       {"PropertyIsLessThan", " < "}};
    EXPECT_TRUE(operators.contains(tag)) << tag;
    return "\"" + field + "\"" + (operators.contains(tag) ? operators.at(tag) : " = ") + literal;
}

std::vector<std::string> sld_filters(const std::string& path, OGRLayer& layer, std::size_t style) {
    const Xml xml(CPLParseXMLFile(path.c_str()));
    EXPECT_NE(xml, nullptr) << path;
    CPLStripXMLNamespace(xml.get(), nullptr, TRUE);
    const CPLXMLNode* user = CPLGetXMLNode(xml.get(), "=StyledLayerDescriptor.NamedLayer.UserStyle");
    std::vector<std::string> out;
    if (user == nullptr) return out;
    const auto styles = children(user, "FeatureTypeStyle");
    if (style >= styles.size()) return out;
    for (const auto* rule : children(styles[style], "Rule"))
        out.push_back(sql_of(children(CPLGetXMLNode(const_cast<CPLXMLNode*>(rule), "Filter"), nullptr).front(), layer));
    return out;
}

/// Filters of the class rules of a QML text.
std::vector<std::string> qml_filters(const std::string& text) {
    const Xml xml(CPLParseXMLString(text.c_str()));
    EXPECT_NE(xml, nullptr);
    std::vector<std::string> out;
    const CPLXMLNode* group = CPLGetXMLNode(xml.get(), "=qgis.renderer-v2.rules.rule");
    if (group == nullptr) return out;
    for (const auto* rule : children(group, "rule")) out.emplace_back(CPLGetXMLValue(rule, "filter", ""));
    return out;
}

/// Field that holds the parcel code, whatever it is called in the format.
std::string id_of(const OGRFeature& feature) {
    for (const char* name : {"parcel_id", "PARCEL_ID", "宗地代码"})
        if (const int i = feature.GetFieldIndex(name); i >= 0) return feature.GetFieldAsString(i);
    ADD_FAILURE() << "no parcel code";
    return {};
}

std::map<std::string, std::vector<std::uint16_t>> classes_in(OGRLayer& layer, const std::vector<std::string>& filters) {
    std::map<std::string, std::vector<std::uint16_t>> out;
    layer.SetAttributeFilter(nullptr);
    for (auto& feature : layer) out[id_of(*feature)];
    for (std::size_t i = 0; i < filters.size(); ++i) {
        EXPECT_EQ(layer.SetAttributeFilter(filters[i].c_str()), OGRERR_NONE) << filters[i];
        for (auto& feature : layer) out[id_of(*feature)].push_back(static_cast<std::uint16_t>(i));
    }
    layer.SetAttributeFilter(nullptr);
    return out;
}

std::map<std::string, std::uint16_t> classes_wanted(const ResultSet& r, const std::string& metric) {
    const auto classes = classes_of(r.parcels, r.cut_scores, metric);
    std::map<std::string, std::uint16_t> out;
    for (Row row = 0; row < r.parcels.rows(); ++row)
        out[std::string(r.parcels.text("parcel_id", row))] = classes.kind == style::ClassKind::categories
                                                                 ? classes.index_of(r.parcels.text(metric, row))
                                                                 : classes.index_of(r.parcels.number(metric, row));
    return out;
}

void expect_same(const std::map<std::string, std::vector<std::uint16_t>>& got,
                 const std::map<std::string, std::uint16_t>& wanted, const std::string& what) {
    EXPECT_GT(got.size(), 300U) << what;
    for (const auto& [id, found] : got) {
        ASSERT_EQ(found.size(), 1U) << what << " " << id << ": in exactly one class";
        ASSERT_EQ(found[0], wanted.at(id)) << what << " " << id;
    }
}

/// Values on the limits themselves, and one step below them.
ResultSet with_limit_values() {
    ResultSet r = fixture::results(400);
    const auto breaks = style::nice_breaks(r.parcels.share("tax_per_mu")->values());
    std::vector<double> values;
    for (Row row = 0; row < 400; ++row) values.push_back(r.parcels.number("tax_per_mu", row));
    for (std::size_t i = 0; i < breaks.size(); ++i) {
        values[2 * i] = breaks[i];
        values[2 * i + 1] = breaks[i] * (1 - 1e-12);
    }
    r.parcels.set("tax_per_mu", fixture::number(values));
    std::vector<std::string> grades;
    for (Row row = 0; row < 400; ++row)
        grades.emplace_back(row % 9 == 8 ? "" : row % 31 == 30 ? "ungraded" : r.parcels.text("grade", row));
    r.parcels.set("grade", fixture::text(grades));
    return r;
}

}  // namespace

TEST(WriteStyles, EveryParcelHasTheClassOfTheLegendInEveryFormat) {
    const ResultSet r = with_limit_values();
    for (const char* ending : {"gpkg", "geojson", "shp", "fgb"})
        for (const char* metric : {"grade", "tax_per_mu", "building_density", "enterprise_count", "platform"}) {
            const TempFolder folder;
            ExportOptions options;
            options.style = metric;
            if (std::string(ending) == "gpkg") options.headers = Headers::zh;
            Progress progress;
            export_layer(r, options, folder / (std::string("宗地.") + ending), progress);
            const auto dataset = open(folder / (std::string("宗地.") + ending));
            ASSERT_NE(dataset, nullptr);
            OGRLayer& layer = *dataset->GetLayer(0);
            const auto wanted = classes_wanted(r, metric);
            const std::string what = std::string(ending) + " " + metric;
            expect_same(classes_in(layer, sld_filters(folder / "宗地.sld", layer, 0)), wanted, what + " sld");
            expect_same(classes_in(layer, qml_filters(fixture::bytes_of(folder / "宗地.qml"))), wanted, what + " qml");
        }
}

TEST(WriteStyles, HighlightsAreTheParcelsOfTheLists) {
    const ResultSet r = fixture::results(60);
    const TempFolder folder;
    ExportOptions options;
    options.style = "grade";
    Progress progress;
    export_layer(r, options, folder / "p.shp", progress);
    const auto dataset = open(folder / "p.shp");
    OGRLayer& layer = *dataset->GetLayer(0);
    const auto filters = sld_filters(folder / "p.sld", layer, 1);
    ASSERT_EQ(filters.size(), 2U);
    const auto found = classes_in(layer, filters);
    for (Row row = 0; row < 60; ++row) {
        std::vector<std::uint16_t> wanted;
        if (r.parcels.number("low_efficiency", row) == 1) wanted.push_back(0);
        if (r.parcels.text("idle_status", row) == "not_started_1y") wanted.push_back(1);
        EXPECT_EQ(found.at(std::string(r.parcels.text("parcel_id", row))), wanted) << row;
    }
}

TEST(WriteStyles, AGeoPackageHoldsTheTableThatQgisReads) {
    const ResultSet r = fixture::results(60);
    const TempFolder folder;
    ExportOptions options;
    options.style = "grade";
    Progress progress;
    export_layer(r, options, folder / "p.gpkg", progress);
    const std::string first = fixture::bytes_of(folder / "p.gpkg");
    const auto dataset = open(folder / "p.gpkg");
    OGRLayer* styles = dataset->GetLayerByName("layer_styles");
    ASSERT_NE(styles, nullptr);
    EXPECT_STREQ(styles->GetFIDColumn(), "id");
    std::vector<std::string> fields;
    for (int i = 0; i < styles->GetLayerDefn()->GetFieldCount(); ++i)
        fields.emplace_back(styles->GetLayerDefn()->GetFieldDefn(i)->GetNameRef());
    EXPECT_EQ(fields, (std::vector<std::string>{"f_table_catalog", "f_table_schema", "f_table_name",
                                                "f_geometry_column", "styleName", "styleQML", "styleSLD",
                                                "useAsDefault", "description", "owner", "ui", "update_time"}));
    // As QGIS asks for it: the schema must be an empty text, not NULL.
    styles->SetAttributeFilter("f_table_schema = '' AND f_table_name = 'p' AND f_geometry_column = 'geom'");
    ASSERT_EQ(styles->GetFeatureCount(), 1);
    const OGRFeatureUniquePtr row(styles->GetNextFeature());
    EXPECT_EQ(row->GetFieldAsInteger("useAsDefault"), 1);
    EXPECT_STREQ(row->GetFieldAsString("styleName"), "grade");
    EXPECT_STREQ(row->GetFieldAsString("description"), "地块效益等级(测算)");
    EXPECT_EQ(row->GetFieldAsString("styleQML"), fixture::bytes_of(folder / "p.qml"));
    EXPECT_EQ(row->GetFieldAsString("styleSLD"), fixture::bytes_of(folder / "p.sld"));
    EXPECT_STREQ(dataset->GetLayer(0)->GetGeometryColumn(), "geom");
    options.overwrite = true;
    export_layer(r, options, folder / "p.gpkg", progress);
    EXPECT_EQ(fixture::bytes_of(folder / "p.gpkg"), first) << "the same bytes again";
}

TEST(WriteStyles, AStrangersStyleIsNotReplaced) {
    const ResultSet r = fixture::results(12);
    const TempFolder folder;
    std::ofstream(folder / "p.qml") << "mine";
    ExportOptions options;
    options.style = "grade";
    Progress progress;
    EXPECT_THROW(export_layer(r, options, folder / "p.geojson", progress), Error);
    EXPECT_EQ(fixture::bytes_of(folder / "p.qml"), "mine");
    EXPECT_FALSE(fixture::fs::exists(folder / "p.geojson"));
    EXPECT_FALSE(fixture::fs::exists(folder / "p.sld"));
}

TEST(WriteStyles, WhatCannotBeColouredIsSaid) {
    const ResultSet r = fixture::results(60);
    const TempFolder folder;
    Progress progress;
    const auto refused = [&](const char* style, const char* file, const char* words, const char* layer = "parcels",
                             std::vector<std::string> columns = {}) {
        ExportOptions options;
        options.style = style;
        options.layer = layer;
        options.columns = std::move(columns);
        try {
            export_layer(r, options, folder / file, progress);
            ADD_FAILURE() << style;
        } catch (const Error& error) {
            EXPECT_EQ(error.code(), ExitCode::usage);
            EXPECT_NE(std::string(error.what()).find(words), std::string::npos) << error.what();
        }
        EXPECT_FALSE(fixture::fs::exists(folder / file));
    };
    refused("parcel_id", "a.gpkg", "too many");
    refused("tax_per_muu", "b.gpkg", "tax_per_mu");
    refused("stopped_since", "c.gpkg", "dates");
    refused("low_efficiency", "d.gpkg", "yes or no");
    refused("grade", "e.csv", "geometry");
    refused("grade", "f.csv", "geometry", "platforms");
    refused("grade", "g.gpkg", "--columns", "parcels", {"parcel_id", "tax"});
}

TEST(WriteStyles, CutLinesComeFromTheRun) {
    ResultSet r = fixture::results(12);
    r.cut_scores = {{"规上", "A", 76.42, "", false, 0.2}, {"规上", "B", 58, "", false, 0.7}};
    const auto classes = classes_of(r.parcels, r.cut_scores, "地块效益等级(测算)");
    EXPECT_EQ(classes.classes[0].label(true), "A ≥ 76.4 分(企业前20%)");
    EXPECT_EQ(classes.classes[3].label(true), "D < 58.0 分");
    r.cut_scores = {{"", "A", 80, "", true}};
    EXPECT_EQ(classes_of(r.parcels, r.cut_scores, "grade").classes[0].label(true), "A > 80 分");
}

}  // namespace mulens::write
