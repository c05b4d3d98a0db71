#include "pipeline/former_codes.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <cmath>

namespace mulens::pipeline {
namespace {

using table::Column;
using table::Layer;

const std::vector<FormerPart>* parts_of(const FormerCodes& codes, std::string_view code) {
    const auto it = codes.find(normalised_key(code));
    return it == codes.end() || it->second.empty() ? nullptr : &it->second;
}

/// Each link's share of its plot as the ledger reads it: given for all links of a plot, else by floor area, else equal.
std::vector<double> shares_of_plots(const table::Table& links) {
    struct Plot {
        double share = 0, floor = 0, count = 0;
        bool all_shares = true, all_floors = true;
    };
    std::map<std::string, Plot> plots;
    for (Row row = 0; row < links.rows(); ++row) {
        Plot& plot = plots[normalised_key(links.text("parcel_id", row))];
        const double share = links.number("share", row), floor = links.number("floor_area_m2", row);
        plot.count += 1;
        plot.all_shares = plot.all_shares && share >= 0;
        plot.all_floors = plot.all_floors && floor > 0;
        plot.share += share;
        plot.floor += floor;
    }
    std::vector<double> out(links.rows());
    for (Row row = 0; row < links.rows(); ++row) {
        const Plot& plot = plots.at(normalised_key(links.text("parcel_id", row)));
        if (plot.all_shares && plot.share > 0)
            out[row] = links.number("share", row) / plot.share;
        else if (plot.all_floors)
            out[row] = links.number("floor_area_m2", row) / plot.floor;
        else
            out[row] = 1 / plot.count;
    }
    return out;
}

void replace_links(const FormerCodes& codes, Layer& layer) {
    const table::Table& links = layer.table;
    const auto shares = shares_of_plots(links);
    std::vector<Row> rows;
    std::vector<std::string> plots;
    std::vector<double> share;
    std::vector<std::uint16_t> source;
    std::vector<Row> source_row;
    const auto add = [&](Row row, std::string code, double s) {
        rows.push_back(row);
        plots.push_back(std::move(code));
        share.push_back(s);
        if (row < layer.source.size()) source.push_back(layer.source[row]);
        if (row < layer.source_row.size()) source_row.push_back(layer.source_row[row]);
    };
    bool any = false;
    for (Row row = 0; row < links.rows(); ++row) {
        const std::string code(links.text("parcel_id", row));
        const auto* parts = parts_of(codes, code);
        if (parts == nullptr) {
            add(row, code, links.number("share", row));
            continue;
        }
        any = true;
        for (const auto& part : *parts) add(row, part.code, shares[row] * part.share_of_former);
    }
    if (!any) return;
    table::Table out = table::take_rows(links, rows);
    out.set("parcel_id", Column::texts(plots));
    out.set("share", Column::numbers(std::move(share)));
    layer.table = std::move(out);
    layer.source = std::move(source);
    layer.source_row = std::move(source_row);
}

void replace_ledger_codes(const FormerCodes& codes, table::Table& enterprises) {
    const Column* column = enterprises.find("parcel_id");
    if (column == nullptr || !column->is_text()) return;
    bool any = false;
    std::vector<std::string> out;
    for (Row row = 0; row < enterprises.rows(); ++row) {
        out.emplace_back(column->text(row));
        const auto* parts = parts_of(codes, out.back());
        if (parts == nullptr) continue;
        any = true;
        out.back().clear();
        for (const auto& part : *parts) out.back() += (out.back().empty() ? "" : ";") + part.code;
    }
    if (any) enterprises.set("parcel_id", Column::texts(out));
}

}  // namespace

void use_former_codes(const FormerCodes& codes, Layer& enterprises, Inputs& inputs) {
    if (codes.empty()) return;
    if (const auto it = inputs.layers.find("links"); it != inputs.layers.end()) replace_links(codes, it->second);
    replace_ledger_codes(codes, enterprises.table);
}

}  // namespace mulens::pipeline
