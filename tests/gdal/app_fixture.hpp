// One App on the sample for the tests of a program; every test starts without anything to undo.
#pragma once

#include "app/app.hpp"
#include "support/shared_sample.hpp"

#include <gtest/gtest.h>

#include <memory>

namespace mulens::test {

using app::App;

class AppTest : public testing::Test {
  protected:
    static void SetUpTestSuite() {
        app_ = std::make_unique<App>(app::AppOptions{2, ""});
        app_->set_map_size(1000, 700, 1);
        app_->run(app::command("open", test_support::sample_project()));
        app_->wait();
    }
    static void TearDownTestSuite() { app_.reset(); }
    void SetUp() override {
        while (!app_->undo_label().empty()) app_->run("undo");
        app_->run("tab low");
    }
    static inline std::unique_ptr<App> app_;

    static std::uint64_t low_in_words() {
        std::uint64_t n = 0;
        for (const auto w : app_->words()) n += (w & scene::word::low) != 0 && (w & scene::word::dimmed) == 0 ? 1 : 0;
        return n;
    }
};

}  // namespace mulens::test
