#include "base/error.hpp"
#include "config/idle_law.hpp"
#include "config/scheme.hpp"
#include "rules/cases.hpp"

#include <gtest/gtest.h>

namespace mulens {
namespace {

std::string head(const std::string& rest) {
    return "id = \"t\"\nzh = \"试\"\nen = \"test\"\nyear = 2024\n" + rest +
           "\n[[scope.system]]\nname = \"s\"\ncodes = [\"0601 工业用地\"]\n";
}

std::string error_of(const std::string& text) {
    try {
        (void)config::parse_scheme(text, "f.toml");
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), ExitCode::usage);
        return error.what();
    }
    return "";
}

TEST(SchemeLoad, EveryShippedSchemeLoadsAndItsOwnCasesHold) {
    const auto names = config::scheme_names();
    for (const char* name :
         {"demo", "hangzhou-2018", "huaian-2024", "huangyan-2022", "huzhou-2021-low-efficiency", "zhejiang-default"})
        EXPECT_NE(std::find(names.begin(), names.end(), name), names.end()) << name;
    for (const auto& name : names) {
        const auto scheme = config::load_scheme(name);
        EXPECT_EQ(scheme.id, name);
        EXPECT_FALSE(scheme.cases.empty()) << name << " carries no test of its own";
        for (const auto& result : rules::run_cases(scheme))
            EXPECT_TRUE(result.passed) << scheme.file << ":" << result.line << ": " << result.name << ": "
                                       << result.message;
    }
}

TEST(SchemeLoad, ACaseThatIsWrongFails) {
    const auto scheme = config::parse_scheme(
        head("[[case]]\nname = \"wrong\"\nland_use = \"0601\"\nexpect_scope = \"out\"\n"), "f.toml");
    EXPECT_FALSE(rules::run_cases(scheme).at(0).passed);
}

TEST(SchemeLoad, UnknownFieldNamesTheNearest) {
    EXPECT_EQ(error_of(head("valid_form = 2023-01-01")),
              "f.toml:5: unknown field valid_form in a scheme; did you mean valid_from?");
    EXPECT_EQ(error_of(head("[[class]]\nid = \"规上\"\n[[class.indicator]]\nmetric = \"tax_per_mu\"\nwieght = 3")),
              "f.toml:9: unknown field wieght in [[class.indicator]]; did you mean weight?");
}

TEST(SchemeLoad, ErrorsSayWhere) {
    EXPECT_NE(error_of("id = \"x\"\nzh = ").find("f.toml:2: not valid TOML"), std::string::npos);
    EXPECT_NE(error_of("id = \"x\"").find("zh in a scheme: missing"), std::string::npos);
    EXPECT_NE(error_of(head("[[class]]\nid = \"规中\"")).find("f.toml:6: id in [[class]]"), std::string::npos);
    EXPECT_NE(error_of(head("[cut]\nmode = \"threshold\"\n[[cut.line]]\ngrade = \"A\"\nvalue = 80")).find("op"),
              std::string::npos);
    EXPECT_NE(error_of(head("law = true")).find("needs a citation"), std::string::npos);
    EXPECT_NE(error_of(head("[[low_efficiency]]\ncode = \"x\"\nzh = \"x\"\nkind = \"physical\"\nmetric = "
                            "\"tax_per_mu\"\nop = \"<\"\nvalue = 1"))
                  .find("no physical measure"),
              std::string::npos);
    EXPECT_THROW((void)config::load_scheme("no-such-scheme"), Error);
}

TEST(SchemeLoad, RepealedAndNoLawSaySo) {
    EXPECT_NE(config::load_scheme("hangzhou-2018").caution({}).find("杭政办函〔2024〕62号"), std::string::npos);
    EXPECT_FALSE(config::load_scheme("hangzhou-2018").find_class("规上")->scored());
    EXPECT_NE(config::load_scheme("zhejiang-default").notice.find("不是法规"), std::string::npos);
    EXPECT_FALSE(config::load_scheme("zhejiang-default").source.law);
    EXPECT_FALSE(config::load_scheme("huangyan-2022").find_class("规上")->capped());
    EXPECT_TRUE(config::load_scheme("demo").find_class("规上")->capped());
}

TEST(SchemeLoad, IdleLawComesFromItsFile) {
    const auto law = config::load_idle_law();
    EXPECT_EQ(law.not_started_years, 1);
    EXPECT_EQ(law.recover_years, 2);
    EXPECT_DOUBLE_EQ(law.fee_share, 0.2);
    EXPECT_EQ(law.due_soon_days, 90);
    ASSERT_NE(law.find_cause("司法查封"), nullptr);
    EXPECT_TRUE(law.find_cause("C1")->government);
    EXPECT_FALSE(law.find_cause("U1")->government);
}

}  // namespace
}  // namespace mulens
