// Everything a run hands to the writers, as plain data. Tables have canonical columns and units; the writers choose the
// order and the words from the column catalogue. Rows of `parcels` and features of `geometry` are the same numbers.
#pragma once

#include "base/date.hpp"
#include "base/diagnostics.hpp"
#include "geom/polygons.hpp"
#include "table/layer.hpp"
#include "table/table.hpp"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace mulens::write {

/// One balance that was drawn up: in + counted_twice = pairs + outside + sliver + lost; Σ allocated + residual = Σ
/// input.
struct Balance {
    std::string name;  ///< overlay_platforms, overlay_buildings, money_tax …
    std::string zh;
    std::string unit;                                     ///< m², 分 …
    std::vector<std::pair<std::string, double>> entries;  ///< in, pairs, outside, lost …
    bool closes = true;
};

struct Gate {
    std::string name;
    double value = 0;
    double limit = 0;
    bool passed = true;
};

struct SchemeInfo {
    std::string name;  ///< "" = no scheme was named
    std::string title;
    std::string file;
    std::string sha256;
    std::string citation;
    std::string status;  ///< in force, no law, repealed
    std::string year;
    std::string caution{};   ///< repealed by what, or outside its valid years; "" = nothing to say
    std::string notice{};    ///< what the scheme says of itself
    std::string document{};  ///< document number
    std::string cut_from{};  ///< scheme that lent its cut lines, "" = its own
};

/// A cut line that resulted from a quota, or that a threshold gives.
struct CutScore {
    std::string scale_class;  ///< 规上, 规下 …
    std::string grade;
    double score = 0;
    std::string rule;                 ///< ">= 76.4 (企业前20%)"
    bool above = false;               ///< the score itself is not enough: > instead of >=
    double cumulative = table::none;  ///< quota: share of firms down to and including the grade
};

/// method §4.7: rows in, in scope, assessed, ungraded by reason … adding up.
struct ReconciliationLine {
    std::string subject;  ///< parcels or enterprises
    std::string state;
    std::string zh;
    std::uint64_t count = 0;
    double area_mu = 0;
    double tax = 0;  ///< 万元; NaN = none
    std::vector<std::string> members;
};

struct CrossCheckRow {
    std::string key;   ///< parcel code, else credit code, enterprise number or name
    std::string name;  ///< land user or enterprise
    std::string platform;
    double area_mu = table::none;
    double tax = table::none;  ///< 万元
    double output = table::none;
    std::string note;
};
/// 有地无企, 有企无地, 有地无税, 有税无地.
struct CrossCheck {
    std::string code;
    std::string zh;
    std::vector<CrossCheckRow> rows;
    std::uint64_t hidden = 0;  ///< rows counted but not listed: public edition, or a run of summaries only
    [[nodiscard]] std::uint64_t count() const { return rows.size() + hidden; }
};

struct ResultSet {
    std::string project;
    std::string project_file;
    std::string project_sha256;
    std::optional<int> year;
    std::optional<Date> as_of;
    std::string crs;  ///< working CRS of `geometry`, "EPSG:4549"
    std::string crs_reason;
    std::string area_basis;  ///< deed, plane, ellipsoid or automatic: what was asked for
    SchemeInfo scheme;
    bool made_up = false;  ///< sample data

    table::Table parcels;
    geom::Polygons geometry;
    table::Table enterprises;
    table::Table ledger;     ///< enterprise × parcel, with share and allocated amounts
    table::Table residuals;  ///< amounts that found no parcel; written below the ledger rows
    table::Table idle;       ///< contract or parcel rows; parcel_id is the key to `parcels`

    // Summary rows carry `platform`, `street` or `industry` first; a 未归口 row where due.
    table::Table platforms;
    table::Table platforms_overlap;
    table::Table district;  ///< one row with the columns of `platforms`: the totals (ratios of sums); may be empty
    table::Table streets;
    table::Table industries;

    std::vector<Balance> balances;
    std::vector<Gate> gates;
    std::vector<Finding> findings;  ///< Diagnostics::sorted()
    std::vector<table::SourceInfo> sources;
    std::vector<std::string> assumptions;                       ///< sentences
    std::vector<std::pair<std::string, std::string>> options;   ///< as the run used them
    std::vector<std::pair<std::string, std::string>> versions;  ///< {"GDAL", "3.6.2"} …
    table::Table decisions;
    std::vector<CutScore> cut_scores;
    std::vector<ReconciliationLine> reconciliation;
    std::vector<CrossCheck> cross_checks;
    std::string previous;  ///< --previous DIR, "" = none
};

}  // namespace mulens::write
