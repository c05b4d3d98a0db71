// A scheme changed on screen and saved reads back as the scheme that was tried.
#include "config/scheme_edit.hpp"

#include <gtest/gtest.h>

namespace {

using namespace mulens::config;

TEST(SchemeEdit, ASavedTrialReadsBackWithItsNumbers) {
    for (const auto& name : scheme_names()) {
        const Scheme saved = load_scheme(name);
        Scheme trial = saved;
        bool changed = false;  // a repealed scheme may have no number to change
        for (const auto& test : saved.low_tests) changed = changed || !std::isnan(test.value);
        for (const auto& one : saved.classes)
            for (const auto& indicator : one.indicators) changed = changed || !std::isnan(indicator.weight);
        changed = changed || !saved.cut.lines.empty();
        for (auto& one : trial.classes)
            for (auto& indicator : one.indicators)
                if (!std::isnan(indicator.weight)) indicator.weight += 1.5;
        for (auto& line : trial.cut.lines) {
            if (!std::isnan(line.cumulative)) line.cumulative *= 0.9;
            if (!std::isnan(line.value)) line.value += 1;
        }
        for (auto& test : trial.low_tests)
            if (!std::isnan(test.value)) test.value += 0.25;
        const Scheme read = parse_scheme(edited_scheme(saved, trial, "mine"), "mine.toml");
        EXPECT_EQ(read.id, "mine");
        EXPECT_NE(read.notice.find(saved.zh), std::string::npos) << name;
        EXPECT_TRUE(read.cases.empty()) << name;
        ASSERT_EQ(read.classes.size(), trial.classes.size()) << name;
        for (std::size_t c = 0; c < trial.classes.size(); ++c)
            for (std::size_t i = 0; i < trial.classes[c].indicators.size(); ++i)
                if (!std::isnan(trial.classes[c].indicators[i].weight)) {
                    EXPECT_EQ(read.classes[c].indicators[i].weight, trial.classes[c].indicators[i].weight) << name;
                }
        ASSERT_EQ(read.low_tests.size(), trial.low_tests.size()) << name;
        for (std::size_t t = 0; t < trial.low_tests.size(); ++t)
            if (!std::isnan(trial.low_tests[t].value)) {
                EXPECT_EQ(read.low_tests[t].value, trial.low_tests[t].value) << name;
            }
        Scheme same = trial;
        same.raw = read.raw;
        EXPECT_TRUE(same_numbers(read, same)) << name;
        EXPECT_EQ(same_numbers(saved, trial), !changed) << name;
    }
}

}  // namespace
