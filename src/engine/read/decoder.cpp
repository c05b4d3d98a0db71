#include "read/encoding.hpp"

#include "base/error.hpp"

#include <iconv.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <utility>

namespace mulens::read {
namespace {

constexpr const char* replacement = "\xEF\xBF\xBD";  // U+FFFD

struct Converter {
    iconv_t handle;
    explicit Converter(const std::string& from) : handle(iconv_open("UTF-8", from.c_str())) {}
    ~Converter() {
        if (ok()) iconv_close(handle);
    }
    Converter(const Converter&) = delete;
    Converter& operator=(const Converter&) = delete;
    [[nodiscard]] bool ok() const { return handle != reinterpret_cast<iconv_t>(-1); }  // NOLINT: iconv's own sentinel
};

std::string key_of(std::string_view name) {
    std::string key;
    for (char c : name) {
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
        if ((c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')) key += c;
    }
    return key;
}

using Alias = std::pair<const char*, const char*>;
constexpr std::array<Alias, 27> aliases{{{"GBK", "GBK"},
                                         {"936", "GBK"},
                                         {"GB2312", "GBK"},
                                         {"GB231280", "GBK"},
                                         {"EUCCN", "GBK"},
                                         {"MS936", "GBK"},
                                         {"GB18030", "GB18030"},
                                         {"GB180302000", "GB18030"},
                                         {"GB180302005", "GB18030"},
                                         {"54936", "GB18030"},
                                         {"UTF8", "UTF-8"},
                                         {"65001", "UTF-8"},
                                         {"BIG5", "Big5"},
                                         {"950", "Big5"},
                                         {"MS950", "Big5"},
                                         {"BIG5HKSCS", "Big5"},
                                         {"ASCII", "ASCII"},
                                         {"USASCII", "ASCII"},
                                         {"20127", "ASCII"},
                                         {"ISO88591", "ISO-8859-1"},
                                         {"88591", "ISO-8859-1"},
                                         {"LATIN1", "ISO-8859-1"},
                                         {"28591", "ISO-8859-1"},
                                         {"UTF16", "UTF-16LE"},
                                         {"UTF16LE", "UTF-16LE"},
                                         {"UTF16BE", "UTF-16BE"},
                                         {"1252", "CP1252"}}};

const char* alias_of(std::string_view key) {
    for (const auto& [from, to] : aliases)
        if (key == from) return to;
    return nullptr;
}

}  // namespace

std::string canonical_encoding(std::string_view name) {
    std::string key = key_of(name);
    if (key.empty()) return {};
    if (key.starts_with("LDID")) {
        const std::string digits = key.substr(4);
        if (digits.empty() || digits.size() > 3 ||
            !std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; }))
            return {};
        return encoding_of_language_byte(static_cast<unsigned char>(std::stoi(digits)));
    }
    for (const std::string_view prefix : {"WINDOWS", "ANSI", "OEM", "CP", "X"})
        if (key.size() > prefix.size() && key.starts_with(prefix)) {
            const char* inner = alias_of(std::string_view(key).substr(prefix.size()));
            if (inner) return inner;
        }
    if (const char* known = alias_of(key)) return known;
    if (key.find_first_not_of("0123456789") == std::string::npos) key = "CP" + key;
    if (key.starts_with("WINDOWS")) key = "CP" + key.substr(7);
    const std::string upper_name = [&] {
        std::string n(name);
        for (char& c : n)
            if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
        return n;
    }();
    if (Converter(upper_name).ok()) return upper_name;
    return Converter(key).ok() ? key : std::string();
}

std::string encoding_of_language_byte(unsigned char ldid) {
    constexpr std::array<std::pair<unsigned char, const char*>, 20> table{
        {{0x01, "CP437"}, {0x02, "CP850"},  {0x03, "CP1252"}, {0x13, "CP932"},  {0x4D, "GBK"},
         {0x4E, "CP949"}, {0x4F, "Big5"},   {0x50, "CP874"},  {0x58, "CP1252"}, {0x59, "CP1252"},
         {0x64, "CP852"}, {0x65, "CP866"},  {0x78, "Big5"},   {0x79, "CP949"},  {0x7A, "GBK"},
         {0x7B, "CP932"}, {0xC8, "CP1250"}, {0xC9, "CP1251"}, {0xCA, "CP1254"}, {0xCB, "CP1253"}}};
    for (const auto& [byte, name] : table)
        if (byte == ldid) return name;
    return {};  // 0x57 "ANSI" is whatever the writer's machine had: no declaration at all
}

struct Decoder::State {
    std::string name;
    std::unique_ptr<Converter> first;
    std::unique_ptr<Converter> second;  ///< tried where the first one fails (Big5 only)

    /// Converts one character that `first` refused; how many bytes it took (0: none can).
    std::size_t rescue(const char* at, std::size_t left, std::string& out) const;
};

std::size_t Decoder::State::rescue(const char* at, std::size_t left, std::string& out) const {
    if (!second || left < 2) return 0;
    std::array<char, 16> buffer{};
    char* in = const_cast<char*>(at);  // NOLINT: iconv does not write to its input
    std::size_t in_left = 2;
    char* to = buffer.data();
    std::size_t to_left = buffer.size();
    iconv(second->handle, nullptr, nullptr, nullptr, nullptr);
    if (iconv(second->handle, &in, &in_left, &to, &to_left) == static_cast<std::size_t>(-1)) return 0;
    iconv(second->handle, nullptr, nullptr, &to, &to_left);  // HKSCS holds a letter back for its accent
    out.append(buffer.data(), buffer.size() - to_left);
    return 2;
}

Decoder::Decoder(const std::string& name) : state_(std::make_unique<State>()) {
    const std::string known = canonical_encoding(name);
    state_->name = known;
    if (!known.empty()) {
        const std::string from = known == "GBK"     ? "GB18030"
                                 : known == "ASCII" ? "UTF-8"
                                 : known == "Big5"  ? "BIG5"
                                                    : known;
        state_->first = std::make_unique<Converter>(from);
        if (known == "Big5") state_->second = std::make_unique<Converter>("BIG5-HKSCS");
        if (state_->second && !state_->second->ok()) state_->second.reset();
    }
    if (!state_->first || !state_->first->ok())
        throw Error::make(ExitCode::usage,
                          "\"{}\" is no text encoding that this system can decode: write UTF-8, GBK, GB18030 or Big5.",
                          name);
}

Decoder::~Decoder() = default;
Decoder::Decoder(Decoder&&) noexcept = default;
Decoder& Decoder::operator=(Decoder&&) noexcept = default;

std::string Decoder::to_utf8(std::string_view bytes) const {
    DecodeCount ignored;
    return to_utf8(bytes, ignored);
}

std::string Decoder::to_utf8(std::string_view bytes, DecodeCount& count) const {
    const bool wide = state_->name.starts_with("UTF-16");
    if (!wide && std::all_of(bytes.begin(), bytes.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; }))
        return std::string(bytes);
    std::string out;
    out.reserve(bytes.size() * 3 / 2 + 4);
    const iconv_t handle = state_->first->handle;
    iconv(handle, nullptr, nullptr, nullptr, nullptr);
    char* in = const_cast<char*>(bytes.data());  // NOLINT: iconv does not write to its input
    std::size_t left = bytes.size();
    std::array<char, 1024> buffer;
    while (left > 0) {
        char* to = buffer.data();
        std::size_t to_left = buffer.size();
        const std::size_t result = iconv(handle, &in, &left, &to, &to_left);
        const int problem = errno;
        out.append(buffer.data(), buffer.size() - to_left);
        if (result != static_cast<std::size_t>(-1) || problem == E2BIG) continue;
        if (problem == EINVAL) {
            ++count.cut_off;
            break;
        }
        std::size_t taken = state_->rescue(in, left, out);
        if (taken == 0) {
            ++count.undecodable;
            out += replacement;
            taken = wide ? std::min<std::size_t>(2, left) : 1;
        }
        in += taken;
        left -= taken;
    }
    return out;
}

}  // namespace mulens::read
