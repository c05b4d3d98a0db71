// Other people's text files: encodings as their owners wrote them. Nothing of them is copied here.
#include "read/encoding.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <iterator>

namespace {

using mulens::read::detect_encoding;
using mulens::read::EncodingGuess;

std::string folder() {
    const char* data = std::getenv("MULENS_REAL_DATA");
    return data ? std::string(data) + "/no_licence_stated/" : std::string();
}

/// The records of a DBF, a line each; "" where the file is absent.
std::string records(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    const std::string bytes((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
    if (bytes.size() < 32) return {};
    const auto u = [&](std::size_t i) { return static_cast<unsigned char>(bytes[i]); };
    const std::size_t header = u(8) + 256u * u(9);
    const std::size_t record = u(10) + 256u * u(11);
    std::string lines;
    for (std::size_t field = 32; field + 32 <= header && bytes[field] != '\r'; field += 32)
        lines += std::string(bytes.c_str() + field) + "\n";
    for (std::size_t at = header; at + record <= bytes.size(); at += record) {
        std::size_t column = at + 1;
        for (std::size_t field = 32; field + 32 <= header && bytes[field] != '\r'; field += 32) {
            lines += bytes.substr(column, u(field + 16)) + "\n";
            column += u(field + 16);
        }
    }
    return lines;
}

struct Case {
    const char* file;
    const char* name;
};
class RealEncoding : public testing::TestWithParam<Case> {};

TEST_P(RealEncoding, told_from_the_bytes_whatever_is_declared) {
    if (folder().empty()) GTEST_SKIP() << "MULENS_REAL_DATA is not set";
    const std::string bytes = records(folder() + GetParam().file);
    if (bytes.empty()) GTEST_SKIP() << GetParam().file << " is absent";
    for (const char* declared : {"", "UTF-8", "GBK", "Big5", "ISO-8859-1"}) {
        const EncodingGuess g = detect_encoding(bytes, declared);
        EXPECT_EQ(g.name, GetParam().name) << "declared " << declared << ": " << g.reason;
        EXPECT_EQ(g.contradicts, *declared != '\0' && std::string(declared) != GetParam().name) << declared;
    }
    mulens::read::DecodeCount count;
    std::size_t at = 0;
    const mulens::read::Decoder decoder(GetParam().name);
    for (std::size_t end = bytes.find('\n'); end != std::string::npos; at = end + 1, end = bytes.find('\n', at))
        (void)decoder.to_utf8(std::string_view(bytes).substr(at, end - at), count);
    EXPECT_EQ(count.undecodable, 0u);
}
INSTANTIATE_TEST_SUITE_P(Files, RealEncoding,
                         testing::Values(Case{"tw_zoning_sample/derived_J0302_BIG5.dbf", "Big5"},
                                         Case{"tw_zoning_sample/derived_J0302_GBK.dbf", "GBK"},
                                         Case{"tw_zoning_sample/derived_J0302_GBK_nocpg.dbf", "GBK"},
                                         Case{"tw_zoning_sample/derived_J0302_UTF-8.dbf", "UTF-8"},
                                         Case{"gbk_shp/chinese_encoding.dbf", "GBK"}, Case{"gbk_shp/gbk.dbf", "GBK"}));

}  // namespace
