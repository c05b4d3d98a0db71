#include "plan/assembly.hpp"

#include "base/error.hpp"
#include "base/parallel.hpp"
#include "plan/key_plots.hpp"
#include "plan/subgroup.hpp"

#include <algorithm>
#include <cmath>
#include <set>

namespace mulens::plan {
namespace {

/// Connected pieces of what is left of a component, by lowest row.
std::vector<std::vector<Row>> pieces(const AssemblyInput& input, const AssemblyOptions& options,
                                     const std::vector<Row>& plots) {
    const Component graph(input, options, plots);
    std::vector<std::vector<Row>> out;
    std::vector<std::uint8_t> seen(plots.size(), 0);
    for (std::uint32_t start = 0; start < graph.size(); ++start) {
        if (seen[start] != 0) continue;
        std::vector<std::uint32_t> stack{start};
        seen[start] = 1;
        out.emplace_back();
        while (!stack.empty()) {
            const std::uint32_t i = stack.back();
            stack.pop_back();
            out.back().push_back(graph.row(i));
            for (const auto& link : graph.links(i))
                if (seen[link.to] == 0) {
                    seen[link.to] = 1;
                    stack.push_back(link.to);
                }
        }
        std::sort(out.back().begin(), out.back().end());
    }
    return out;
}

/// The groups of one component: whole, or the best sub-group and then those of the rest.
std::vector<Group> groups_in(const AssemblyInput& input, const AssemblyOptions& options,
                             const std::vector<Row>& component, Progress& progress) {
    std::vector<Group> out;
    std::vector<std::vector<Row>> waiting{component};
    while (!waiting.empty()) {
        auto plots = std::move(waiting.back());
        waiting.pop_back();
        Component set(input, options, plots);
        for (std::uint32_t i = 0; i < set.size(); ++i) set.add(i);
        const Figures all = set.figures();
        if (all.mu < options.min_mu - 1e-9 || plots.size() < options.min_plots) continue;
        Group group;
        if (set.feasible()) {
            group.plots = plots;
            group.figures = figures_of(input, options, plots);
            group.bound = group.figures.score;
            out.push_back(std::move(group));
            continue;
        }
        const Best best = best_subgroup(set, options, progress);
        if (!best.found) continue;
        for (const std::uint32_t i : best.members) group.plots.push_back(set.row(i));
        group.figures = figures_of(input, options, group.plots);
        group.proof = best.exact ? Proof::exact : Proof::search;
        group.bound = best.exact ? group.figures.score : std::max(best.bound, group.figures.score);
        if (group.figures.score > 0) group.gap = (group.bound - group.figures.score) / group.figures.score;
        std::vector<Row> rest;
        std::set_difference(plots.begin(), plots.end(), group.plots.begin(), group.plots.end(),
                            std::back_inserter(rest));
        auto parts = pieces(input, options, rest);
        waiting.insert(waiting.end(), std::make_move_iterator(parts.rbegin()), std::make_move_iterator(parts.rend()));
        out.push_back(std::move(group));
    }
    return out;
}

void name_key_plots(const AssemblyInput& input, const AssemblyOptions& options, Assembly& out) {
    constexpr auto none = std::numeric_limits<std::uint32_t>::max();
    std::vector<std::uint32_t> group_of(input.candidate.size(), none);
    for (std::uint32_t g = 0; g < out.groups.size(); ++g)
        for (const Row row : out.groups[g].plots) group_of[row] = g;
    for (std::size_t k = 0; k < out.keys.size(); ++k) {
        KeyPlot& key = out.keys[k];
        for (const Neighbour& n : input.adjacency->of(key.row))
            if (group_of[n.row] != none && contiguous(n, options.contiguity) &&
                (options.across_platforms || input.platform[n.row] == input.platform[key.row]))
                key.groups.push_back(group_of[n.row]);
        std::sort(key.groups.begin(), key.groups.end());
        key.groups.erase(std::unique(key.groups.begin(), key.groups.end()), key.groups.end());
        for (const std::uint32_t g : key.groups) out.groups[g].key = std::min(out.groups[g].key, k);
    }
}

void check_input(const AssemblyInput& input) {
    const std::size_t rows = input.candidate.size();
    const auto same = [&](std::size_t size) {
        if (size != rows) throw Error(ExitCode::failed, "assembly: arrays of different length");
    };
    same(input.may_join.size());
    same(input.low.size());
    same(input.area_mu.size());
    same(input.area_m2.size());
    same(input.perimeter_m.size());
    same(input.tax.size());
    same(input.owner.size());
    same(input.platform.size());
    if (input.adjacency == nullptr || input.adjacency->rows() != rows)
        throw Error(ExitCode::failed, "assembly: neighbours of other parcels");
}

}  // namespace

const char* name_of(Proof proof) {
    switch (proof) {
        case Proof::whole:
            return "whole";
        case Proof::exact:
            return "exact";
        case Proof::search:
            break;
    }
    return "search";
}

void check_options(const AssemblyOptions& o) {
    const auto bad = [](const char* sentence) { throw Error(ExitCode::usage, sentence); };
    if (!(o.min_mu > 0) || !std::isfinite(o.min_mu)) bad("--min-mu must be more than 0 亩");
    if (!(o.max_mu > 0)) bad("--max-mu must be more than 0 亩");
    if (o.max_mu < o.min_mu)
        throw Error::make(ExitCode::usage, "--max-mu {} is less than --min-mu {}: no group can be both", o.max_mu,
                          o.min_mu);
    if (!(o.contiguity.min_border_m >= 0)) bad("--min-border must be 0 m or more");
    if (!(o.contiguity.across_road_m >= 0)) bad("--across-road must be 0 m or more");
    const auto& w = o.weights;
    for (const double weight : {w.land, w.owners, w.compact, w.low, w.tax})
        if (!(weight >= 0) || !std::isfinite(weight)) bad("weights must be 0 or more");
    if (!(w.sum() > 0)) bad("at least one weight must be more than 0");
}

Figures figures_of(const AssemblyInput& input, const AssemblyOptions& options, const std::vector<Row>& plots) {
    Figures f;
    std::set<std::uint32_t> known;
    for (std::size_t i = 0; i < plots.size(); ++i) {
        const Row row = plots[i];
        f.mu += input.area_mu[row];
        f.area_m2 += input.area_m2[row];
        f.perimeter_m += input.perimeter_m[row];
        if (input.low[row] != 0) f.low_mu += input.area_mu[row];
        if (!std::isnan(input.tax[row])) f.tax += input.tax[row];
        if (input.owner[row] == unknown_owner)
            ++f.owners;
        else
            known.insert(input.owner[row]);
        for (const Neighbour& n : input.adjacency->of(row))
            if (n.row < row && contiguous(n, options.contiguity) &&
                (options.across_platforms || input.platform[row] == input.platform[n.row]) &&
                std::binary_search(plots.begin(), plots.end(), n.row))
                f.perimeter_m -= 2 * static_cast<double>(n.shared_m);
    }
    f.owners += known.size();
    finish(f, options);
    return f;
}

Assembly assemble(const AssemblyInput& input, const AssemblyOptions& options, Progress& progress) {
    check_options(options);
    check_input(input);
    Assembly out;
    const Components components = components_of(input, options);
    out.components = components.plots.size();
    for (std::size_t c = 0; c < components.plots.size(); ++c) {
        out.candidates += components.plots[c].size();
        out.candidate_mu += components.mu[c];
        out.largest_mu = std::max(out.largest_mu, components.mu[c]);
    }
    progress.stage("assembly", components.plots.size());
    std::vector<std::vector<Group>> found(components.plots.size());
    parallel_chunks(options.threads, found.size(), 16,
                    [&](std::uint64_t, std::uint64_t begin, std::uint64_t end, unsigned) {
                        for (std::uint64_t c = begin; c < end; ++c) {
                            progress.check();
                            if (components.mu[c] >= options.min_mu - 1e-9)
                                found[c] = groups_in(input, options, components.plots[c], progress);
                        }
                        progress.advance(end - begin);
                    });
    for (auto& part : found)
        out.groups.insert(out.groups.end(), std::make_move_iterator(part.begin()), std::make_move_iterator(part.end()));
    std::sort(out.groups.begin(), out.groups.end(), [](const Group& a, const Group& b) {
        const auto x = rank_score(a.figures.score);
        const auto y = rank_score(b.figures.score);
        if (x != y) return x > y;
        const auto p = rank_score(a.figures.mu);
        const auto q = rank_score(b.figures.mu);
        return p != q ? p > q : a.plots.front() < b.plots.front();
    });
    std::vector<std::uint8_t> used(input.candidate.size(), 0);
    for (const Group& group : out.groups) {
        out.reached_mu += group.figures.mu;
        for (const Row row : group.plots) used[row] = 1;
    }
    for (Row row = 0; row < used.size(); ++row)
        if (components.of[row] != Components::none && used[row] == 0 && input.area_mu[row] >= options.min_mu)
            ++out.single;
    out.keys = find_key_plots(input, options, components);
    name_key_plots(input, options, out);
    return out;
}

}  // namespace mulens::plan
