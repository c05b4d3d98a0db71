// 1.2 M enterprises, 1.2 M links, 1 M parcels made up in memory: seconds of the ledger and of the metrics.
// Usage: bench_ledger [threads] [scale]
#include "ledger/ledger.hpp"

#include <fmt/format.h>

#include <chrono>
#include <cmath>
#include <cstdlib>
#include <random>

namespace {

using namespace mulens;
using table::Column;
using table::TextStore;

std::vector<double> money(std::mt19937_64& rng, std::size_t n, double high) {
    std::vector<double> out(n);
    for (auto& x : out) x = std::round(std::ldexp(static_cast<double>(rng() >> 11), -53) * high * 100) / 100;
    return out;
}

template <typename Text>
Column keys(std::size_t n, Text&& text) {
    TextStore store(TextStore::Mode::unique);
    store.reserve(static_cast<Row>(n), n * 19);
    for (std::size_t i = 0; i < n; ++i) store.push(text(i));
    return Column::texts(std::move(store));
}

std::string parcel_id(std::size_t i) { return fmt::format("330114001001GB{:06d}", i); }
std::string ent_id(std::size_t i) { return fmt::format("QT{:08d}", i); }

struct Tables {
    table::Layer parcels, enterprises, links;
};

Tables make(std::size_t parcels, std::size_t firms) {
    std::mt19937_64 rng(1);
    Tables t;
    t.parcels.role = "parcels";
    t.enterprises.role = "enterprises";
    t.links.role = "links";
    t.parcels.table.set("parcel_id", keys(parcels, parcel_id));
    t.parcels.table.set("area_basis_m2", Column::numbers(money(rng, parcels, 60000)));
    t.enterprises.table.set("ent_id", keys(firms, ent_id));
    for (const char* name : {"tax_paid", "output", "value_added", "revenue", "rd", "employees", "energy_tce",
                             "electricity_wan_kwh", "emissions_t"})
        t.enterprises.table.set(name, Column::numbers(money(rng, firms, 5000)));
    std::vector<std::size_t> of(firms);
    for (auto& p : of) p = rng() % parcels;
    t.links.table.set("ent_id", keys(firms, ent_id));
    t.links.table.set("parcel_id", keys(firms, [&](std::size_t i) { return parcel_id(of[i]); }));
    return t;
}

/// Prints the seconds between the ledger's steps.
class Steps : public Progress {
  public:
    void advance(std::uint64_t) override {
        const auto now = std::chrono::steady_clock::now();
        fmt::print("  step {}: {:.3f} s\n", ++step_, std::chrono::duration<double>(now - last_).count());
        last_ = now;
    }

  private:
    int step_ = 0;
    std::chrono::steady_clock::time_point last_ = std::chrono::steady_clock::now();
};

}  // namespace

int main(int argc, char** argv) {
    const unsigned threads = argc > 1 ? static_cast<unsigned>(std::atoi(argv[1])) : 2;
    const double scale = argc > 2 ? std::atof(argv[2]) : 1.0;
    const Tables t = make(static_cast<std::size_t>(1e6 * scale), static_cast<std::size_t>(1.2e6 * scale));
    ledger::LedgerInput input;
    input.parcels = &t.parcels;
    input.enterprises = &t.enterprises;
    input.links = &t.links;
    input.options.threads = threads;
    input.options.year = 2024;
    for (const bool everything : {false, true}) {
        input.options.names = everything;
        input.options.keep_allocations = everything;
        Diagnostics diagnostics;
        Steps steps;
        const auto start = std::chrono::steady_clock::now();
        const auto result = ledger::build_ledger(input, diagnostics, steps);
        const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
        fmt::print("ledger{}: {} enterprises, {} links, {} parcels, {} threads: {:.3f} s ({} shares)\n",
                   everything ? " with names and allocations" : "", t.enterprises.rows(), t.links.rows(),
                   t.parcels.rows(), threads, seconds.count(), result.shares.size());
        for (const auto& balance : result.balances)
            if (balance.gap_fen() != 0) return 1;
    }
    return 0;
}
