#include "sample/shape_writer.hpp"

#include "base/error.hpp"
#include "sample/projection.hpp"
#include "sample/text_out.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cstring>
#include <filesystem>

namespace mulens::sample {
namespace {

static_assert(std::endian::native == std::endian::little);

void put_big(std::string& out, std::uint32_t v) {
    for (int shift = 24; shift >= 0; shift -= 8) out += static_cast<char>((v >> shift) & 0xFF);
}
template <typename T>
void put_little(std::string& out, T v) {
    char bytes[sizeof(T)];
    std::memcpy(bytes, &v, sizeof(T));
    out.append(bytes, sizeof(T));
}

std::string shape_header(std::uint64_t bytes, const Box& box) {
    std::string out;
    put_big(out, 9994);
    for (int i = 0; i < 5; ++i) put_big(out, 0);
    put_big(out, static_cast<std::uint32_t>(bytes / 2));
    put_little<std::int32_t>(out, 1000);
    put_little<std::int32_t>(out, 5);
    for (const double v : {box.empty() ? 0.0 : box.min_x, box.empty() ? 0.0 : box.min_y, box.empty() ? 0.0 : box.max_x,
                           box.empty() ? 0.0 : box.max_y, 0.0, 0.0, 0.0, 0.0})
        put_little(out, v);
    return out;
}

void check(const std::ofstream& file, const std::string& path) {
    if (!file) throw Error::make(ExitCode::unwritable, "{}: could not be written (disk full?)", path);
}

}  // namespace

ShapeWriter::ShapeWriter(std::string stem, const std::vector<DbfField>& fields, const ShapeStyle& style,
                         std::uint64_t split_bytes)
    : stem_(std::move(stem)), fields_(fields), style_(style), recode_(style.encoding), split_bytes_(split_bytes) {
    std::size_t width = 1;
    for (const DbfField& f : fields_) width += static_cast<std::size_t>(f.width);
    record_.assign(width, ' ');
    at_ = 1;
    open();
}

ShapeWriter::~ShapeWriter() = default;

void ShapeWriter::open() {
    if (part_ == 1) {  // the first part gets its number once there is a second
        for (const char* ext : {".shp", ".shx", ".dbf", ".prj", ".cpg"})
            if (std::filesystem::exists(stem_ + ext)) std::filesystem::rename(stem_ + ext, stem_ + "_001" + ext);
    }
    ++part_;
    const std::string base = part_ == 1 ? stem_ : fmt::format("{}_{:03d}", stem_, part_);
    for (auto& [file, ext] : {std::pair{&shp_, ".shp"}, std::pair{&shx_, ".shx"}, std::pair{&dbf_, ".dbf"}}) {
        file->open(base + ext, std::ios::binary);
        check(*file, base + ext);
    }
    const std::string empty(100, '\0');
    shp_ << empty;
    shx_ << empty;
    std::string header(32, '\0');
    header[0] = 3;
    header[1] = 125, header[2] = 1, header[3] = 1;  // a fixed day: the same bytes on every day
    const auto header_size = static_cast<std::uint16_t>(33 + 32 * fields_.size());
    const auto record_size = static_cast<std::uint16_t>(record_.size());
    std::memcpy(header.data() + 8, &header_size, 2);
    std::memcpy(header.data() + 10, &record_size, 2);
    header[29] = static_cast<char>(style_.ldid);
    for (const DbfField& f : fields_) {
        const std::string name = recode_(f.name);
        if (name.size() > 10) throw Error::make(ExitCode::failed, "field name '{}' is longer than 10 bytes", f.name);
        std::string d(32, '\0');
        std::memcpy(d.data(), name.data(), name.size());
        d[11] = f.type;
        d[16] = static_cast<char>(f.width);
        d[17] = static_cast<char>(f.decimals);
        header += d;
    }
    header += '\r';
    dbf_ << header;
    std::ofstream(base + ".prj", std::ios::binary) << prj_text(style_.crs);
    if (!style_.cpg.empty()) std::ofstream(base + ".cpg", std::ios::binary) << style_.cpg;
    rows_ = 0;
    shp_bytes_ = 100;
    box_ = Box{};
    open_ = true;
}

char* ShapeWriter::next_field() {
    char* at = record_.data() + at_;
    at_ += static_cast<std::size_t>(fields_[field_].width);
    ++field_;
    return at;
}

void ShapeWriter::text(std::string_view utf8) {
    const auto width = static_cast<std::size_t>(fields_[field_].width);
    const bool plain = std::all_of(utf8.begin(), utf8.end(), [](char c) { return (c & 0x80) == 0; });
    std::string bytes = plain ? std::string(utf8) : recode_(utf8);
    while (bytes.size() > width) {  // drop whole characters
        utf8.remove_suffix(1);
        while (!utf8.empty() && (utf8.back() & 0xC0) == 0x80) utf8.remove_suffix(1);
        if (!utf8.empty() && (utf8.back() & 0x80) != 0) utf8.remove_suffix(1);
        bytes = recode_(utf8);
    }
    std::memcpy(next_field(), bytes.data(), bytes.size());
}

void ShapeWriter::number(std::int64_t value, int decimals) {
    const auto width = static_cast<std::size_t>(fields_[field_].width);
    std::string bytes;
    append_fixed(bytes, value, decimals);
    if (bytes.size() > width)
        throw Error::make(ExitCode::failed, "{}: a number is too wide for {}", stem_, fields_[field_].name);
    std::memcpy(next_field() + (width - bytes.size()), bytes.data(), bytes.size());
}

void ShapeWriter::blank() { next_field(); }

void ShapeWriter::polygon(const Ring& ring) { polygons({ring}); }

void ShapeWriter::polygons(const std::vector<Ring>& outer) {
    Box box;
    std::size_t points = 0;
    for (const Ring& ring : outer) {
        points += ring.size() + 1;
        box.add(box_of(ring));
    }
    content_.clear();
    put_little<std::int32_t>(content_, 5);
    for (const double v : {box.min_x, box.min_y, box.max_x, box.max_y}) put_little(content_, v);
    put_little<std::int32_t>(content_, static_cast<std::int32_t>(outer.size()));
    put_little<std::int32_t>(content_, static_cast<std::int32_t>(points));
    std::size_t first = 0;
    for (const Ring& ring : outer) {
        put_little<std::int32_t>(content_, static_cast<std::int32_t>(first));
        first += ring.size() + 1;
    }
    for (const Ring& ring : outer) {
        const bool turn = signed_area(ring) > 0;
        const std::size_t n = ring.size();
        for (std::size_t i = 0; i <= n; ++i) {
            const Point p = ring[turn ? (n - i) % n : i % n];
            put_little(content_, p.x);
            put_little(content_, p.y);
        }
    }
    box_.add(box);
    end_record(content_);
}

void ShapeWriter::null_shape() {
    content_.clear();
    put_little<std::int32_t>(content_, 0);
    end_record(content_);
}

void ShapeWriter::end_record(std::string_view content) {
    if (field_ != fields_.size()) throw Error::make(ExitCode::failed, "{}: a record lacks fields", stem_);
    if (shp_bytes_ + content.size() + 8 > split_bytes_ && rows_ > 0) {
        finish_part();
        earlier_rows_ += rows_;
        open();
    }
    std::string head;
    put_big(head, static_cast<std::uint32_t>(rows_ + 1));
    put_big(head, static_cast<std::uint32_t>(content.size() / 2));
    shp_.write(head.data(), static_cast<std::streamsize>(head.size()));
    shp_.write(content.data(), static_cast<std::streamsize>(content.size()));
    std::string index;
    put_big(index, static_cast<std::uint32_t>(shp_bytes_ / 2));
    put_big(index, static_cast<std::uint32_t>(content.size() / 2));
    shx_.write(index.data(), static_cast<std::streamsize>(index.size()));
    dbf_.write(record_.data(), static_cast<std::streamsize>(record_.size()));
    shp_bytes_ += content.size() + 8;
    ++rows_;
    std::fill(record_.begin(), record_.end(), ' ');
    field_ = 0;
    at_ = 1;
}

void ShapeWriter::finish_part() {
    dbf_ << '\x1A';
    dbf_.seekp(4);
    const auto rows = static_cast<std::uint32_t>(rows_);
    dbf_.write(reinterpret_cast<const char*>(&rows), 4);
    shp_.seekp(0);
    shp_ << shape_header(shp_bytes_, box_);
    shx_.seekp(0);
    shx_ << shape_header(100 + 8 * rows_, box_);
    for (std::ofstream* file : {&shp_, &shx_, &dbf_}) {
        file->close();
        check(*file, stem_);
    }
    open_ = false;
}

void ShapeWriter::close() {
    if (open_) finish_part();
}

}  // namespace mulens::sample
