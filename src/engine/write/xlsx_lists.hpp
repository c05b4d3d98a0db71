// The three Chinese lists for people (method §6.3): 低效用地清单.xlsx, 疑似闲置清单.xlsx, 平台汇总.xlsx. Title and
// notes, headers with units, 序号, 小计 a platform and 合计, frozen header, filters, A4 landscape one page wide.
#pragma once

#include "write/file_sink.hpp"
#include "write/options.hpp"
#include "write/result_set.hpp"

namespace mulens::write {

[[nodiscard]] WrittenFile write_low_efficiency_list(const std::string& folder, const ResultSet& results,
                                                    Headers headers);
[[nodiscard]] WrittenFile write_idle_list(const std::string& folder, const ResultSet& results, Headers headers);
[[nodiscard]] WrittenFile write_platform_book(const std::string& folder, const ResultSet& results, Headers headers);

}  // namespace mulens::write
