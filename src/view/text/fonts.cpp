#include "text/fonts.hpp"

#include "base/error.hpp"

#include <fontconfig/fontconfig.h>

#include <memory>
#include <optional>

namespace mulens::text {
namespace {

// Characters that only a font for simplified Chinese has together: a simple test that drops fonts with kanji alone.
constexpr FcChar32 needed_characters[] = {U'亩', U'镜', U'钱', U'塘', U'园', U'产', U'闲', U'A', U'8'};
constexpr const char* preferred_families[] = {"Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC",
                                              "Source Han Sans CN"};

struct ConfigDelete {
    void operator()(FcConfig* config) const { FcConfigDestroy(config); }
};
struct PatternDelete {
    void operator()(FcPattern* pattern) const { FcPatternDestroy(pattern); }
};
struct FontSetDelete {
    void operator()(FcFontSet* set) const { FcFontSetDestroy(set); }
};
using Config = std::unique_ptr<FcConfig, ConfigDelete>;
using Pattern = std::unique_ptr<FcPattern, PatternDelete>;
using FontSet = std::unique_ptr<FcFontSet, FontSetDelete>;

const FcChar8* fc_text(const char* text) { return reinterpret_cast<const FcChar8*>(text); }

Pattern wanted(bool bold) {
    Pattern pattern(FcPatternCreate());
    for (const char* family : preferred_families) FcPatternAddString(pattern.get(), FC_FAMILY, fc_text(family));
    FcPatternAddString(pattern.get(), FC_FAMILY, fc_text("sans-serif"));
    FcPatternAddString(pattern.get(), FC_LANG, fc_text("zh-cn"));
    FcPatternAddInteger(pattern.get(), FC_WEIGHT, bold ? FC_WEIGHT_BOLD : FC_WEIGHT_REGULAR);
    FcPatternAddInteger(pattern.get(), FC_SLANT, FC_SLANT_ROMAN);
    FcPatternAddBool(pattern.get(), FC_SCALABLE, FcTrue);
    return pattern;
}

bool usable(FcPattern* font) {
    FcCharSet* characters = nullptr;
    if (FcPatternGetCharSet(font, FC_CHARSET, 0, &characters) != FcResultMatch) return false;
    for (const FcChar32 c : needed_characters)
        if (FcCharSetHasChar(characters, c) == FcFalse) return false;
    FcBool scalable = FcFalse;
    return FcPatternGetBool(font, FC_SCALABLE, 0, &scalable) == FcResultMatch && scalable != FcFalse;
}

std::optional<FontFile> best_font(FcConfig* config, bool bold) {
    const Pattern pattern = wanted(bold);
    FcConfigSubstitute(config, pattern.get(), FcMatchPattern);
    FcDefaultSubstitute(pattern.get());
    FcResult result = FcResultNoMatch;
    const FontSet fonts(FcFontSort(config, pattern.get(), FcFalse, nullptr, &result));
    if (!fonts) return std::nullopt;
    for (int i = 0; i < fonts->nfont; ++i) {
        FcPattern* font = fonts->fonts[i];
        FcChar8* path = nullptr;
        if (!usable(font) || FcPatternGetString(font, FC_FILE, 0, &path) != FcResultMatch) continue;
        FontFile found;
        found.path = reinterpret_cast<const char*>(path);
        FcPatternGetInteger(font, FC_INDEX, 0, &found.face);
        FcChar8* family = nullptr;
        if (FcPatternGetString(font, FC_FAMILY, 0, &family) == FcResultMatch)
            found.family = reinterpret_cast<const char*>(family);
        return found;
    }
    return std::nullopt;
}

Error no_font(const std::string& where) {
    return Error::make(ExitCode::failed,
                       "no font with Chinese characters is installed{}; install one (Debian, Ubuntu: package "
                       "fonts-noto-cjk) and start again",
                       where);
}

FontFile installed_font(bool bold) {
    const Config config(FcInitLoadConfigAndFonts());
    if (!config) throw Error(ExitCode::failed, "fontconfig could not read its configuration (see fc-list)");
    if (auto font = best_font(config.get(), bold)) return *font;
    throw no_font("");
}

}  // namespace

const FontFile& ui_font(bool bold) {
    static const FontFile regular = installed_font(false);
    if (!bold) return regular;
    static const FontFile heavy = installed_font(true);
    return heavy;
}

FontFile find_font_in(const std::string& folder, bool bold) {
    const Config config(FcConfigCreate());
    FcConfigAppFontAddDir(config.get(), fc_text(folder.c_str()));
    if (auto font = best_font(config.get(), bold)) return *font;
    throw no_font(" in " + folder);
}

}  // namespace mulens::text
