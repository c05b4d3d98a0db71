// A small district by hand: firms E1 … on plots P1 …, one link each unless told otherwise.
#pragma once

#include "diff/compare.hpp"

#include <cmath>

#include <string>
#include <utility>
#include <vector>

namespace mulens::diff {

using table::Column;
using Numbers = std::vector<double>;
using Texts = std::vector<std::string>;

inline Texts codes(char letter, std::size_t n) {
    Texts out;
    for (std::size_t i = 1; i <= n; ++i) out.push_back(letter + std::to_string(i));
    return out;
}

/// One class (规上), one indicator: tax per 亩 ÷ 10 × 100 points, capped at `cap`; `rest`: cut lines and more.
inline config::Scheme scheme_of(const std::string& rest, const char* benchmark = "benchmark = \"value\"\nvalue = 10\n",
                                const char* codes = "\"0601 工业用地\"") {
    return config::parse_scheme(std::string("id = \"t\"\nzh = \"试\"\nen = \"test\"\nyear = 2024\n[scope]\n") +
                                    "[[scope.system]]\nname = \"s\"\ncodes = [" + codes + "]\n" +
                                    "[[class]]\nid = \"规上\"\n[[class.indicator]]\nmetric = \"tax_per_mu\"\nweight = "
                                    "100\n" +
                                    benchmark + rest,
                                "test");
}
inline std::string thresholds(int a, int b, int c) {
    std::string out = "[cut]\nmode = \"threshold\"\n";
    for (const auto& [grade, value] : {std::pair{'A', a}, std::pair{'B', b}, std::pair{'C', c}})
        out += std::string("[[cut.line]]\ngrade = \"") + grade + "\"\nop = \">=\"\nvalue = " + std::to_string(value) +
               "\n";
    return out;
}
inline const char* quota() {
    return "[cut]\nmode = \"quota\"\n[[cut.line]]\ngrade = \"A\"\ncumulative = 0.2\n[[cut.line]]\ngrade = "
           "\"B\"\ncumulative = 0.6\n[[cut.line]]\ngrade = \"C\"\ncumulative = 0.8\n";
}

struct World {
    config::Scheme scheme;
    table::Layer parcels, enterprises, links;
    std::vector<std::uint8_t> firm_excluded;
    unsigned threads = 1;

    /// Firm i holds plot i alone.
    World(config::Scheme judged_by, const Numbers& mu, const Numbers& tax) : scheme(std::move(judged_by)) {
        plots(codes('P', mu.size()), mu);
        firms(codes('E', tax.size()), tax);
        link(codes('E', std::min(mu.size(), tax.size())), codes('P', std::min(mu.size(), tax.size())));
    }
    void plots(const Texts& ids, const Numbers& mu) {
        table::Table t;
        Numbers m2;
        for (const double v : mu) m2.push_back(v * 10000 / 15);
        t.set("parcel_id", Column::texts(ids, table::TextStore::Mode::unique));
        t.set("area_basis_m2", Column::numbers(m2));
        t.set("area_basis_mu", Column::numbers(mu));
        t.set("land_use", Column::texts(Texts(ids.size(), "0601")));
        t.set("platform", Column::texts(Texts(ids.size(), "临江高科园")));
        parcels.table = std::move(t);
    }
    void firms(const Texts& ids, const Numbers& tax) {
        table::Table t;
        t.set("ent_id", Column::texts(ids, table::TextStore::Mode::unique));
        t.set("name", Column::texts(ids));
        t.set("tax_paid", Column::numbers(tax));
        t.set("scale_class", Column::texts(Texts(ids.size(), "规上")));
        enterprises.table = std::move(t);
    }
    void link(const Texts& ents, const Texts& ids) {
        table::Table t;
        t.set("ent_id", Column::texts(ents));
        t.set("parcel_id", Column::texts(ids));
        links.table = std::move(t);
    }
    void firm(const char* name, const Texts& values) { enterprises.table.set(name, Column::texts(values)); }
    void plot(const char* name, const Texts& values) { parcels.table.set(name, Column::texts(values)); }

    [[nodiscard]] Side side() const {
        Side out;
        out.parcels = &parcels;
        out.enterprises = &enterprises;
        out.links = &links;
        out.scheme = &scheme;
        out.firm_excluded = firm_excluded;
        out.as_of = parse_date("2024-12-31");
        out.year = 2024;
        out.threads = threads;
        return out;
    }
};

inline Difference compare(const World& a, const World& b) {
    Progress silent;
    return compare(a.side(), b.side(), match_parcels(a.parcels.table, b.parcels.table, nullptr),
                   match_firms(a.enterprises.table, b.enterprises.table), silent);
}

/// "A→D→D→D→D→B" without arrows.
inline std::string path(const Unit& u) { return {u.steps.grade.begin(), u.steps.grade.end()}; }

}  // namespace mulens::diff
