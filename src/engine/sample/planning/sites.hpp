// What the planning files are planted from: every plot of the district as it was laid out, with its neighbours. Kept in
// memory while the blocks are written (scale ≤ 20). Order = order of blocks and plots, the same for any seed and
// thread.
//
// Coordinates: EPSG:4549, whole millimetres. Money: 万元. Areas: m² as drawn; mu = deed area (证载) in 亩.
#pragma once

#include "sample/faults.hpp"

#include <array>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace mulens::sample {

struct Storeys {
    double footprint_m2 = 0;
    int floors = 1;
    int storey_dm = 45;
};

struct Site {
    std::string id, code, platform, street, industry;
    std::uint32_t block = 0;
    Use use = Use::industry;
    Ring ring;
    bool convex = false;
    double area_m2 = 0, mu = 0;
    bool untouched = false;  ///< no fault and no idle case is planted here
    bool vacant = false;     ///< no firm, no building
    int vacancy_percent = -1;
    std::int32_t stopped_since = 0;
    std::string owner, credit;
    bool sole = false;  ///< one firm, and that firm has no other plot: the plot's figures are the firm's
    bool away = false;  ///< pays its tax elsewhere
    bool park = false;  ///< let to small firms (小微园)
    bool above_scale = false;
    int since = 0;                                       ///< first year with figures, 0 = no firm
    std::array<double, year_count> tax{}, output{};      ///< of a sole firm, 0 otherwise
    std::vector<Storeys> halls;                          ///< 厂房 only
    std::vector<std::pair<std::size_t, double>> beside;  ///< neighbours in the block, metres of shared border

    [[nodiscard]] double tax_per_mu(int year) const {
        return tax[static_cast<std::size_t>(year - first_year)] / (mu > 0 ? mu : 1);
    }
    /// Low in use by what was laid out, whatever a scheme thinks of its figures: bare, stopped for a year, half empty.
    [[nodiscard]] bool plainly_low() const;
};

class Sites {
  public:
    void add(const Layout& layout, const Plan& plan, const BlockData& data);
    [[nodiscard]] const std::vector<Site>& all() const { return all_; }
    [[nodiscard]] const Site& operator[](std::size_t i) const { return all_[i]; }
    [[nodiscard]] std::size_t size() const { return all_.size(); }
    /// Codes of the block that no plot has, for plots of earlier years: the n-th, "" where they are used up.
    [[nodiscard]] std::string spare_code(std::uint32_t block, int n) const;
    [[nodiscard]] double shared_border(std::size_t a, std::size_t b) const;

  private:
    std::vector<Site> all_;
    std::vector<std::pair<std::size_t, std::size_t>> blocks_;  ///< per block: first site, count
};

/// Shortest distance between two borders, 0 where they touch.
[[nodiscard]] double distance_between(const Ring& a, const Ring& b);
/// The ring around rings that share borders point for point; empty where that is not one ring.
[[nodiscard]] Ring joined(const std::vector<Ring>& rings);

}  // namespace mulens::sample
