#include "base/error.hpp"
#include "read/encoding.hpp"

#include <gtest/gtest.h>
#include <iconv.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

namespace {

using mulens::read::canonical_encoding;
using mulens::read::DecodeCount;
using mulens::read::Decoder;
using mulens::read::detect_encoding;
using mulens::read::EncodingGuess;

/// The independent way: glibc's converter under the encoding's own name.
std::string encoded(const std::string& utf8, const char* encoding) {
    const iconv_t handle = iconv_open(encoding, "UTF-8");
    std::string out(utf8.size() * 4 + 8, '\0');
    char* in = const_cast<char*>(utf8.data());
    std::size_t left = utf8.size();
    char* to = out.data();
    std::size_t room = out.size();
    EXPECT_EQ(iconv(handle, &in, &left, &to, &room), 0u) << utf8 << " in " << encoding;
    iconv_close(handle);
    out.resize(out.size() - room);
    return out;
}

const std::string simplified =
    "工业用地\n仓储用地\n城镇住宅用地\n杭州钱塘新区下沙街道\n临江高科园\n浙江某某汽车零部件有限公司\n国有建设用地使用权"
    "\n"
    "河庄街道江东大道\n医药制造业\n芯片设计与封装测试\n义蓬街道青西村\n";
const std::string traditional =
    "乙種工業區\n使用分區\n都市計畫\n公園用地\n停車場用地\n機關用地\n科學工業園區\n道路用地\n學校用地\n綠地\n農業區\n不"
    "予規定\n";

TEST(Encoding, names_people_use) {
    for (const char* name :
         {"GBK", "gbk", "CP936", "936", "cp-936", "gb2312", "GB_2312-80", "LDID/77", "windows-936", "EUC-CN"})
        EXPECT_EQ(canonical_encoding(name), "GBK") << name;
    for (const char* name : {"UTF-8", "utf8", "65001", "cp65001", "UTF_8"})
        EXPECT_EQ(canonical_encoding(name), "UTF-8") << name;
    for (const char* name : {"Big5", "BIG-5", "950", "CP950", "LDID/79", "big5-hkscs"})
        EXPECT_EQ(canonical_encoding(name), "Big5") << name;
    EXPECT_EQ(canonical_encoding("gb18030"), "GB18030");
    EXPECT_EQ(canonical_encoding("88591"), "ISO-8859-1");
    EXPECT_EQ(canonical_encoding("ISO-8859-15"), "ISO-8859-15");
    EXPECT_EQ(canonical_encoding("1252"), "CP1252");
    EXPECT_EQ(canonical_encoding("1251"), "CP1251");
    EXPECT_EQ(canonical_encoding(""), "");
    EXPECT_EQ(canonical_encoding("martian"), "");
    EXPECT_EQ(canonical_encoding("LDID/87"), "") << "ANSI says nothing";
}

TEST(Encoding, each_is_told_from_its_bytes) {
    struct Case {
        const std::string& text;
        const char* encoding;
        const char* name;
    };
    for (const Case& c :
         {Case{simplified, "UTF-8", "UTF-8"}, Case{simplified, "GBK", "GBK"}, Case{simplified, "GB18030", "GBK"},
          Case{simplified, "GB2312", "GBK"}, Case{traditional, "UTF-8", "UTF-8"}, Case{traditional, "BIG5", "Big5"},
          Case{traditional, "GBK", "GBK"}}) {
        const EncodingGuess g = detect_encoding(encoded(c.text, c.encoding), "");
        EXPECT_EQ(g.name, c.name) << c.encoding << ": " << g.reason;
        EXPECT_TRUE(g.certain) << c.encoding << ": " << g.reason;
        EXPECT_FALSE(g.contradicts);
        EXPECT_EQ(Decoder(g.name).to_utf8(encoded(c.text, c.encoding)), c.text);
    }
}

TEST(Encoding, four_byte_characters_are_gb18030) {
    const std::string text = simplified + "㙍塘\n𬭎业\n";
    const EncodingGuess g = detect_encoding(encoded(text, "GB18030"), "");
    EXPECT_EQ(g.name, "GB18030") << g.reason;
    EXPECT_EQ(Decoder("GB18030").to_utf8(encoded(text, "GB18030")), text);
    EXPECT_EQ(Decoder("GBK").to_utf8(encoded(text, "GB18030")), text) << "GBK is read as its superset";
    EXPECT_EQ(detect_encoding(encoded(text, "GB18030"), "GBK").name, "GB18030");
    EXPECT_FALSE(detect_encoding(encoded(text, "GB18030"), "GBK").contradicts);
}

TEST(Encoding, a_lying_declaration_is_noticed) {
    struct Case {
        const std::string& text;
        const char* encoding;
        const char* declared;
        const char* name;
    };
    for (const Case& c : {Case{simplified, "GBK", "UTF-8", "GBK"}, Case{simplified, "UTF-8", "GBK", "UTF-8"},
                          Case{simplified, "UTF-8", "cp936", "UTF-8"}, Case{traditional, "BIG5", "GBK", "Big5"},
                          Case{simplified, "GBK", "Big5", "GBK"}, Case{traditional, "UTF-8", "Big5", "UTF-8"},
                          Case{simplified, "GBK", "ISO-8859-1", "GBK"}, Case{simplified, "UTF-8", "1252", "UTF-8"},
                          Case{traditional, "BIG5", "UTF-8", "Big5"}}) {
        const EncodingGuess g = detect_encoding(encoded(c.text, c.encoding), c.declared);
        EXPECT_EQ(g.name, c.name) << c.declared << ": " << g.reason;
        EXPECT_TRUE(g.contradicts) << c.declared << " for " << c.encoding;
        EXPECT_NE(g.reason.find("declared"), std::string::npos) << g.reason;
    }
}

TEST(Encoding, a_true_declaration_stands) {
    struct Case {
        std::string text;
        const char* encoding;
        const char* declared;
    };
    for (const Case& c :
         {Case{simplified, "GBK", "GBK"}, Case{simplified, "UTF-8", "UTF-8"}, Case{traditional, "BIG5", "CP950"},
          Case{traditional, "GBK", "936"}, Case{"工业", "GBK", "GBK"}, Case{"田", "BIG5", "Big5"},
          Case{"Zürich\nGenève\nNeuchâtel\nSão Paulo\n", "ISO-8859-1", "ISO-8859-1"},
          Case{"Ñandú\nCañón\nÁrea\n", "ISO-8859-1", "88591"}, Case{"Завод\nСклад\n", "CP1251", "1251"}}) {
        const EncodingGuess g = detect_encoding(encoded(c.text, c.encoding), c.declared);
        EXPECT_EQ(g.name, canonical_encoding(c.declared)) << c.text << g.reason;
        EXPECT_FALSE(g.contradicts) << c.text << g.reason;
    }
}

TEST(Encoding, short_texts) {
    for (const char* text : {"工业", "道路", "联通", "是", "杭州", "下沙", "厂房", "A区3号楼"}) {
        EXPECT_EQ(detect_encoding(encoded(text, "GBK"), "").name, "GBK") << text;
        EXPECT_EQ(detect_encoding(text, "").name, "UTF-8") << text;
    }
    for (const char* text : {"工業區", "農業區", "學校", "綠地"})
        EXPECT_EQ(detect_encoding(encoded(text, "BIG5"), "").name, "Big5") << text;
    EXPECT_FALSE(detect_encoding(encoded("模", "GBK"), "").certain);
}

TEST(Encoding, european_text_without_declaration_is_not_chinese) {
    const EncodingGuess g = detect_encoding(encoded("Zürich\nGenève\nNeuchâtel\nÉcole supérieure\n", "ISO-8859-1"), "");
    EXPECT_EQ(g.name, "ISO-8859-1") << g.reason;
    EXPECT_FALSE(g.certain);
    EXPECT_EQ(detect_encoding("Zürich\nGenève\n", "").name, "UTF-8");
}

TEST(Encoding, plain_ascii) {
    EXPECT_EQ(detect_encoding("ID_1\n0601\n", "").name, "ASCII");
    EXPECT_EQ(detect_encoding("ID_1\n0601\n", "936").name, "GBK");
    EXPECT_EQ(detect_encoding("", "").name, "ASCII");
    EXPECT_EQ(Decoder("ASCII").to_utf8("abc"), "abc");
}

TEST(Encoding, byte_order_marks) {
    EXPECT_EQ(detect_encoding("\xEF\xBB\xBF"
                              "abc",
                              "GBK")
                  .name,
              "UTF-8");
    EXPECT_TRUE(detect_encoding("\xEF\xBB\xBF"
                                "abc",
                                "GBK")
                    .contradicts);
    EXPECT_EQ(detect_encoding(std::string("\xFF\xFE\x0A\x4E", 4), "").name, "UTF-16LE");
}

/// DBF fields hold whole bytes, not whole characters: each field is cut at every width.
TEST(Encoding, fields_cut_within_a_character) {
    for (const char* encoding : {"GBK", "UTF-8"})
        for (std::size_t width = 5; width < 20; ++width) {
            std::string fields;
            for (const char* text : {"浙江某某汽车零部件有限公司", "国有建设用地使用权出让合同", "杭州钱塘新区下沙街道",
                                     "a工业用地和仓储用地"})
                fields += encoded(text, encoding).substr(0, width) + "\n";
            const EncodingGuess g = detect_encoding(fields, "");
            EXPECT_EQ(g.name, encoding) << width << ": " << g.reason;
            EXPECT_FALSE(detect_encoding(fields, encoding).contradicts) << width;
        }
}

TEST(Encoding, a_few_broken_bytes_do_not_change_the_verdict) {
    std::string text;
    for (int i = 0; i < 10; ++i) text += simplified;
    text.insert(30, "\xFF");
    const EncodingGuess g = detect_encoding(text, "");
    EXPECT_EQ(g.name, "UTF-8") << g.reason;
    EXPECT_NE(g.reason.find("bytes wrong"), std::string::npos) << g.reason;
}

/// Any few lines of the vocabulary in any order are told apart.
TEST(Encoding, random_samples_of_the_vocabulary) {
    std::mt19937 random(7);
    const auto lines = [](const std::string& text) {
        std::vector<std::string> all;
        std::size_t at = 0;
        for (std::size_t end = text.find('\n'); end != std::string::npos; at = end + 1, end = text.find('\n', at))
            all.push_back(text.substr(at, end - at));
        return all;
    };
    for (const auto& [text, encoding, name] : {std::tuple{lines(simplified), "GBK", "GBK"},
                                               {lines(simplified), "UTF-8", "UTF-8"},
                                               {lines(traditional), "BIG5", "Big5"}}) {
        for (int round = 0; round < 200; ++round) {
            std::string bytes;
            for (int k = 0; k < 3; ++k) bytes += encoded(text[random() % text.size()], encoding) + "\n";
            EXPECT_EQ(detect_encoding(bytes, "").name, name) << Decoder(name).to_utf8(bytes);
        }
    }
}

TEST(Decoding, what_cannot_be_decoded_is_shown_and_counted) {
    DecodeCount count;
    EXPECT_EQ(Decoder("GBK").to_utf8(encoded("工业", "GBK") + "\xFF" + encoded("用地", "GBK"), count),
              "工业\xEF\xBF\xBD用地");
    EXPECT_EQ(count.undecodable, 1u);
    EXPECT_EQ(count.cut_off, 0u);
    EXPECT_EQ(Decoder("UTF-8").to_utf8("a\xC3(\x80z", count), "a\xEF\xBF\xBD(\xEF\xBF\xBDz");
    EXPECT_EQ(count.undecodable, 3u);
}

TEST(Decoding, half_a_character_at_the_end_is_left_out_and_counted) {
    for (const char* encoding : {"GBK", "BIG5", "UTF-8"}) {
        DecodeCount count;
        std::string bytes = encoded("中山", encoding);
        bytes.pop_back();
        EXPECT_EQ(Decoder(encoding).to_utf8(bytes, count), "中") << encoding;
        EXPECT_EQ(count.cut_off, 1u);
        EXPECT_EQ(count.undecodable, 0u);
    }
}

TEST(Decoding, long_texts_and_hong_kong_characters) {
    std::string text;
    for (int i = 0; i < 300; ++i) text += traditional;
    EXPECT_EQ(Decoder("Big5").to_utf8(encoded(text, "BIG5")), text);
    DecodeCount count;
    EXPECT_EQ(Decoder("Big5").to_utf8(encoded("深水埗用地", "BIG5-HKSCS"), count), "深水埗用地");
    EXPECT_EQ(count.undecodable, 0u);
    EXPECT_THROW(Decoder("martian"), mulens::Error);
}

}  // namespace
