#include "robust/data_error.hpp"

#include "robust/random.hpp"

#include <algorithm>
#include <cmath>
#include <set>

namespace mulens::robust {
namespace {

/// Metrics that the scheme looks at, as scores or tests.
std::set<std::string> metrics_of(const config::Scheme& scheme) {
    std::set<std::string> out;
    for (const auto& c : scheme.classes)
        for (const auto& indicator : c.indicators) out.insert(indicator.metric);
    for (const auto& test : scheme.low_tests) out.insert(test.metric);
    return out;
}

const table::Column* numbers(const table::Table& table, std::string_view name) {
    const table::Column* column = table.find(name);
    return column == nullptr || column->is_text() ? nullptr : column;
}

}  // namespace

DataError::DataError(const rules::LiveInput& input) : input_(input) {
    const auto wanted = metrics_of(*input.scheme);
    const auto add = [&](std::string_view name) {
        if (name == "area" || numbers(input.enterprises, name) == nullptr) return;
        if (std::find(columns_.begin(), columns_.end(), name) == columns_.end()) columns_.emplace_back(name);
    };
    for (const auto& parts : rules::measure_list()) {
        const bool used = wanted.contains(std::string(parts.metric)) || wanted.contains(std::string(parts.numerator)) ||
                          wanted.contains(std::string(parts.denominator));
        // Plans and the conditions of their candidates look at these, whatever the scheme does.
        if (used || parts.metric == "tax_per_mu" || parts.metric == "output_per_mu") metrics_.push_back(parts);
        if (!used) continue;
        add(parts.numerator);
        add(parts.denominator);
    }
    for (const auto& name : columns_) {
        const auto values = numbers(input.enterprises, name)->values();
        auto& firms = known_.emplace_back();
        for (Row firm = 0; firm < values.size(); ++firm)
            if (std::isfinite(values[firm]) && values[firm] != 0) firms.push_back(firm);
    }
    find_pulls();
}

void DataError::find_pulls() {
    const Row parcels = input_.parcels.rows();
    std::vector<double> land(input_.enterprises.rows(), 0), part(input_.links.size(), 0);
    for (std::size_t i = 0; i < input_.links.size(); ++i) {
        const auto& link = input_.links[i];
        const double area = input_.parcels.number("area_basis_m2", link.parcel);
        part[i] = area > 0 ? link.share * area : 0;
        land[link.enterprise] += part[i];
    }
    for (const auto& name : columns_) {
        const auto values = numbers(input_.enterprises, name)->values();
        const auto pull = [&](std::size_t i) {
            const Row firm = input_.links[i].enterprise;
            const double share = land[firm] > 0 ? part[i] / land[firm] : 0;
            return std::isfinite(values[firm]) ? std::abs(values[firm]) * share : 0;
        };
        Moved m{std::vector<std::uint64_t>(parcels + std::size_t{1}, 0), {}, std::vector<double>(parcels, 0)};
        // Firms that bring nothing to a plot pull nowhere.
        for (std::size_t i = 0; i < input_.links.size(); ++i)
            if (pull(i) > 0) ++m.first[input_.links[i].parcel + 1];
        for (Row row = 0; row < parcels; ++row) m.first[row + 1] += m.first[row];
        m.pulls.resize(m.first[parcels]);
        auto next = m.first;
        for (std::size_t i = 0; i < input_.links.size(); ++i)
            if (const double weight = pull(i); weight > 0)
                m.pulls[next[input_.links[i].parcel]++] = {input_.links[i].enterprise, weight};
        for (Row row = 0; row < parcels; ++row)
            for (auto i = m.first[row]; i < m.first[row + 1]; ++i) m.sum[row] += m.pulls[i].weight;
        pulls_.push_back(std::move(m));
    }
}

table::Table DataError::moved(const table::Table& from, const std::vector<std::vector<double>>& factors) const {
    table::Table out = from;
    const auto factor_of = [&](std::string_view column) -> const std::vector<double>* {
        const auto it = std::find(columns_.begin(), columns_.end(), column);
        return it == columns_.end() ? nullptr : &factors[static_cast<std::size_t>(it - columns_.begin())];
    };
    const auto set = [&](std::string_view name, const std::vector<double>* over, const std::vector<double>* under) {
        const auto* values = numbers(from, name);
        if (values == nullptr || (over == nullptr && under == nullptr)) return;
        std::vector<double> moved = values->values();
        if (over != nullptr && under != nullptr) {
            for (std::size_t i = 0; i < moved.size(); ++i) moved[i] *= (*over)[i] / (*under)[i];
        } else if (over != nullptr) {
            for (std::size_t i = 0; i < moved.size(); ++i) moved[i] *= (*over)[i];
        } else {
            for (std::size_t i = 0; i < moved.size(); ++i) moved[i] *= 1 / (*under)[i];
        }
        out.set(std::string(name), table::Column::numbers(std::move(moved)));
    };
    for (const auto& name : columns_) set(name, factor_of(name), nullptr);
    for (const auto& parts : metrics_) set(parts.metric, factor_of(parts.numerator), factor_of(parts.denominator));
    return out;
}

rules::LiveInput DataError::apply(const DrawOptions& options, std::uint32_t draw) const {
    rules::LiveInput out = input_;
    out.threads = 1;
    if (!(options.error > 0)) return out;
    std::vector<std::vector<double>> firms(columns_.size()), parcels(columns_.size());
    for (std::size_t c = 0; c < columns_.size(); ++c) {
        auto& of_firm = firms[c];
        of_firm.assign(input_.enterprises.rows(), 1);
        Stream stream(options.seed, draw, 1 + c, 0);
        Row next = 0;
        for (const Row firm : known_[c]) {  // the n-th number is the n-th firm's, whoever has no figure
            stream.skip(firm - next);
            of_firm[firm] = std::exp(options.error * stream.normal());
            next = firm + 1;
        }
        const Moved& m = pulls_[c];
        auto& of_parcel = parcels[c];
        of_parcel.assign(input_.parcels.rows(), 1);
        for (Row row = 0; row < of_parcel.size(); ++row) {
            if (!(m.sum[row] > 0)) continue;
            double sum = 0;
            for (auto i = m.first[row]; i < m.first[row + 1]; ++i) sum += m.pulls[i].weight * of_firm[m.pulls[i].firm];
            of_parcel[row] = sum / m.sum[row];
        }
    }
    out.enterprises = moved(input_.enterprises, firms);
    out.parcels = moved(input_.parcels, parcels);
    return out;
}

}  // namespace mulens::robust
