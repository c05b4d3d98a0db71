// CSV tables by byte ranges: a range begins at the first record that starts in it, quotes before it are counted first.
#include "base/error.hpp"
#include "base/parallel.hpp"
#include "read/cells.hpp"
#include "read/csv_text.hpp"
#include "read/files.hpp"

#include <algorithm>

namespace mulens::read {
namespace {

constexpr std::uint64_t piece_bytes = 4ULL << 20;
/// Below this a file is read as one piece, where a stray quote does no harm.
constexpr std::uint64_t one_piece_bytes = 16ULL << 20;

class CsvSource final : public Source {
  public:
    explicit CsvSource(const config::LayerSpec& spec) : shown_(shown(spec)), file_(spec.path) {
        facts_.driver = "CSV";
        facts_.files = {spec.path};
        std::string head = bytes_at(0, std::min<std::uint64_t>(file_.size(), 1 << 20));
        if (head.starts_with("\xFF\xFE") || head.starts_with("\xFE\xFF"))
            throw Error::make(ExitCode::unreadable, "{}: is UTF-16 text; save it as CSV UTF-8", shown_);
        if (head.find('\0') != std::string::npos)
            throw Error::make(ExitCode::unreadable, "{}: is not a CSV file (it holds zero bytes)", shown_);
        const bool bom = head.starts_with("\xEF\xBB\xBF");
        if (bom) head.erase(0, 3);
        delimiter_ = csv_delimiter(head);
        std::size_t header = 0;
        const auto names = csv_header(head, delimiter_, header);
        data_ = header + (bom ? 3U : 0U);
        decide(spec, head, bom);
        CellDecoder decoder(facts_.encoding);
        for (const auto& name : names) facts_.columns.push_back({decode_name(name, decoder), false});
        const auto lines = static_cast<std::uint64_t>(std::count(head.begin(), head.end(), '\n'));
        facts_.rows = static_cast<Row>(
            std::min<std::uint64_t>(no_row - 1, file_.size() * (lines + 1) / std::max<std::size_t>(1, head.size())));
        pieces_ = file_.size() <= one_piece_bytes ? 1 : (file_.size() - data_ + piece_bytes - 1) / piece_bytes;
    }

    void prepare(const FieldMap& map, unsigned workers) override {
        map_ = &map;
        take_.assign(facts_.columns.size(), -1);
        for (std::size_t k = 0; k < map.fields.size(); ++k)
            take_[static_cast<std::size_t>(map.fields[k].column)] = static_cast<int>(k);
        for (unsigned w = 0; w < workers; ++w) workers_.emplace_back(facts_.encoding);
        quotes_.assign(pieces_ + 1, 0);
        if (pieces_ == 1) return;
        parallel_chunks(workers, pieces_, 1, [&](std::uint64_t p, std::uint64_t, std::uint64_t, unsigned w) {
            load(workers_[w].bytes, begin_of(p), begin_of(p + 1) - begin_of(p));
            quotes_[p + 1] = count_quotes(workers_[w].bytes);
        });
        for (std::size_t p = 1; p <= pieces_; ++p) quotes_[p] += quotes_[p - 1];
    }

    [[nodiscard]] std::size_t pieces() const override { return pieces_; }
    [[nodiscard]] bool parallel() const override { return true; }
    [[nodiscard]] bool relative_rows() const override { return true; }

    void read_piece(std::size_t piece, unsigned worker, Chunk& out) override {
        Worker& w = workers_[worker];
        const std::uint64_t first = begin_of(piece);
        const std::uint64_t last = begin_of(piece + 1);
        load_whole_records(w.bytes, first, last);
        const char* const base = w.bytes.data();
        const char* const end = base + w.bytes.size();
        const char* p = piece == 0 ? base : csv_next_line(base, end, quotes_[piece] % 2 == 1);
        out.start(*map_, static_cast<Row>(facts_.rows / pieces_ + 16));
        out.begin = out.end = first;
        if (p == nullptr || p - base > static_cast<std::ptrdiff_t>(last - first)) return;
        out.begin = first + static_cast<std::uint64_t>(p - base);
        CsvRecord record(delimiter_);
        Row row = 0;
        while (p < end && (p - base <= static_cast<std::ptrdiff_t>(last - first) || pieces_ == 1)) {
            bool open = false;
            p = record.read(p, end, take_, map_->fields.size(), open);
            if (open)
                throw Error::make(ExitCode::unreadable,
                                  "{}: a quoted cell is never closed (from about byte {}); the file is cut off or has "
                                  "a stray quote",
                                  shown_, out.begin);
            if (record.blank()) continue;
            out.source_row.push_back(row);
            if (record.count() != facts_.columns.size())
                out.row_trouble.push_back({Trouble::Kind::unreadable, row, std::to_string(record.count())});
            for (std::size_t k = 0; k < out.columns.size(); ++k) w.decoder.add(out.columns[k], record.cells()[k], row);
            ++row;
        }
        out.end = first + static_cast<std::uint64_t>(p - base);
    }

  private:
    struct Worker {
        explicit Worker(const std::string& encoding) : decoder(encoding) {}
        std::string bytes;
        CellDecoder decoder;
    };

    [[nodiscard]] std::uint64_t begin_of(std::size_t piece) const {
        return piece >= pieces_ ? file_.size() : data_ + piece * piece_bytes;
    }
    void load(std::string& into, std::uint64_t from, std::uint64_t count) const {
        into.resize(count);
        file_.read(from, into.data(), count);
    }
    [[nodiscard]] std::string bytes_at(std::uint64_t from, std::uint64_t count) const {
        std::string out;
        load(out, from, count);
        return out;
    }

    /// The range and what is needed to end the record that begins in it.
    void load_whole_records(std::string& into, std::uint64_t first, std::uint64_t last) const {
        load(into, first, last - first);
        bool in_quotes = (quotes_[last == file_.size() ? pieces_ : (last - data_) / piece_bytes] % 2) == 1;
        for (std::uint64_t at = last; at < file_.size();) {
            const std::uint64_t more = std::min<std::uint64_t>(64 << 10, file_.size() - at);
            const std::size_t before = into.size();
            into.resize(before + more);
            file_.read(at, into.data() + before, more);
            if (csv_next_line(into.data() + before, into.data() + into.size(), in_quotes) != nullptr) return;
            in_quotes = in_quotes != (count_quotes({into.data() + before, more}) % 2 == 1);
            at += more;
        }
    }

    void decide(const config::LayerSpec& spec, const std::string& head, bool bom) {
        if (bom && spec.encoding.empty()) {
            facts_.encoding = "UTF-8";
            facts_.encoding_reason = "byte order mark";
            return;
        }
        std::string sample = head;
        for (const std::uint64_t part : {1U, 2U, 3U}) {
            if (file_.size() <= head.size()) break;
            const std::uint64_t at = file_.size() / 4 * part;
            std::string text = bytes_at(at, std::min<std::uint64_t>(64 << 10, file_.size() - at));
            sample += text.substr(std::min(text.size(), text.find('\n')));
        }
        if (file_.size() > head.size() || sample.size() > (1 << 20))
            sample.resize(std::min(sample.size(), sample.rfind('\n')));
        for (char& c : sample)
            if (c == delimiter_) c = '\n';
        decide_encoding(facts_, spec, sample, "", "");
    }

    std::string shown_;
    RandomFile file_;
    char delimiter_ = ',';
    std::uint64_t data_ = 0;  ///< first byte after the header
    std::size_t pieces_ = 1;
    std::vector<std::uint64_t> quotes_;  ///< before each piece
    const FieldMap* map_ = nullptr;
    std::vector<int> take_;
    std::vector<Worker> workers_;
};

}  // namespace

std::unique_ptr<Source> open_csv(const config::LayerSpec& spec) {
    const std::string end = ending(spec.path);
    if ((end != "csv" && end != "tsv" && end != "txt") || spec.path.starts_with("/vsi")) return nullptr;
    if (!exists(spec.path) || file_size(spec.path) == 0) return nullptr;
    return std::make_unique<CsvSource>(spec);
}

}  // namespace mulens::read
