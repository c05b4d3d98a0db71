#include "plan/key_plots.hpp"

#include "plan/subgroup.hpp"

#include <algorithm>
#include <set>

namespace mulens::plan {
namespace {

bool linked(const AssemblyInput& input, const AssemblyOptions& options, Row row, const Neighbour& n) {
    return contiguous(n, options.contiguity) &&
           (options.across_platforms || input.platform[row] == input.platform[n.row]);
}

bool too_many_owners(const AssemblyInput& input, const AssemblyOptions& options, const KeyPlot& key) {
    if (options.max_owners == 0) return false;
    std::set<std::uint32_t> known;
    std::size_t unknown = 0;
    const auto count = [&](Row row) {
        if (input.owner[row] == unknown_owner)
            ++unknown;
        else
            known.insert(input.owner[row]);
    };
    count(key.row);
    for (const Row row : key.joined) count(row);
    return known.size() + unknown > options.max_owners;
}

}  // namespace

Components components_of(const AssemblyInput& input, const AssemblyOptions& options) {
    Components out;
    const auto rows = static_cast<Row>(input.candidate.size());
    out.of.assign(rows, Components::none);
    std::vector<Row> stack;
    for (Row start = 0; start < rows; ++start) {
        if (input.candidate[start] == 0 || !(input.area_mu[start] > 0) || out.of[start] != Components::none) continue;
        const auto id = static_cast<std::uint32_t>(out.plots.size());
        out.plots.emplace_back();
        out.of[start] = id;
        stack.push_back(start);
        while (!stack.empty()) {
            const Row row = stack.back();
            stack.pop_back();
            out.plots.back().push_back(row);
            for (const Neighbour& n : input.adjacency->of(row)) {
                if (input.candidate[n.row] == 0 || !(input.area_mu[n.row] > 0) || out.of[n.row] != Components::none)
                    continue;
                if (!linked(input, options, row, n)) continue;
                out.of[n.row] = id;
                stack.push_back(n.row);
            }
        }
        std::sort(out.plots.back().begin(), out.plots.back().end());
        double mu = 0;
        for (const Row row : out.plots.back()) mu += input.area_mu[row];
        out.mu.push_back(mu);
    }
    return out;
}

std::vector<KeyPlot> find_key_plots(const AssemblyInput& input, const AssemblyOptions& options,
                                    const Components& components) {
    std::vector<KeyPlot> keys;
    const auto rows = static_cast<Row>(input.candidate.size());
    for (Row row = 0; row < rows; ++row) {
        if (components.of[row] != Components::none || input.may_join[row] == 0 || !(input.area_mu[row] > 0)) continue;
        std::vector<std::uint32_t> met;
        for (const Neighbour& n : input.adjacency->of(row))
            if (components.of[n.row] != Components::none && linked(input, options, row, n))
                met.push_back(components.of[n.row]);
        std::sort(met.begin(), met.end());
        met.erase(std::unique(met.begin(), met.end()), met.end());
        if (met.empty()) continue;
        KeyPlot key;
        key.row = row;
        double candidates = 0;
        double already = 0;
        for (const std::uint32_t id : met) {
            candidates += components.mu[id];
            if (components.mu[id] >= options.min_mu - 1e-9) already = std::max(already, components.mu[id]);
        }
        key.total_mu = candidates + input.area_mu[row];
        key.gain_mu = candidates - already;
        if (key.total_mu < options.min_mu - 1e-9 || key.total_mu > options.max_mu + 1e-9 || !(key.gain_mu > 1e-9))
            continue;
        for (const std::uint32_t id : met)
            key.joined.insert(key.joined.end(), components.plots[id].begin(), components.plots[id].end());
        std::sort(key.joined.begin(), key.joined.end());
        if (key.joined.size() + 1 < options.min_plots || too_many_owners(input, options, key)) continue;
        keys.push_back(std::move(key));
    }
    std::sort(keys.begin(), keys.end(), [&](const KeyPlot& a, const KeyPlot& b) {
        const auto x = rank_score(a.gain_mu);
        const auto y = rank_score(b.gain_mu);
        if (x != y) return x > y;
        const auto p = rank_score(input.area_mu[a.row]);
        const auto q = rank_score(input.area_mu[b.row]);
        return p != q ? p < q : a.row < b.row;
    });
    return keys;
}

}  // namespace mulens::plan
