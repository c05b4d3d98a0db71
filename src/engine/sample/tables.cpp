#include "sample/tables.hpp"

#include "base/error.hpp"
#include "sample/text_out.hpp"

#include <xlsxwriter.h>

#include <cmath>

namespace mulens::sample {
namespace {

class Csv : public TableWriter {
  public:
    Csv(const std::string& path, CsvStyle style)
        : path_(path),
          recode_(style == CsvStyle::gbk ? "GBK" : "UTF-8"),
          gbk_(style == CsvStyle::gbk),
          out_(path, std::ios::binary) {
        check();
        if (style == CsvStyle::utf8_bom) buffer_ = "\xEF\xBB\xBF";
    }
    void text(std::string_view utf8) override {
        next();
        if (utf8.find_first_of(",\"\n") == std::string_view::npos) {
            buffer_ += utf8;
            return;
        }
        buffer_ += '"';
        for (const char c : utf8) {
            if (c == '"') buffer_ += '"';
            buffer_ += c;
        }
        buffer_ += '"';
    }
    void number(std::int64_t value, int decimals) override {
        next();
        append_fixed(buffer_, value, decimals);
    }
    void blank() override { next(); }
    void close() override {
        flush();
        out_.close();
        check();
    }

  protected:
    void finish_row() override {
        buffer_ += "\r\n";
        first_ = true;
        if (buffer_.size() > (1U << 18)) flush();
    }

  private:
    void next() {
        if (!first_) buffer_ += ',';
        first_ = false;
    }
    void flush() {
        if (gbk_) {
            const std::string bytes = recode_(buffer_);
            out_.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
        } else {
            out_.write(buffer_.data(), static_cast<std::streamsize>(buffer_.size()));
        }
        buffer_.clear();
        check();
    }
    void check() const {
        if (!out_) throw Error::make(ExitCode::unwritable, "{}: could not be written (disk full?)", path_);
    }

    std::string path_;
    Recoder recode_;
    bool gbk_;
    std::ofstream out_;
    std::string buffer_;
    bool first_ = true;
};

class Xlsx : public TableWriter {
  public:
    Xlsx(const std::string& path, const std::string& sheet) : path_(path) {
        lxw_workbook_options options{};
        options.constant_memory = LXW_TRUE;
        book_ = workbook_new_opt(path.c_str(), &options);
        lxw_doc_properties properties{};
        properties.title = title_.data();
        properties.created = 1735603200;  // 2024-12-31: the same bytes on every day
        workbook_set_properties(book_, &properties);
        sheet_ = workbook_add_worksheet(book_, sheet.c_str());
    }
    ~Xlsx() override {
        if (book_ != nullptr) workbook_close(book_);
    }
    Xlsx(const Xlsx&) = delete;
    Xlsx& operator=(const Xlsx&) = delete;

    void text(std::string_view utf8) override {
        if (!utf8.empty()) worksheet_write_string(sheet_, row_, column_, std::string(utf8).c_str(), nullptr);
        ++column_;
    }
    void number(std::int64_t value, int decimals) override {
        worksheet_write_number(sheet_, row_, column_++, static_cast<double>(value) / std::pow(10.0, decimals), nullptr);
    }
    void blank() override { ++column_; }
    void close() override {
        const lxw_error error = workbook_close(std::exchange(book_, nullptr));
        if (error != LXW_NO_ERROR)
            throw Error::make(ExitCode::unwritable, "{}: could not be written ({})", path_, lxw_strerror(error));
    }

  protected:
    void finish_row() override {
        ++row_;
        column_ = 0;
    }

  private:
    std::string path_;
    std::string title_ = "虚构数据 made-up data";
    lxw_workbook* book_ = nullptr;
    lxw_worksheet* sheet_ = nullptr;
    lxw_row_t row_ = 0;
    lxw_col_t column_ = 0;
};

}  // namespace

std::unique_ptr<TableWriter> csv_writer(const std::string& path, CsvStyle style) {
    return std::make_unique<Csv>(path, style);
}

std::unique_ptr<TableWriter> xlsx_writer(const std::string& path, const std::string& sheet) {
    return std::make_unique<Xlsx>(path, sheet);
}

}  // namespace mulens::sample
