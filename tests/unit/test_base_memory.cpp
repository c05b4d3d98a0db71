#include "base/mapped_file.hpp"
#include "base/release.hpp"

#include <gtest/gtest.h>

#include <cstdio>
#include <fstream>
#include <string>
#include <vector>

namespace mulens {
namespace {

TEST(Release, GivesTheBlockBack) {
    std::vector<double> numbers(1000, 1);
    std::vector<int> others(10, 1);
    release(numbers, others);
    EXPECT_EQ(numbers.capacity(), 0U);
    EXPECT_EQ(others.capacity(), 0U);
}

TEST(MappedFile, HasTheBytesAndIsEmptyWithoutAFile) {
    const std::string path = testing::TempDir() + "mulens_mapped_file";
    std::ofstream(path) << "亩镜";
    {
        const MappedFile file(path);
        const std::string read(reinterpret_cast<const char*>(file.bytes().data()), file.bytes().size());
        EXPECT_EQ(read, "亩镜");
    }
    std::ofstream(path).flush();  // cut to nothing
    EXPECT_TRUE(MappedFile(path).bytes().empty());
    std::remove(path.c_str());
    EXPECT_TRUE(MappedFile(path).bytes().empty());
}

}  // namespace
}  // namespace mulens
