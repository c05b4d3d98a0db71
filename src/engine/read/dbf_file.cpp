#include "read/dbf_file.hpp"

#include <algorithm>
#include <array>
#include <cstring>

namespace mulens::read {
namespace {

std::uint32_t u16(const char* p) {
    return static_cast<std::uint32_t>(static_cast<unsigned char>(p[0]) | (static_cast<unsigned char>(p[1]) << 8));
}

bool known_type(char type) { return type == 'C' || type == 'N' || type == 'F' || type == 'D' || type == 'L'; }

}  // namespace

std::optional<DbfFile> DbfFile::open(const std::string& path) {
    DbfFile dbf;
    dbf.file_ = RandomFile(path);
    if (dbf.file_.size() < 33) return std::nullopt;
    std::array<char, 32> head{};
    dbf.file_.read(0, head.data(), head.size());
    std::uint32_t rows = 0;
    std::memcpy(&rows, head.data() + 4, 4);
    dbf.rows_ = rows;
    dbf.header_ = u16(head.data() + 8);
    dbf.record_ = u16(head.data() + 10);
    dbf.language_ = static_cast<unsigned char>(head[29]);
    if (dbf.header_ < 33 || dbf.record_ < 1 || dbf.header_ > dbf.file_.size() ||
        dbf.header_ + std::uint64_t{rows} * dbf.record_ > dbf.file_.size())
        return std::nullopt;
    std::vector<char> fields(dbf.header_ - 32);
    dbf.file_.read(32, fields.data(), fields.size());
    std::uint32_t offset = 1;
    for (std::size_t at = 0; at + 32 <= fields.size() && fields[at] != '\r'; at += 32) {
        const char* d = fields.data() + at;
        DbfField field;
        field.raw_name.assign(d, strnlen(d, 11));
        while (!field.raw_name.empty() && field.raw_name.back() == ' ') field.raw_name.pop_back();
        field.type = d[11];
        field.offset = offset;
        field.length = static_cast<unsigned char>(d[16]);
        if (field.type == 'C') field.length += 256U * static_cast<unsigned char>(d[17]);
        if (!known_type(field.type) || field.length == 0) return std::nullopt;
        offset += field.length;
        dbf.fields_.push_back(std::move(field));
    }
    if (offset != dbf.record_ || dbf.fields_.empty()) return std::nullopt;
    return dbf;
}

void DbfFile::load(Row first, Row count, std::vector<char>& bytes) const {
    bytes.resize(std::size_t{count} * record_);
    file_.read(header_ + std::uint64_t{first} * record_, bytes.data(), bytes.size());
}

std::string_view DbfFile::cell(const char* record, const DbfField& field) {
    const char* p = record + field.offset;
    std::size_t size = field.length;
    if (const void* end = std::memchr(p, 0, size); end != nullptr)
        size = static_cast<std::size_t>(static_cast<const char*>(end) - p);
    while (size > 0 && p[size - 1] == ' ') --size;
    while (size > 0 && *p == ' ') {
        ++p;
        --size;
    }
    const std::string_view text(p, size);
    if (field.type != 'C' && !text.empty() && (text.front() == '*' || text == "?")) return {};
    return text;
}

std::string DbfFile::sample_text(std::size_t max_bytes) const {
    std::string out;
    for (const auto& field : fields_) out += field.raw_name + "\n";
    constexpr Row block = 32;
    const Row blocks = std::max<Row>(1, std::min<Row>(200, rows_ / block));
    std::vector<char> bytes;
    for (Row b = 0; b < blocks && rows_ > 0 && out.size() < max_bytes; ++b) {
        const Row first = static_cast<Row>(std::uint64_t{rows_} * b / blocks);
        const Row count = std::min<Row>(block, rows_ - first);
        load(first, count, bytes);
        for (Row i = 0; i < count; ++i)
            for (const auto& field : fields_) {
                if (field.type != 'C') continue;
                const auto text = cell(bytes.data() + std::size_t{i} * record_, field);
                if (!text.empty()) out.append(text).push_back('\n');
            }
    }
    return out;
}

}  // namespace mulens::read
