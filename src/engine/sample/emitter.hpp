// Writes the rows of one block after the other: parcels into the nine files, buildings, the ledgers, links, grades,
// contracts, projects; plants the faults and writes down the truth as it does so. Blocks come in order.
#pragma once

#include "sample/faults.hpp"
#include "sample/projection.hpp"
#include "sample/shape_writer.hpp"
#include "sample/tables.hpp"
#include "sample/truth.hpp"

#include <memory>
#include <string>
#include <vector>

namespace mulens::sample {

/// A file of the sample as the project names it.
struct WrittenFile {
    std::string role, path;
    int year = 0;
    std::string platform, shift;
};

/// One node of a project as it was planted.
struct ProjectNode {
    std::string project, parcel, node;
    std::int32_t planned = 0, actual = 0;  ///< day numbers, actual 0 = open
};

class Emitter {
  public:
    Emitter(const Layout& layout, const Plan& plan, const std::string& folder, Truth& truth);
    ~Emitter();
    Emitter(const Emitter&) = delete;
    Emitter& operator=(const Emitter&) = delete;

    void block(const BlockData& data);
    /// Rows that belong to no block, then closes all files. Returns what the project is to name, in order.
    [[nodiscard]] std::vector<WrittenFile> finish();
    [[nodiscard]] const std::vector<ProjectNode>& project_nodes() const { return project_nodes_; }

  private:
    struct ParcelFile;
    struct Ledger;

    void count_plot(const std::string& platform, bool scope, double area_m2);
    void parcel(const BlockData& d, int p);
    void parcel_row(ParcelFile& file, const Plot& plot, const Firm* owner, const std::string& id,
                    const std::string& code, std::int64_t deed_dm2, const Ring* ring, const char* platform = "");
    void extra_copies(const BlockData& d, int p, const Firm* owner);
    void buildings(const BlockData& d, int p);
    void building_row(const Building& b, std::uint64_t number, bool floors = true, const Ring* ring = nullptr);
    void firm(const BlockData& d, int f);
    void ledger_row(Ledger& ledger, const BlockData& d, const Firm& firm, int year, const std::string& id,
                    const std::string& credit, Fault fault);
    void links(const BlockData& d);
    void contracts(const BlockData& d);
    void contract_row(const std::string& parcel, const std::vector<std::string>& cells);
    void projects(const BlockData& d);
    void decide(const BlockData& d);
    void open_tables();
    void finish_tables(std::vector<WrittenFile>& out);
    [[nodiscard]] Fault firm_fault(const BlockData& d, int f) const;
    [[nodiscard]] const Firm* owner_of(const BlockData& d, int p) const;

    const Layout& layout_;
    const Plan& plan_;
    std::string folder_;
    Truth& truth_;
    std::vector<std::unique_ptr<ParcelFile>> parcels_;
    std::unique_ptr<ShapeWriter> buildings_;
    std::vector<std::unique_ptr<Ledger>> ledgers_;
    std::unique_ptr<TableWriter> links_, grades_, contracts_, projects_, decisions_;
    Projection to_degrees_;
    std::vector<ProjectNode> project_nodes_;
    std::uint64_t building_number_ = 0;
    int copies_ = 0, project_count_ = 0, decision_count_ = 0;
};

}  // namespace mulens::sample
