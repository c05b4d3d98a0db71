#include "ledger/match.hpp"

#include "base/date.hpp"
#include "base/parallel.hpp"
#include "base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace mulens::ledger {
namespace {

constexpr std::uint64_t chunk_rows = 65536;
enum class LinkState : std::uint8_t { other_time, used, no_enterprise, no_parcel };

struct LinkRows {
    std::vector<Row> enterprise, parcel;
    std::vector<LinkState> state;
};

struct Period {
    const table::Column *year, *from, *to;
    double wanted, first_day, last_day;

    Period(const table::Table& links, int y)
        : year(links.find("year")),
          from(links.find("from_date")),
          to(links.find("to_date")),
          wanted(y),
          first_day(day_number(make_date(y, 1, 1))),
          last_day(day_number(make_date(y, 12, 31))) {}
    [[nodiscard]] bool holds(Row row) const {
        if (year != nullptr && !std::isnan(year->number(row)) && year->number(row) != wanted) return false;
        if (from != nullptr && from->number(row) > last_day) return false;
        return to == nullptr || !(to->number(row) < first_day);
    }
};

class LinkResolver {
  public:
    LinkResolver(const LedgerInput& input, const EnterpriseKeys& keys, const KeyIndex& parcels)
        : input_(input), links_(input.links->table), keys_(keys), parcels_(parcels) {}

    LinkRows resolve() const {
        const Row rows = links_.rows();
        LinkRows out{std::vector<Row>(rows, no_row), std::vector<Row>(rows, no_row),
                     std::vector<LinkState>(rows, LinkState::other_time)};
        const Period period(links_, input_.options.year == 0 ? 1970 : input_.options.year);
        parallel_chunks(input_.options.threads, rows, chunk_rows,
                        [&](std::uint64_t, std::uint64_t first, std::uint64_t last, unsigned) {
                            find_chunk(static_cast<Row>(first), static_cast<Row>(last), out);
                            for (auto row = static_cast<Row>(first); row < last; ++row)
                                if (input_.options.year == 0 || period.holds(row)) out.state[row] = state_of(out, row);
                        });
        return out;
    }

  private:
    static LinkState state_of(const LinkRows& rows, Row row) {
        if (rows.parcel[row] == no_row) return LinkState::no_parcel;
        return rows.enterprise[row] == no_row ? LinkState::no_enterprise : LinkState::used;
    }

    void find_chunk(Row first, Row last, LinkRows& out) const {
        parcels_.find_rows(links_.at("parcel_id"), first, last, &out.parcel[first]);
        const table::Column* id = links_.find("ent_id");
        const table::Column* credit = links_.find("credit_code");
        if (id != nullptr) keys_.by_id.find_rows(*id, first, last, &out.enterprise[first]);
        for (Row row = first; row < last; ++row) {
            Row& enterprise = out.enterprise[row];
            if (enterprise == no_row && credit != nullptr) enterprise = keys_.by_credit.find(credit->text(row));
            // Some offices write the credit code where the enterprise number belongs.
            if (enterprise == no_row && id != nullptr) enterprise = keys_.by_credit.find(id->text(row));
            enterprise = keys_.counted_row(input_.enterprises->table, enterprise);
        }
    }

    const LedgerInput& input_;
    const table::Table& links_;
    const EnterpriseKeys& keys_;
    const KeyIndex& parcels_;
};

/// Enterprises of other years by number and credit code; built only when a link names an unknown enterprise.
class OtherYears {
  public:
    explicit OtherYears(const std::vector<const table::Table*>& tables) : tables_(tables) {}
    bool knows(std::string_view id, std::string_view credit) {
        build();
        return std::any_of(indexes_.begin(), indexes_.end(), [&](const KeyIndex& index) {
            return index.find(id) != no_row || index.find(credit) != no_row;
        });
    }

  private:
    void build() {
        if (built_) return;
        built_ = true;
        for (const auto* table : tables_)
            for (const char* name : {"ent_id", "credit_code"})
                if (const auto* column = table->find(name)) indexes_.emplace_back(*column);
    }
    const std::vector<const table::Table*>& tables_;
    std::vector<KeyIndex> indexes_;
    bool built_ = false;
};

Finding dangling(const LedgerInput& input, Row row, LinkState state) {
    const table::Table& links = input.links->table;
    Finding finding = row_finding(*input.links, row, "dangling_link", Severity::warning);
    std::string_view key = links.text("credit_code", row);
    if (key.empty()) key = links.text("ent_id", row);
    const std::string_view parcel = links.text("parcel_id", row);
    if (state == LinkState::no_parcel) {
        finding.subject = parcel;
        finding.field = "parcel_id";
        finding.message =
            fmt::format("the link of {} names parcel \"{}\", which no parcel layer holds: not used", key, parcel);
    } else {
        finding.subject = key;
        finding.field = links.text("ent_id", row).empty() ? "credit_code" : "ent_id";
        finding.message =
            fmt::format("the link of parcel {} names enterprise \"{}\", which no ledger holds: not used", parcel, key);
    }
    return finding;
}

/// Bytes of the separator that the text begins with, 0 where it begins with none.
std::size_t separator_at(std::string_view text) {
    for (const std::string_view mark : {"、", "，", "；", ",", ";", "/", "|"})
        if (text.starts_with(mark)) return mark.size();
    return 0;
}

class Matcher {
  public:
    Matcher(const LedgerInput& input, const EnterpriseKeys& keys, const KeyIndex& parcels, Diagnostics& diagnostics)
        : input_(input),
          enterprises_(input.enterprises->table),
          keys_(keys),
          parcels_(parcels),
          diagnostics_(diagnostics) {}

    Matches run() {
        out_.reason.assign(enterprises_.rows(), ResidualReason::no_parcel);
        out_.pairs.reserve(std::max(enterprises_.rows(), input_.links == nullptr ? 0 : input_.links->rows()));
        if (input_.links != nullptr && input_.links->table.has("parcel_id")) by_links();
        by_ledger_code();
        by_credit_code();
        by_point();
        for (Row row = 0; row < enterprises_.rows(); ++row)
            if (keys_.counted[row] == 0) out_.reason[row] = ResidualReason::duplicate;
        std::sort(out_.dangling_shares.begin(), out_.dangling_shares.end());
        std::sort(out_.part_factor.begin(), out_.part_factor.end());
        const auto end = std::unique(out_.part_factor.begin(), out_.part_factor.end());
        out_.part_factor.erase(end, out_.part_factor.end());
        return std::move(out_);
    }

  private:
    [[nodiscard]] bool open(Row enterprise) const {
        return keys_.counted[enterprise] != 0 && out_.reason[enterprise] != ResidualReason::none;
    }

    void add(Row enterprise, Row parcel, Row link, Method method) {
        out_.reason[enterprise] = ResidualReason::none;
        const Row second = input_.options.link_all_parts ? parcels_.next(parcel) : no_row;
        out_.pairs.push_back({parcel, enterprise, link, method, second != no_row});
        if (second == no_row) return;
        double sum = basis(parcel);
        for (Row part = second; part != no_row; part = parcels_.next(part)) {
            out_.pairs.push_back({part, enterprise, link, method, true});
            sum += basis(part);
        }
        for (Row part = parcel; part != no_row && sum > 0; part = parcels_.next(part))
            out_.part_factor.emplace_back(part, basis(part) / sum);
    }

    [[nodiscard]] double basis(Row parcel) const {
        const double area = input_.parcels->table.number("area_basis_m2", parcel);
        return std::isfinite(area) && area > 0 ? area : 0.0;
    }

    void by_links() {
        const LinkRows links = LinkResolver(input_, keys_, parcels_).resolve();
        OtherYears other_years(input_.other_years);
        const table::Table& table = input_.links->table;
        for (Row row = 0; row < table.rows(); ++row) {
            if (links.state[row] == LinkState::other_time) {
                ++out_.links_other_time;
            } else if (links.state[row] == LinkState::used) {
                ++out_.links_used;
                add(links.enterprise[row], links.parcel[row], row, Method::link);
            } else if (links.state[row] == LinkState::no_enterprise &&
                       other_years.knows(table.text("ent_id", row), table.text("credit_code", row))) {
                ++out_.links_other_time;
            } else {
                ++out_.links_dangling;
                const double share = table.number("share", row);
                if (links.parcel[row] != no_row && share >= 0)
                    out_.dangling_shares.emplace_back(links.parcel[row], share);
                diagnostics_.add(dangling(input_, row, links.state[row]));
            }
        }
    }

    void by_ledger_code() {
        const table::Column* codes = enterprises_.find("parcel_id");
        if (codes == nullptr || !codes->is_text()) return;
        for (Row row = 0; row < enterprises_.rows(); ++row) {
            const std::string_view code = codes->text(row);
            if (code.empty() || !open(row)) continue;
            if (const Row parcel = parcels_.find(code); parcel != no_row)
                add(row, parcel, no_row, Method::parcel_code);
            else
                several_codes(row, code);
        }
    }

    /// CODE;CODE and CODE、CODE: a ledger that names several plots in one field.
    void several_codes(Row row, std::string_view text) {
        bool missing = false;
        std::string list;
        for (std::size_t i = 0; i < text.size();) {
            const std::size_t mark = separator_at(text.substr(i));
            list.push_back(mark > 0 ? ';' : text[i]);
            i += std::max<std::size_t>(mark, 1);
        }
        for (const auto& code : split(list, ';')) {
            if (code.empty()) continue;
            const Row parcel = parcels_.find(code);
            if (parcel != no_row) add(row, parcel, no_row, Method::parcel_code);
            missing = missing || parcel == no_row;
        }
        if (!missing) return;
        if (out_.reason[row] != ResidualReason::none) out_.reason[row] = ResidualReason::parcel_not_found;
        Finding finding = row_finding(*input_.enterprises, row, "ledger_parcel_unknown", Severity::note);
        finding.subject = subject_of(enterprises_, row);
        finding.field = "parcel_id";
        finding.message = fmt::format("the ledger names parcel \"{}\", which no parcel layer holds", text);
        diagnostics_.add(std::move(finding));
    }

    void by_credit_code() {
        const table::Column* codes = enterprises_.find("credit_code");
        const table::Column* of_parcels = input_.parcels->table.find("credit_code");
        if (codes == nullptr || of_parcels == nullptr || !codes->is_text() || !of_parcels->is_text()) return;
        KeyIndex owners;
        for (Row row = 0; row < enterprises_.rows(); ++row) {
            if (!open(row) || codes->text(row).empty()) continue;
            if (owners.empty()) owners = KeyIndex(*of_parcels);
            for (Row parcel = owners.find(codes->text(row)); parcel != no_row; parcel = owners.next(parcel)) {
                out_.reason[row] = ResidualReason::none;
                out_.pairs.push_back({parcel, row, no_row, Method::credit_code, false});
            }
        }
    }

    void by_point() {
        const auto& points = input_.point_parcel;
        for (Row row = 0; row < std::min<std::size_t>(points.size(), enterprises_.rows()); ++row) {
            if (!open(row) || points[row] == no_row) continue;
            out_.reason[row] = ResidualReason::none;
            out_.pairs.push_back({points[row], row, no_row, Method::point, false});
        }
    }

    const LedgerInput& input_;
    const table::Table& enterprises_;
    const EnterpriseKeys& keys_;
    const KeyIndex& parcels_;
    Diagnostics& diagnostics_;
    Matches out_;
};

}  // namespace

bool link_in_year(const table::Table& links, Row row, int year) { return Period(links, year).holds(row); }

Matches match(const LedgerInput& input, const EnterpriseKeys& keys, const KeyIndex& parcels, Diagnostics& diagnostics) {
    return Matcher(input, keys, parcels, diagnostics).run();
}

}  // namespace mulens::ledger
