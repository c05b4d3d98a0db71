#include "ui/base/fonts.hpp"

#include "base/mapped_file.hpp"

#include <imgui_freetype.h>

#include <cmath>

namespace mulens::ui {
namespace {

/// ImGui asks FreeType for ascender − descender; a Noto Sans CJK line is 1.448 em, which is also our line height.
constexpr float line_of_em = 1.448F;

/// Code points of UTF-8; malformed bytes are skipped.
template <typename Use>
void each_character(const std::string& text, const Use& use) {
    for (std::size_t i = 0; i < text.size();) {
        const auto lead = static_cast<unsigned char>(text[i]);
        const int more = lead < 0x80 ? 0 : lead >= 0xf0 ? 3 : lead >= 0xe0 ? 2 : lead >= 0xc0 ? 1 : -1;
        if (more < 0 || i + static_cast<std::size_t>(more) >= text.size() + 0U) {
            ++i;
            continue;
        }
        unsigned code = more == 0 ? lead : lead & (0x3fU >> more);
        for (int k = 1; k <= more; ++k)
            code = code << 6 | (static_cast<unsigned char>(text[i + static_cast<std::size_t>(k)]) & 0x3f);
        i += static_cast<std::size_t>(more) + 1;
        if (code < 0x10000) use(code);
    }
}

/// Adds characters; true where one was new.
bool want(std::vector<bool>& wanted, const std::string& text) {
    bool grew = false;
    each_character(text, [&](unsigned code) {
        if (wanted[code]) return;
        wanted[code] = true;
        grew = true;
    });
    return grew;
}

std::vector<ImWchar> ranges_of(const std::vector<bool>& wanted) {
    std::vector<ImWchar> out;
    for (unsigned code = 1; code < 0x10000; ++code) {
        if (!wanted[code]) continue;
        unsigned last = code;
        while (last + 1 < 0x10000 && wanted[last + 1]) ++last;
        out.push_back(static_cast<ImWchar>(code));
        out.push_back(static_cast<ImWchar>(last));
        code = last;
    }
    out.push_back(0);
    return out;
}

}  // namespace

bool FontAtlas::update(float scale, std::uint64_t data_version, const std::vector<std::string>& data_texts) {
    bool grew = scale != scale_;
    if (wanted_.empty()) {
        wanted_.assign(0x10000, false);
        for (unsigned code = 0x20; code < 0x100; ++code) wanted_[code] = code < 0x7f || code >= 0xa0;
        want(wanted_, "–—…·•≥≤<>×÷→←↑↓▸▾✕□‘’“”、。,;:?!()《》%‰°′″²³½¼¾");
        for (const auto& text : app::all_words()) want(wanted_, text);
        grew = true;
    }
    if (data_version != data_version_) {
        data_version_ = data_version;
        for (const auto& text : data_texts) grew = want(wanted_, text) || grew;
    }
    if (grew) build(scale);
    return grew;
}

ImFont* FontAtlas::add(const MappedFile& file, int face, float em) {
    ImFontConfig config;
    config.FontNo = face;
    config.OversampleH = config.OversampleV = 1;
    config.PixelSnapH = true;
    config.EllipsisChar = 0x2026;
    config.FontBuilderFlags = ImGuiFreeTypeBuilderFlags_LightHinting;
    void* data = const_cast<std::byte*>(file.bytes().data());  // ImGui only reads it
    return ImGui::GetIO().Fonts->AddFontFromMemoryTTF(data, static_cast<int>(file.bytes().size()),
                                                      std::round(em * scale_ * line_of_em), &config, ranges_.data());
}

void FontAtlas::build(float scale) {
    scale_ = scale;
    ImFontAtlas& atlas = *ImGui::GetIO().Fonts;
    atlas.Clear();
    atlas.FontBuilderIO = ImGuiFreeType::GetBuilderForFreeType();
    atlas.TexDesiredWidth = scale > 1.5F ? 4096 : 2048;
    atlas.Flags |= ImFontAtlasFlags_NoPowerOfTwoHeight;
    ranges_ = ranges_of(wanted_);
    const MappedFile regular(regular_.path), bold(bold_.path);
    fonts_.body = add(regular, regular_.face, 14);
    fonts_.small = add(regular, regular_.face, 12);
    fonts_.strong = add(bold, bold_.face, 14);
    fonts_.small_strong = add(bold, bold_.face, 12);
    fonts_.title = add(bold, bold_.face, 18);
    atlas.Build();
    for (auto& config : atlas.ConfigData) config.FontDataOwnedByAtlas = false;  // earlier, and ImGui copies the file
    atlas.ClearInputData();
}

}  // namespace mulens::ui
