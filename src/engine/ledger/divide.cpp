#include "ledger/divide.hpp"

#include "base/parallel.hpp"
#include "base/text.hpp"
#include "ledger/area.hpp"
#include "ledger/split.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace mulens::ledger {
namespace {

constexpr std::uint64_t chunk_parcels = 32768;

/// Relation of every link row, read once.
std::vector<Relation> relations(const table::Layer* links) {
    if (links == nullptr) return {};
    std::vector<Relation> out(links->rows(), Relation::unknown);
    const table::Column* column = links->table.find("relation");
    if (column == nullptr || !column->is_text()) return out;
    if (column->store().mode() == table::TextStore::Mode::dictionary) {
        std::vector<Relation> of_entry(column->store().entries());
        for (std::uint32_t i = 0; i < of_entry.size(); ++i) of_entry[i] = classify_relation(column->store().entry(i));
        for (Row row = 0; row < out.size(); ++row) out[row] = of_entry[column->store().code(row)];
    } else {
        for (Row row = 0; row < out.size(); ++row) out[row] = classify_relation(column->text(row));
    }
    return out;
}

double sparse(const std::vector<std::pair<Row, double>>& values, Row row) {
    const auto it = std::lower_bound(values.begin(), values.end(), std::pair<Row, double>{row, -1.0});
    return it != values.end() && it->first == row ? it->second : 1.0;
}

/// What the links say of one enterprise on one parcel, duplicates added up.
struct Claim {
    double share = 0, floor = 0, land = 0;  // NaN as soon as one link has none, or where there is no link
};

struct Scratch {
    std::vector<Claim> claims;
    std::vector<double> weights;
    std::vector<std::int64_t> whole, parts;
    SplitScratch split;
    AreaScratch area;
};

class Divider {
  public:
    Divider(const LedgerInput& input, Matches& matches, Diagnostics& diagnostics)
        : input_(input),
          parcels_(input.parcels->table),
          matches_(matches),
          diagnostics_(diagnostics),
          relation_(relations(input.links)),
          far_(parcels_.find("far")) {
        if (input.links == nullptr) return;
        share_ = input.links->table.find("share");
        floor_ = input.links->table.find("floor_area_m2");
        land_ = input.links->table.find("land_area_m2");
    }

    Divided run() {
        measure();
        sort_pairs();
        count_shares();
        out_.shares.resize(out_.of_parcel.back());
        out_.steps.resize(out_.of_parcel.back());
        out_.source.assign(parcels_.rows(), TaxSource::none);
        const unsigned threads = std::max(1U, input_.options.threads);
        std::vector<Scratch> scratch(threads);
        parallel_chunks(threads, parcels_.rows(), chunk_parcels,
                        [&](std::uint64_t, std::uint64_t first, std::uint64_t last, unsigned worker) {
                            for (auto p = static_cast<Row>(first); p < last; ++p)
                                if (out_.of_parcel[p] < out_.of_parcel[p + 1]) divide_parcel(p, scratch[worker]);
                        });
        balance();
        return std::move(out_);
    }

  private:
    void measure() {
        const Row rows = parcels_.rows();
        out_.basis_nano.assign(rows, 0);
        const table::Column* basis = parcels_.find("area_basis_m2");
        if (basis == nullptr) return;
        const std::vector<std::uint8_t> unusable = quarantined(parcels_);
        parallel_chunks(input_.options.threads, rows, chunk_parcels,
                        [&](std::uint64_t, std::uint64_t first, std::uint64_t last, unsigned) {
                            for (auto row = static_cast<Row>(first); row < last; ++row) {
                                const double area = basis->number(row);
                                if (area > 0 && area < 9e9 && unusable[row] == 0)
                                    out_.basis_nano[row] = std::llround(area * 1e9);
                            }
                        });
    }

    /// A stable counting sort of the pairs by parcel; the buckets are sorted later, each by itself.
    void sort_pairs() {
        starts_.assign(std::size_t{parcels_.rows()} + 1, 0);
        for (const Pair& pair : matches_.pairs) ++starts_[std::size_t{pair.parcel} + 1];
        for (std::size_t p = 1; p < starts_.size(); ++p) starts_[p] += starts_[p - 1];
        std::vector<std::uint64_t> next(starts_.begin(), starts_.end() - 1);
        pairs_.resize(matches_.pairs.size());
        for (const Pair& pair : matches_.pairs) pairs_[next[pair.parcel]++] = pair;
        std::vector<Pair>().swap(matches_.pairs);
    }

    void count_shares() {
        out_.of_parcel.assign(starts_.size(), 0);
        parallel_chunks(input_.options.threads, parcels_.rows(), chunk_parcels,
                        [&](std::uint64_t, std::uint64_t first, std::uint64_t last, unsigned) {
                            for (auto p = static_cast<Row>(first); p < last; ++p) {
                                const std::span<Pair> bucket = bucket_of(p);
                                if (bucket.size() > 1) std::sort(bucket.begin(), bucket.end(), by_enterprise_then_link);
                                std::uint64_t different = bucket.empty() ? 0 : 1;
                                for (std::size_t i = 1; i < bucket.size(); ++i)
                                    different += bucket[i].enterprise != bucket[i - 1].enterprise ? 1 : 0;
                                out_.of_parcel[std::size_t{p} + 1] = different;
                            }
                        });
        for (std::size_t p = 1; p < out_.of_parcel.size(); ++p) out_.of_parcel[p] += out_.of_parcel[p - 1];
    }

    static bool by_enterprise_then_link(const Pair& a, const Pair& b) {
        return a.enterprise != b.enterprise ? a.enterprise < b.enterprise : a.link < b.link;
    }

    [[nodiscard]] std::span<Pair> bucket_of(Row p) {
        return {pairs_.data() + starts_[p], static_cast<std::size_t>(starts_[p + 1] - starts_[p])};
    }

    static double given(const table::Column* column, Row link) {
        if (column == nullptr || link == no_row) return table::none;
        const double value = column->number(link);
        return value >= 0 ? value : table::none;
    }

    /// Merges the bucket's pairs into shares and claims.
    void collect(Row p, std::span<Share> shares, Scratch& s) {
        s.claims.assign(shares.size(), {});
        std::size_t k = 0;
        const std::span<Pair> bucket = bucket_of(p);
        for (std::size_t i = 0; i < bucket.size(); ++i) {
            const Pair& pair = bucket[i];
            const Relation relation = pair.link != no_row                  ? relation_[pair.link]
                                      : pair.method == Method::credit_code ? Relation::owner
                                                                           : Relation::unknown;
            const bool fresh = i == 0 || pair.enterprise != bucket[i - 1].enterprise;
            if (fresh && i > 0) ++k;
            Share& share = shares[k];
            Claim& claim = s.claims[k];
            if (fresh) share = {0, 0, p, pair.enterprise, pair.link, relation, pair.method};
            if (relation == Relation::owner || share.relation == Relation::unknown) share.relation = relation;
            share.method = std::min(share.method, pair.method);
            const double factor = pair.parts ? sparse(matches_.part_factor, p) : 1.0;
            claim.share += given(share_, pair.link);
            claim.floor += given(floor_, pair.link) * factor;
            claim.land += given(land_, pair.link) * factor;
        }
    }

    /// Weights by the best measure that all enterprises of the parcel have.
    TaxSource weigh(Row p, std::span<const Share> shares, Scratch& s) {
        const std::size_t n = shares.size();
        s.weights.assign(n, 1.0);
        const bool all_points =
            std::all_of(shares.begin(), shares.end(), [](const Share& x) { return x.method == Method::point; });
        const auto usable = [&](double Claim::*member) {
            double sum = 0;
            for (const Claim& claim : s.claims) sum += claim.*member;
            return sum > 0;
        };
        const auto use = [&](double Claim::*member) {
            for (std::size_t i = 0; i < n; ++i) s.weights[i] = s.claims[i].*member;
        };
        check_share_sum(p, shares, s.claims);
        if (all_points) return TaxSource::point;
        if (n == 1) return TaxSource::single;
        if (usable(&Claim::share)) return use(&Claim::share), TaxSource::link_share;
        if (usable(&Claim::floor)) return use(&Claim::floor), TaxSource::floor;
        return TaxSource::equal;
    }

    void check_share_sum(Row p, std::span<const Share> shares, const std::vector<Claim>& claims) {
        double sum = 0;
        for (const Claim& claim : claims) sum += claim.share;
        if (std::isnan(sum)) return;
        const auto& extra = matches_.dangling_shares;
        for (auto it = std::lower_bound(extra.begin(), extra.end(), std::pair<Row, double>{p, -1.0});
             it != extra.end() && it->first == p; ++it)
            sum += it->second;
        if (std::abs(sum - 1) <= 0.001) return;
        const std::string_view code = parcels_.text("parcel_id", p);
        if (input_.options.link_all_parts && without_part_number(code).size() != code.size()) return;
        Finding finding = row_finding(*input_.links, shares.front().link, "share_sum", Severity::warning);
        finding.row = no_row;
        finding.subject = code;
        finding.field = "share";
        finding.value = sum;
        finding.message =
            fmt::format("the link shares of parcel {} sum to {}, not 1: they were scaled to 1", code, number_text(sum));
        diagnostics_.add(std::move(finding));
    }

    void divide_parcel(Row p, Scratch& s) {
        const auto n = static_cast<std::size_t>(out_.of_parcel[p + 1] - out_.of_parcel[p]);
        const std::span<Share> shares(out_.shares.data() + out_.of_parcel[p], n);
        const std::span<AreaStep> steps(out_.steps.data() + out_.of_parcel[p], n);
        collect(p, shares, s);
        out_.source[p] = weigh(p, shares, s);
        if (n == 1 && shares[0].relation != Relation::tenant) {  // the common case
            shares[0].share = 1;
            shares[0].land_nano = out_.basis_nano[p];
            if (out_.basis_nano[p] > 0) steps[0] = {out_.basis_nano[p], 0, 0, AreaHow::registered};
            return;
        }
        double sum = 0;
        for (const double weight : s.weights) sum += weight;
        s.whole.resize(n);
        s.parts.resize(n);
        whole_weights(s.weights, s.whole);
        const table::Table& enterprises = input_.enterprises->table;
        const auto before = [&](std::size_t a, std::size_t b) {
            return key_before(enterprises, shares[a].enterprise, shares[b].enterprise);
        };
        split_exact(out_.basis_nano[p], s.whole, s.parts, s.split, before);
        for (std::size_t i = 0; i < n; ++i) {
            shares[i].share = s.weights[i] / sum;
            shares[i].land_nano = s.parts[i];
        }
        s.area.claims.resize(n);
        for (std::size_t i = 0; i < n; ++i) s.area.claims[i] = {s.claims[i].land, s.claims[i].floor};
        const double far = far_ == nullptr ? table::none : far_->number(p);
        const bool cut = assessed_area(out_.basis_nano[p], far, shares, s.whole, steps, s.area, before);
        if (cut) report_cut(p, shares.front().link);
    }

    static bool key_before(const table::Table& enterprises, Row a, Row b) {
        for (const char* name : {"ent_id", "credit_code"})
            if (const auto* column = enterprises.find(name); column != nullptr && column->is_text())
                if (column->text(a) != column->text(b)) return column->text(a) < column->text(b);
        return false;
    }

    void report_cut(Row p, Row link) {
        Finding finding = row_finding(*input_.links, link == no_row ? 0 : link, "rented_over_parcel", Severity::note);
        finding.row = no_row;
        finding.subject = parcels_.text("parcel_id", p);
        finding.message = "the rented areas exceed the parcel's basis area: they were scaled down to it";
        diagnostics_.add(std::move(finding));
    }

    void balance() {
        const table::Column* basis = parcels_.find("area_basis_m2");
        for (Row p = 0; p < parcels_.rows(); ++p) {
            const double area = basis == nullptr ? table::none : basis->number(p);
            if (!(area > 0) || !(area < 9e9)) continue;
            const std::int64_t whole = out_.basis_nano[p] > 0 ? out_.basis_nano[p] : std::llround(area * 1e9);
            out_.land.basis += whole;
            if (out_.basis_nano[p] == 0)
                out_.land.not_measurable += whole;
            else if (out_.of_parcel[p] == out_.of_parcel[p + 1])
                out_.land.without_enterprise += whole;
        }
        for (const Share& share : out_.shares) out_.land.allocated += share.land_nano;
    }

    const LedgerInput& input_;
    const table::Table& parcels_;
    Matches& matches_;
    Diagnostics& diagnostics_;
    std::vector<Relation> relation_;
    const table::Column* far_;
    const table::Column *share_ = nullptr, *floor_ = nullptr, *land_ = nullptr;
    std::vector<std::uint64_t> starts_;
    std::vector<Pair> pairs_;
    Divided out_;
};

std::vector<std::uint32_t> main_shares(const LedgerInput& input, const std::vector<Share>& shares,
                                       const ByEnterprise& by_enterprise) {
    std::vector<std::uint32_t> out(input.enterprises->rows(), no_row);
    parallel_chunks(input.options.threads, out.size(), 65536,
                    [&](std::uint64_t, std::uint64_t first, std::uint64_t last, unsigned) {
                        for (std::uint64_t e = first; e < last; ++e)
                            for (auto i = by_enterprise.offsets[e]; i < by_enterprise.offsets[e + 1]; ++i) {
                                const std::uint32_t share = by_enterprise.shares[i];
                                if (out[e] == no_row || shares[share].land_nano > shares[out[e]].land_nano)
                                    out[e] = share;
                            }
                    });
    return out;
}

}  // namespace

std::vector<std::uint8_t> quarantined(const table::Table& parcels) {
    std::vector<std::uint8_t> out(parcels.rows(), 0);
    const table::Column* status = parcels.find("geometry_status");
    if (status == nullptr || !status->is_text()) return out;
    for (Row row = 0; row < out.size(); ++row) out[row] = status->text(row) == "quarantined" ? 1 : 0;
    return out;
}

Divided divide(const LedgerInput& input, Matches& matches, Diagnostics& diagnostics) {
    return Divider(input, matches, diagnostics).run();
}

ByEnterprise by_enterprise(const LedgerInput& input, const std::vector<Share>& shares) {
    ByEnterprise out;
    const Row rows = input.enterprises->rows();
    out.offsets.assign(std::size_t{rows} + 1, 0);
    for (const Share& share : shares) ++out.offsets[std::size_t{share.enterprise} + 1];
    for (std::size_t i = 1; i < out.offsets.size(); ++i) out.offsets[i] += out.offsets[i - 1];
    std::vector<std::uint64_t> next(out.offsets.begin(), out.offsets.end() - 1);
    out.shares.resize(shares.size());
    for (std::uint32_t i = 0; i < shares.size(); ++i) out.shares[next[shares[i].enterprise]++] = i;
    const table::Column* ids = input.parcels->table.find("parcel_id");
    parallel_chunks(input.options.threads, rows, 65536,
                    [&](std::uint64_t, std::uint64_t first, std::uint64_t last, unsigned) {
                        for (std::uint64_t e = first; e < last; ++e) {
                            if (out.offsets[e + 1] - out.offsets[e] < 2 || ids == nullptr) continue;
                            std::sort(out.shares.begin() + static_cast<std::ptrdiff_t>(out.offsets[e]),
                                      out.shares.begin() + static_cast<std::ptrdiff_t>(out.offsets[e + 1]),
                                      [&](std::uint32_t a, std::uint32_t b) {
                                          const auto x = ids->text(shares[a].parcel);
                                          const auto y = ids->text(shares[b].parcel);
                                          return x != y ? x < y : a < b;
                                      });
                        }
                    });
    out.main = main_shares(input, shares, out);
    return out;
}

void find_weightless(const LedgerInput& input, const Divided& divided, const ByEnterprise& by_enterprise,
                     std::vector<ResidualReason>& reason) {
    std::vector<std::uint8_t> unusable;  // made when the first such enterprise is met
    for (Row e = 0; e < reason.size(); ++e) {
        if (reason[e] != ResidualReason::none || divided.shares[by_enterprise.main[e]].land_nano > 0) continue;
        if (unusable.empty()) unusable = quarantined(input.parcels->table);
        bool measurable = false;
        bool all_quarantined = true;
        for (auto i = by_enterprise.offsets[e]; i < by_enterprise.offsets[e + 1]; ++i) {
            const Row parcel = divided.shares[by_enterprise.shares[i]].parcel;
            measurable = measurable || divided.basis_nano[parcel] > 0;
            all_quarantined = all_quarantined && unusable[parcel] != 0;
        }
        reason[e] = measurable        ? ResidualReason::zero_weight
                    : all_quarantined ? ResidualReason::quarantined
                                      : ResidualReason::no_area;
    }
}

}  // namespace mulens::ledger
