#include "ui/base/draw.hpp"

#include <algorithm>
#include <cmath>

namespace mulens::ui {
namespace {

std::vector<std::string>& cut_words() {
    static std::vector<std::string> list;
    return list;
}

constexpr float line_of_em = 1.448F;
/// From the top of a line to the middle of its letters, in em (ascender 1.16, half the height of Chinese signs 0.38).
constexpr float letters_at = 0.78F;

std::size_t character_end(std::string_view text, std::size_t at) {
    ++at;
    while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xc0) == 0x80) ++at;
    return at;
}

float top_for(const ImFont* font, float middle) { return std::round(middle - letters_at * em_of(font)); }

}  // namespace

float em_of(const ImFont* font) { return font->FontSize / line_of_em; }

float text_width(const ImFont* font, std::string_view text) {
    if (text.empty()) return 0;
    return font->CalcTextSizeA(font->FontSize, FLT_MAX, 0, text.data(), text.data() + text.size()).x;
}

float put(ImDrawList& list, const ImFont* font, float x, float middle, style::Colour colour, std::string_view text) {
    if (text.empty()) return 0;
    list.AddText(font, font->FontSize, ImVec2(std::round(x), top_for(font, middle)), u32(colour), text.data(),
                 text.data() + text.size());
    return text_width(font, text);
}

float put_right(ImDrawList& list, const ImFont* font, float x1, float middle, style::Colour colour,
                std::string_view text) {
    return put(list, font, x1 - text_width(font, text), middle, colour, text);
}

float put_centred(ImDrawList& list, const ImFont* font, const Rect& box, style::Colour colour, std::string_view text) {
    return put(list, font, (box.x0 + box.x1 - text_width(font, text)) / 2, box.middle(), colour, text);
}

std::string fitted(const ImFont* font, std::string_view text, float room) {
    if (text_width(font, text) <= room) return std::string(text);
    const float dots = text_width(font, "…");
    std::size_t end = 0;
    float width = dots;
    while (end < text.size()) {
        const std::size_t next = character_end(text, end);
        width += text_width(font, text.substr(end, next - end));
        if (width > room) break;
        end = next;
    }
    while (end > 0 && text[end - 1] == ' ') --end;
    return std::string(text.substr(0, end)) + "…";
}

float put_fit(ImDrawList& list, const ImFont* font, float x, float middle, style::Colour colour, std::string_view text,
              float room, bool word, bool* cut) {
    const float full = text_width(font, text);
    if (cut != nullptr) *cut = full > room + 0.5F;
    if (full <= room + 0.5F) return put(list, font, x, middle, colour, text);
    if (word) cut_words().emplace_back(text);
    if (room < em_of(font)) return 0;
    return put(list, font, x, middle, colour, fitted(font, text, room));
}

namespace {

std::size_t character_begin(std::string_view text, std::size_t end) {
    do --end;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U);
    return end;
}

bool one_byte(std::string_view text, std::size_t at) {
    return static_cast<unsigned char>(text[at]) < 0x80 && text[at] != ' ' && text[at] != '\n';
}

bool closes(std::string_view text, std::size_t at) {
    static constexpr std::string_view marks[] = {"。", ",", "、", ";", ":", ")", "》", "”", "!", "?"};
    return std::any_of(std::begin(marks), std::end(marks),
                       [&](auto mark) { return text.substr(at, mark.size()) == mark; });
}

}  // namespace

std::vector<std::string> wrapped(const ImFont* font, std::string_view text, float room, std::size_t lines) {
    std::vector<std::string> out;
    std::size_t begin = 0;
    while (begin < text.size()) {
        std::size_t end = begin;
        float width = 0;
        while (end < text.size() && text[end] != '\n') {
            const std::size_t next = character_end(text, end);
            width += text_width(font, text.substr(end, next - end));
            if (width > room && end > begin) break;
            end = next;
        }
        const bool more = end < text.size() && text[end] != '\n';
        // Closing marks do not begin a line: the character before goes down with them.
        if (more && end > begin && closes(text, end)) {
            const std::size_t before = character_begin(text, end);
            if (before > begin) end = before;
        }
        // A Latin word or a figure is not torn: back to where its run of one-byte characters begins.
        if (more && text[end] != ' ') {
            std::size_t start = end;
            while (start > begin && one_byte(text, start) && one_byte(text, start - 1)) --start;
            if (start > begin) end = start;
        }
        if (out.size() + 1 == lines && more) {
            out.push_back(fitted(font, std::string(text.substr(begin, end - begin)) + "……", room));
            return out;
        }
        std::size_t stop = end;
        while (stop > begin && text[stop - 1] == ' ') --stop;
        out.emplace_back(text.substr(begin, stop - begin));
        begin = end;
        while (begin < text.size() && (text[begin] == ' ' || text[begin] == '\n')) ++begin;
    }
    return out;
}

const std::vector<std::string>& cuts() { return cut_words(); }
void clear_cuts() { cut_words().clear(); }

void fill(ImDrawList& list, const Rect& b, style::Colour colour, float radius) {
    list.AddRectFilled(ImVec2(b.x0, b.y0), ImVec2(b.x1, b.y1), u32(colour), radius);
}

void frame(ImDrawList& list, const Rect& b, style::Colour colour, float radius, float width) {
    list.AddRect(ImVec2(b.x0, b.y0), ImVec2(b.x1, b.y1), u32(colour), radius, 0, width);
}

void hairline(ImDrawList& list, float x0, float y0, float x1, float y1, style::Colour colour) {
    const float w = std::max(1.0F, std::floor(look().scale));
    if (x0 == x1)
        list.AddRectFilled(ImVec2(x0, y0), ImVec2(x0 + w, y1), u32(colour));
    else
        list.AddRectFilled(ImVec2(x0, y0), ImVec2(x1, y0 + w), u32(colour));
}

void dashed_frame(ImDrawList& list, const Rect& b, style::Colour colour, float width, float dash) {
    const auto side = [&](float x0, float y0, float x1, float y1) {
        const float length = std::hypot(x1 - x0, y1 - y0);
        for (float at = 0; at < length; at += 2 * dash) {
            const float a = at / length, c = std::min(1.0F, (at + dash) / length);
            list.AddLine(ImVec2(x0 + (x1 - x0) * a, y0 + (y1 - y0) * a), ImVec2(x0 + (x1 - x0) * c, y0 + (y1 - y0) * c),
                         u32(colour), width);
        }
    };
    side(b.x0, b.y0, b.x1, b.y0);
    side(b.x1, b.y0, b.x1, b.y1);
    side(b.x1, b.y1, b.x0, b.y1);
    side(b.x0, b.y1, b.x0, b.y0);
}

void card(ImDrawList& list, const Rect& b, float radius) {
    for (int i = 3; i >= 1; --i) {
        const float grow = px(static_cast<float>(i)) * 1.5F;
        fill(list, {b.x0 - grow, b.y0 - grow + px(1), b.x1 + grow, b.y1 + grow + px(1)},
             style::with_alpha(ink().shadow, static_cast<std::uint8_t>(ink().shadow.a / 5)), radius + grow);
    }
    fill(list, b, ink().card, radius);
    frame(list, b, ink().line, radius);
}

}  // namespace mulens::ui
