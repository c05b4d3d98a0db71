#include "plan/subgroup.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

namespace mulens::plan {

std::int64_t rank_score(double score) { return static_cast<std::int64_t>(std::llround(score * 1e9)); }

void finish(Figures& f, const AssemblyOptions& options) {
    const auto& w = options.weights;
    f.part_land = f.mu > 0 ? f.mu / (f.mu + options.min_mu) : 0;
    f.part_owners = f.owners > 0 ? 1.0 / static_cast<double>(f.owners) : 0;
    f.part_compact =
        f.perimeter_m > 0 ? std::min(1.0, 16 * std::max(f.area_m2, 0.0) / (f.perimeter_m * f.perimeter_m)) : 0;
    f.part_low = f.mu > 0 ? std::clamp(f.low_mu / f.mu, 0.0, 1.0) : 0;
    f.part_tax = 1;
    if (options.tax_reference > 0 && f.mu > 0)
        f.part_tax = std::clamp(1 - f.tax / f.mu / options.tax_reference, 0.0, 1.0);
    const double sum = w.sum();
    f.score = sum > 0 ? 100 *
                            (w.land * f.part_land + w.owners * f.part_owners + w.compact * f.part_compact +
                             w.low * f.part_low + w.tax * f.part_tax) /
                            sum
                      : 0;
}

Component::Component(const AssemblyInput& input, const AssemblyOptions& options, std::vector<Row> plots)
    : input_(input), options_(options), plots_(std::move(plots)) {
    links_.resize(plots_.size());
    owner_.resize(plots_.size());
    in_.assign(plots_.size(), 0);
    std::map<std::uint32_t, std::uint32_t> owners;
    std::uint32_t next = 0;
    for (std::uint32_t i = 0; i < size(); ++i) {
        const Row row = plots_[i];
        const std::uint32_t owner = input_.owner[row];
        if (owner == unknown_owner)
            owner_[i] = next++;
        else {
            const auto [it, fresh] = owners.try_emplace(owner, next);
            if (fresh) ++next;
            owner_[i] = it->second;
        }
        for (const Neighbour& n : input_.adjacency->of(row)) {
            const auto it = std::lower_bound(plots_.begin(), plots_.end(), n.row);
            if (it == plots_.end() || *it != n.row || !contiguous(n, options_.contiguity)) continue;
            if (!options_.across_platforms && input_.platform[row] != input_.platform[n.row]) continue;
            links_[i].push_back({static_cast<std::uint32_t>(it - plots_.begin()), static_cast<double>(n.shared_m)});
        }
    }
    owner_plots_.assign(next, 0);
}

void Component::clear() {
    std::fill(in_.begin(), in_.end(), std::uint8_t{0});
    std::fill(owner_plots_.begin(), owner_plots_.end(), 0U);
    sums_ = Figures{};
    count_ = 0;
}

void Component::add(std::uint32_t i) {
    const Row row = plots_[i];
    sums_.mu += input_.area_mu[row];
    sums_.area_m2 += input_.area_m2[row];
    sums_.perimeter_m += input_.perimeter_m[row];
    if (input_.low[row] != 0) sums_.low_mu += input_.area_mu[row];
    if (!std::isnan(input_.tax[row])) sums_.tax += input_.tax[row];
    for (const Link& link : links_[i])
        if (in_[link.to] != 0) sums_.perimeter_m -= 2 * link.shared_m;
    if (owner_plots_[owner_[i]]++ == 0) ++sums_.owners;
    in_[i] = 1;
    ++count_;
}

void Component::drop(std::uint32_t i) {
    const Row row = plots_[i];
    in_[i] = 0;
    --count_;
    sums_.mu -= input_.area_mu[row];
    sums_.area_m2 -= input_.area_m2[row];
    sums_.perimeter_m -= input_.perimeter_m[row];
    if (input_.low[row] != 0) sums_.low_mu -= input_.area_mu[row];
    if (!std::isnan(input_.tax[row])) sums_.tax -= input_.tax[row];
    for (const Link& link : links_[i])
        if (in_[link.to] != 0) sums_.perimeter_m += 2 * link.shared_m;
    if (--owner_plots_[owner_[i]] == 0) --sums_.owners;
}

bool Component::fits(std::uint32_t i) const {
    if (sums_.mu + input_.area_mu[plots_[i]] > options_.max_mu + 1e-9) return false;
    return options_.max_owners == 0 || sums_.owners + (owner_plots_[owner_[i]] == 0 ? 1 : 0) <= options_.max_owners;
}

bool Component::feasible() const {
    return sums_.mu >= options_.min_mu - 1e-9 && sums_.mu <= options_.max_mu + 1e-9 && count_ >= options_.min_plots &&
           (options_.max_owners == 0 || sums_.owners <= options_.max_owners);
}

Figures Component::figures() const {
    Figures out = sums_;
    finish(out, options_);
    return out;
}

std::vector<std::uint32_t> Component::members() const {
    std::vector<std::uint32_t> out;
    out.reserve(count_);
    for (std::uint32_t i = 0; i < size(); ++i)
        if (in_[i] != 0) out.push_back(i);
    return out;
}

bool Component::connected_without(std::uint32_t i) const {
    if (count_ < 2) return false;
    std::vector<std::uint32_t> stack;
    std::vector<std::uint8_t> seen(plots_.size(), 0);
    for (const Link& link : links_[i])
        if (in_[link.to] != 0) {
            stack.push_back(link.to);
            seen[link.to] = 1;
            break;
        }
    std::size_t reached = stack.size();
    while (!stack.empty()) {
        const std::uint32_t u = stack.back();
        stack.pop_back();
        for (const Link& link : links_[u])
            if (in_[link.to] != 0 && link.to != i && seen[link.to] == 0) {
                seen[link.to] = 1;
                ++reached;
                stack.push_back(link.to);
            }
    }
    return reached == count_ - 1;
}

double Component::bound() const {
    std::vector<double> by_owner(owner_plots_.size(), 0);
    std::vector<std::uint32_t> order(plots_.size());
    std::iota(order.begin(), order.end(), 0U);
    const auto mu = [&](std::uint32_t i) { return input_.area_mu[plots_[i]]; };
    const auto tax = [&](std::uint32_t i) {
        const double value = input_.tax[plots_[i]];
        return std::isnan(value) ? 0.0 : value;
    };
    double low = 0;
    for (std::uint32_t i = 0; i < size(); ++i) {
        by_owner[owner_[i]] += mu(i);
        if (input_.low[plots_[i]] != 0) low += mu(i);
    }
    std::sort(by_owner.begin(), by_owner.end(), std::greater<>());
    std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
        const double x = tax(a) * mu(b);
        const double y = tax(b) * mu(a);
        return x != y ? x < y : a < b;
    });
    // No group pays less a 亩 than the cheapest min_mu of the component.
    double left = options_.min_mu;
    Figures top;
    for (const std::uint32_t i : order) {
        if (left <= 0) break;
        const double taken = std::min(left, mu(i));
        top.tax += tax(i) * taken / mu(i);
        left -= taken;
    }
    if (left > 1e-9) return 0;
    const double least_tax_per_mu = options_.min_mu > 0 ? top.tax / options_.min_mu : -1e300;
    const std::size_t most = options_.max_owners == 0 ? by_owner.size() : options_.max_owners;
    double best = 0;
    double land = 0;
    for (std::size_t k = 1; k <= std::min(most, by_owner.size()); ++k) {
        land += by_owner[k - 1];
        if (land < options_.min_mu - 1e-9) continue;
        Figures f;
        f.mu = std::min(land, options_.max_mu);
        f.owners = k;
        f.area_m2 = 1;  // as compact as can be
        f.perimeter_m = 4;
        f.low_mu = options_.min_mu > 0 ? f.mu * std::min(1.0, low / options_.min_mu) : f.mu;
        f.tax = std::max(least_tax_per_mu, -1e15) * f.mu;
        finish(f, options_);
        best = std::max(best, f.score);
    }
    return best;
}

}  // namespace mulens::plan
