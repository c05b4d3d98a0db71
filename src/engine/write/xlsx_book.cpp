#include "write/xlsx_book.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "write/file_sink.hpp"
#include "write/output_columns.hpp"

#include <cpl_vsi.h>

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <cstdio>
#include <filesystem>

namespace mulens::write {
namespace {

constexpr double excel_epoch = 25569;         // 1970-01-01
constexpr std::size_t longest_cell = 32767;   // characters; bytes are never fewer
constexpr std::int64_t some_day = 946684800;  // 2000-01-01: libxlsxwriter takes 0 for "now"

std::string cell_text(std::string_view text) {
    std::string whole = whole_utf8(text);
    if (whole.size() > longest_cell) {
        std::size_t end = longest_cell;
        while (end > 0 && (static_cast<unsigned char>(whole[end]) & 0xC0U) == 0x80U) --end;
        whole.resize(end);
    }
    return whole;
}

/// Coded values in Chinese; a list of column names (idle_missing) by their terms.
std::string zh_text(const config::ColumnInfo& info, std::string_view text) {
    const auto& catalogue = config::column_catalogue();
    if (info.name != "idle_missing") return std::string(catalogue.value_zh(info.name, text));
    std::vector<std::string> words;
    for (const auto& name : split(text, ';')) words.push_back(catalogue.describe("idle", name).zh);
    return fmt::format("{}", fmt::join(words, ";"));
}

}  // namespace

XlsxBook::XlsxBook(std::string path, const std::string& title, std::optional<Date> date, bool streaming)
    : path_(std::move(path)) {
    // Temporary files lie beside the result, not in /tmp: the disk that fills up is the one that is named.
    std::string folder = std::filesystem::absolute(path_).parent_path().string();
    lxw_workbook_options options{};
    options.constant_memory = streaming ? LXW_TRUE : LXW_FALSE;
    options.tmpdir = folder.data();
    options.use_zip64 = LXW_FALSE;
    book_ = workbook_new_opt(path_.c_str(), &options);
    if (book_ == nullptr) throw_unwritable(path_, ENOSPC);
    lxw_doc_properties properties{};
    std::string name = title, program = "Mulens";
    properties.title = name.data();
    properties.author = program.data();
    properties.created = date ? static_cast<time_t>(date->time_since_epoch().count()) * 86400 : some_day;
    if (properties.created == 0) properties.created = some_day;
    workbook_set_properties(book_, &properties);
}

XlsxBook::~XlsxBook() {
    // An abandoned book still has to be written for its memory to be freed; the staging folder goes away with it.
    if (book_ != nullptr) workbook_close(book_);
}

lxw_worksheet* XlsxBook::add_sheet(const std::string& name) {
    lxw_worksheet* sheet = workbook_add_worksheet(book_, name.c_str());
    if (sheet == nullptr) throw Error::make(ExitCode::failed, "{}: cannot add the sheet {}", path_, name);
    sheets_.push_back(sheet);
    return sheet;
}

std::string number_format(const config::ColumnInfo& info) {
    switch (info.kind) {
        case config::ColumnKind::key:
        case config::ColumnKind::text:
            return "@";
        case config::ColumnKind::boolean:
            return "General";
        case config::ColumnKind::date:
            return "yyyy-mm-dd";
        case config::ColumnKind::integer:
            return info.name == "year" || info.name == "rank" ? "0" : "#,##0";
        case config::ColumnKind::number:
        case config::ColumnKind::money:
        case config::ColumnKind::share:
            break;
    }
    const bool share = info.kind == config::ColumnKind::share;
    if (info.decimals < 0) return share ? "0.0%" : "General";
    const std::string decimals(static_cast<std::size_t>(info.decimals), '0');
    const char* dot = info.decimals == 0 ? "" : ".";
    return share ? fmt::format("0{}{}%", dot, decimals) : fmt::format("#,##0{}{}", dot, decimals);
}

lxw_format* XlsxBook::plain(CellRole role) { return format(config::ColumnInfo{}, role); }

lxw_format* XlsxBook::format(const config::ColumnInfo& info, CellRole role, bool wrap) {
    const std::string number = role == CellRole::header ? "@" : number_format(info);
    lxw_format*& made = formats_[{number, role, wrap}];
    if (made != nullptr) return made;
    made = workbook_add_format(book_);
    format_set_num_format(made, number.c_str());
    format_set_align(made, LXW_ALIGN_VERTICAL_CENTER);
    if (role == CellRole::body || role == CellRole::header || role == CellRole::total) {
        format_set_border(made, LXW_BORDER_THIN);
        format_set_border_color(made, 0xBFBFBF);
    }
    if (wrap || role == CellRole::header || role == CellRole::note) format_set_text_wrap(made);
    if (role == CellRole::header || role == CellRole::total || role == CellRole::title) format_set_bold(made);
    if (role == CellRole::header) {
        format_set_align(made, LXW_ALIGN_CENTER);
        format_set_bg_color(made, 0xDDE8F0);
    }
    if (role == CellRole::total) format_set_bg_color(made, 0xF2F2F2);
    if (role == CellRole::title) {
        format_set_font_size(made, 16);
        format_set_align(made, LXW_ALIGN_CENTER);
    }
    if (role == CellRole::note) format_set_font_color(made, 0x595959);
    return made;
}

// libxlsxwriter does not look whether its temporary files could be written: a full disk would leave a book that ends in
// the middle of a sheet, and no error.
void XlsxBook::check_temporary_files() const {
    for (const lxw_worksheet* sheet : sheets_) {
        std::FILE* rows = sheet->optimize_tmpfile;
        errno = 0;
        if (rows != nullptr && (std::fflush(rows) != 0 || std::ferror(rows) != 0))
            throw_unwritable(path_, errno != 0 ? errno : ENOSPC);
    }
}

void XlsxBook::check_written() const {
    constexpr std::string_view tail = "</worksheet>";
    if (path_.find_first_of("{}") != std::string::npos) return;  // GDAL could not tell where the path ends
    for (std::size_t i = 1; i <= sheets_.size(); ++i) {
        const std::string part = fmt::format("/vsizip/{{{}}}/xl/worksheets/sheet{}.xml", path_, i);
        std::string end(tail.size(), ' ');
        VSILFILE* file = VSIFOpenL(part.c_str(), "rb");
        if (file != nullptr) {
            VSIFSeekL(file, 0, SEEK_END);
            const vsi_l_offset size = VSIFTellL(file);
            if (size > end.size() && VSIFSeekL(file, size - end.size(), SEEK_SET) == 0)
                end.resize(VSIFReadL(end.data(), 1, end.size(), file));
            VSIFCloseL(file);
        }
        if (end != tail) throw_unwritable(path_, ENOSPC);
    }
}

void XlsxBook::close() {
    check_temporary_files();
    lxw_workbook* book = book_;
    book_ = nullptr;
    errno = 0;
    const lxw_error error = workbook_close(book);
    if (error == LXW_NO_ERROR) return check_written();
    const int why = errno;
    if (why != 0) throw_unwritable(path_, why);
    throw Error::make(ExitCode::unwritable, "cannot write {}: {} (is the disk full?)", path_, lxw_strerror(error));
}

void put_text(lxw_worksheet* sheet, lxw_row_t row, lxw_col_t col, const std::string& text, lxw_format* format) {
    if (text.empty())
        worksheet_write_blank(sheet, row, col, format);
    else
        worksheet_write_string(sheet, row, col, text.c_str(), format);
}

void put_cell(lxw_worksheet* sheet, lxw_row_t row, lxw_col_t col, const config::ColumnInfo& info,
              const table::Column& column, Row from, lxw_format* format, bool zh) {
    if (column.is_text()) {
        const auto text = column.text(from);
        put_text(sheet, row, col, zh ? cell_text(zh_text(info, text)) : cell_text(text), format);
        return;
    }
    const double value = column.number(from);
    if (!std::isfinite(value)) {
        worksheet_write_blank(sheet, row, col, format);
    } else if (column.kind() == table::Kind::boolean) {
        if (zh)
            put_text(sheet, row, col, value != 0 ? "是" : "否", format);
        else
            worksheet_write_boolean(sheet, row, col, value != 0 ? 1 : 0, format);
    } else {
        worksheet_write_number(sheet, row, col, column.kind() == table::Kind::date ? value + excel_epoch : value,
                               format);
    }
}

double shown_width(std::string_view text) {
    double line = 0, longest = 0;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '\n') {
            longest = std::max(longest, line);
            line = 0;
        } else if (byte < 0x80) {
            line += 1;
        } else if (byte >= 0xC0) {
            line += byte >= 0xE0 ? 2 : 1;
        }
    }
    return std::max(longest, line);
}

void set_page(lxw_worksheet* sheet, lxw_row_t first_header, lxw_row_t last_header) {
    worksheet_set_paper(sheet, 9);  // A4
    worksheet_set_landscape(sheet);
    worksheet_fit_to_pages(sheet, 1, 0);
    worksheet_repeat_rows(sheet, first_header, last_header);
    worksheet_set_margins(sheet, 0.4, 0.4, 0.5, 0.6);
    worksheet_set_footer(sheet, "&C第 &P 页 共 &N 页");
}

}  // namespace mulens::write
