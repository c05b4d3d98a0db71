#include "style/classes.hpp"
#include "style/number.hpp"

#include <fmt/format.h>

#include <cmath>

namespace mulens::style {
namespace {

struct Words {
    std::string zh, en;
};

const GradeCut::Line* line_of(const GradeCut& cut, char grade) {
    for (const auto& line : cut.lines)
        if (line.grade == grade) return std::isfinite(line.score) ? &line : nullptr;
    return nullptr;
}

/// The line that D lies under: the lowest one.
const GradeCut::Line* last_line(const GradeCut& cut) {
    for (auto line = cut.lines.rbegin(); line != cut.lines.rend(); ++line)
        if (std::isfinite(line->score)) return &*line;
    return nullptr;
}

const char* sign(config::Op op, bool under) {
    if (op == config::Op::greater) return under ? "≤" : ">";
    return under ? "<" : "≥";
}

/// A published line has the digits of its document; one that came out of a ranking needs one.
std::string shown_score(const GradeCut& cut, double score) {
    return format_number(score, cut.mode == config::CutMode::quota ? 1 : -1);
}

Words share_words(const GradeCut& cut, char grade) {
    const GradeCut::Line* line = line_of(cut, grade);
    if (cut.mode != config::CutMode::quota || grade == 'D' || line == nullptr || !std::isfinite(line->cumulative))
        return {};
    const std::string share = format_number(line->cumulative * 100, -1);
    return {fmt::format("(企业前{}%)", share), fmt::format(" (top {} %)", share)};
}

Words words_of(const GradeCut& cut, char grade) {
    const bool under = grade == 'D';
    const GradeCut::Line* line = under ? last_line(cut) : line_of(cut, grade);
    if (line == nullptr) return {};
    const std::string limit = fmt::format("{} {}", sign(line->op, under), shown_score(cut, line->score));
    return {limit + " 分", limit + " points"};
}

const char* english(const std::string& scale_class) {
    return scale_class == "规上" ? "large " : scale_class == "规下" ? "small " : "";
}

/// One line for all classes where they agree, else each class by name; the share of firms once where it is the same.
Words joined(std::span<const GradeCut> cuts, char grade) {
    if (cuts.empty()) return {};
    const Words share = share_words(cuts.front(), grade);
    bool same_line = true, same_share = true;
    for (const GradeCut& cut : cuts) {
        same_line = same_line && words_of(cut, grade).zh == words_of(cuts.front(), grade).zh;
        same_share = same_share && share_words(cut, grade).zh == share.zh;
    }
    Words out;
    if (same_line && same_share) {
        out = words_of(cuts.front(), grade);
    } else {
        for (const GradeCut& cut : cuts) {
            const Words words = words_of(cut, grade), own = same_share ? Words{} : share_words(cut, grade);
            if (words.zh.empty()) continue;
            out.zh += (out.zh.empty() ? "" : " · ") + cut.scale_class + " " + words.zh + own.zh;
            out.en += (out.en.empty() ? "" : " · ") + std::string(english(cut.scale_class)) + words.en + own.en;
        }
    }
    if (same_share && !out.zh.empty()) {
        out.zh += share.zh;
        out.en += share.en;
    }
    return out;
}

Class other(const char* code, const char* value, const char* zh, const char* en, Colour colour, bool hatched = false) {
    Class c;
    c.code = code;
    c.value = value;
    c.zh = zh;
    c.en = en;
    c.colour = colour;
    c.hatched = hatched;
    return c;
}

}  // namespace

Classes grade_classes(std::span<const GradeCut> cuts) {
    std::vector<GradeCut> with_lines;
    bool quota = false;
    for (const GradeCut& cut : cuts) {
        if (cut.mode == config::CutMode::none || cut.lines.empty()) continue;
        with_lines.push_back(cut);
        quota = quota || cut.mode == config::CutMode::quota;
    }
    Classes out;
    out.field = "grade";
    out.kind = ClassKind::categories;
    out.zh = "地块效益等级(测算)";
    out.en = "Parcel grade (computed)";
    if (quota) {
        out.zh_note = "分档线取自企业排名";
        out.en_note = "Cut lines from the ranking of firms";
    }
    for (const char grade : {'A', 'B', 'C', 'D'}) {
        const Words words = joined(with_lines, grade);
        Class c = other("", "", words.zh.c_str(), words.en.c_str(), grade_colour(grade));
        c.code = c.value = std::string(1, grade);
        c.letter = true;
        out.classes.push_back(std::move(c));
    }
    out.classes.push_back(other("ungraded", "ungraded", "参与评价不定等级", "Assessed, not graded", grade_colour('u')));
    out.classes.push_back(other("not_evaluated", "not_evaluated", "未评价", "Not evaluated", grade_colour('n')));
    out.classes.push_back(other("out", "", "不纳入评价", "Out of scope", grade_colour(' ')));
    out.classes.push_back(other("no_data", "no_data", "无数据", "No data", rgb(0xEDEFF1), true));
    return out;
}

}  // namespace mulens::style
