// Search by name: building the index of a million texts, and queries of every kind. Usage: bench_names [TEXTS]
#include "text/name_index.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>

using namespace mulens;

namespace {

double ms_since(std::chrono::steady_clock::time_point start) {
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
}

text::NameIndex build(std::uint32_t texts) {
    const char* places[] = {"浙江", "杭州", "钱塘", "宁波", "义蓬", "上海", "中"};
    const char* words[] = {"芯谷", "精密", "恒", "泰", "新", "鑫", "华", "宏", "盛", "达",
                           "智",   "造",   "能", "源", "光", "电", "生", "物", "医", "药",
                           "机",   "械",   "瑞", "康", "锦", "程", "德", "力", "创", "科"};
    const char* ends[] = {"科技有限公司", "机械有限公司", "电子股份有限公司", "医药有限公司", "实业集团有限公司"};
    std::uint32_t state = 1;
    const auto next = [&](std::uint32_t n) { return (state = state * 1664525U + 1013904223U) / 65536U % n; };
    text::NameIndex index;
    for (Row row = 0; row < texts / 2; ++row) {
        std::string name = places[next(std::size(places))];
        for (std::uint32_t i = 0, n = 2 + next(3); i < n; ++i) name += words[next(std::size(words))];
        index.add(row, name + ends[next(std::size(ends))]);
        index.add(row, fmt::format("330114{:04}{:09}", next(300), row * 7));
    }
    return index;
}

}  // namespace

int main(int argc, char** argv) {
    const auto texts = static_cast<std::uint32_t>(argc > 1 ? std::atol(argv[1]) : 1'000'000);
    auto start = std::chrono::steady_clock::now();
    const auto index = build(texts);
    fmt::print("{} texts indexed in {:.0f} ms\n{:<22}{:>8}{:>8}  hits\n", index.size(), ms_since(start), "query",
               "median", "worst");
    for (const char* query : {"qtxg", "qiantang", "芯谷", "000417", "z", "zj", "yxgs", "有限公司", "qiantxg",
                              "zhejiang", "3301140", "zhjsyxgs", "nothinglikethis"}) {
        std::vector<double> times;
        std::size_t hits = 0;
        for (int i = 0; i < 15; ++i) {
            start = std::chrono::steady_clock::now();
            hits = index.find(query, 20).size();
            times.push_back(ms_since(start));
        }
        std::sort(times.begin(), times.end());
        fmt::print("{:<22}{:>8.1f}{:>8.1f}  {}\n", query, times[7], times.back(), hits);
    }
}
