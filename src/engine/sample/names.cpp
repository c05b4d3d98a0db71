#include "sample/names.hpp"

#include "base/text.hpp"
#include "sample/rng.hpp"

#include <fmt/format.h>

#include <array>
#include <string_view>

namespace mulens::sample {
namespace {

constexpr std::string_view alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";

char organisation_check(std::string_view first8) {
    constexpr std::array<int, 8> weights{3, 7, 9, 10, 5, 8, 4, 2};
    int sum = 0;
    for (std::size_t i = 0; i < 8; ++i) {
        const char c = first8[i];
        sum += weights[i] * (c <= '9' ? c - '0' : c - 'A' + 10);
    }
    const int rest = 11 - sum % 11;
    return rest == 10 ? 'X' : rest == 11 ? '0' : static_cast<char>('0' + rest);
}

constexpr std::array<const char*, 48> first_part{
    "澄", "砚", "屿", "霁", "翊", "煦", "栎", "沄", "岚", "珩", "骐", "弈", "榕", "泓", "锐", "昱",
    "启", "钧", "朗", "汐", "焕", "岳", "芮", "旌", "洛", "嘉", "晟", "凌", "睿", "禾", "川", "帆",
    "岱", "曜", "牧", "璟", "棠", "越", "涵", "铂", "竹", "舜", "蔚", "祺", "潮", "江", "湾", "塘"};
constexpr std::array<const char*, 48> second_part{
    "舟", "远", "拓", "禹", "川", "衡", "图", "涛", "林", "峰", "然", "微", "康", "和", "驰", "腾",
    "新", "立", "恩", "恒", "睿", "启", "合", "原", "维", "达", "程", "兴", "益", "诺", "谱", "迈",
    "晶", "源", "科", "盛", "辰", "桥", "格", "泰", "丰", "力", "为", "凯", "联", "宏", "展", "邦"};
constexpr std::array<const char*, 4> form{"有限公司", "科技有限公司", "股份有限公司", "实业有限公司"};

}  // namespace

std::string credit_code(std::uint64_t number) {
    constexpr std::uint64_t all = 887503681;  // 31^6
    std::uint64_t mixed = (number * 387420489ULL + 123456789ULL) % all;
    std::string out = "91330114MA";
    std::string six(6, '0');
    for (std::size_t i = 6; i-- > 0; mixed /= 31) six[i] = alphabet[mixed % 31];
    out += six;
    out += organisation_check(std::string_view(out).substr(8, 8));
    out += credit_code_check(out);
    return out;
}

std::string firm_id(std::uint64_t number) { return fmt::format("QT{:08d}", number); }

std::string firm_name(std::uint64_t number, const std::string& word) {
    const std::uint64_t h = mix64(number ^ 0xA5A5);
    std::string out = "杭州";
    out += first_part[h % first_part.size()];
    out += second_part[(h >> 16) % second_part.size()];
    out += word;
    out += form[(h >> 32) % form.size()];
    return out;
}

}  // namespace mulens::sample
