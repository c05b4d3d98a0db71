// Keys that come and go between two frames, and files dropped on the window.
#include "shell/key_queue.hpp"
#include "shell/window.hpp"
#include "support/desktop.hpp"

#include <GLFW/glfw3.h>
#include <gtest/gtest.h>

namespace mulens {
namespace {

using shell::KeyEvent;
using Kind = KeyEvent::Kind;

KeyEvent press(int key) { return {Kind::press, key, 0, 0, 0}; }
KeyEvent release(int key) { return {Kind::release, key, 0, 0, 0}; }
KeyEvent character(unsigned c) { return {Kind::character, 0, 0, 0, c}; }

TEST(ShellKeys, APressLastsAFrame) {
    shell::KeyQueue queue;
    queue.push(press(1));
    queue.push(release(1));
    const auto first = queue.take_frame();
    ASSERT_EQ(first.size(), 1U);
    EXPECT_EQ(first[0].kind, Kind::press);
    EXPECT_FALSE(queue.empty());
    const auto second = queue.take_frame();
    ASSERT_EQ(second.size(), 1U);
    EXPECT_EQ(second[0].kind, Kind::release);
    EXPECT_TRUE(queue.empty());
    EXPECT_TRUE(queue.take_frame().empty());
}

TEST(ShellKeys, OrderStaysAndModifiersAreDownWithTheirKey) {
    shell::KeyQueue queue;  // Ctrl+K, then Enter, all between two frames
    for (const auto& event : {press(341), press(75), release(75), release(341), press(257), release(257)})
        queue.push(event);
    const auto first = queue.take_frame();
    ASSERT_EQ(first.size(), 2U);
    EXPECT_EQ(first[1].key, 75);
    const auto second = queue.take_frame();  // K and Ctrl go up, Enter goes down
    ASSERT_EQ(second.size(), 3U);
    EXPECT_EQ(second[2].key, 257);
    EXPECT_EQ(second[2].kind, Kind::press);
    EXPECT_EQ(queue.take_frame().size(), 1U);
}

TEST(ShellKeys, TypingIsNotSlowedDown) {
    shell::KeyQueue queue;
    for (int i = 0; i < 50; ++i)
        for (const auto& event : {press(65), character('a'), release(65)}) queue.push(event);
    EXPECT_EQ(queue.take_frame().size(), 150U);
    EXPECT_TRUE(queue.empty());
}

/// What a desktop sends with files let go over the window ends in GLFW's callback; from there on it is ours.
bool dropped_files_are_taken() {
    const test_support::Desktop desktop(320, 240);
    ::setenv("DISPLAY", desktop.display().c_str(), 1);
    ::unsetenv("WAYLAND_DISPLAY");
    shell::Window window(200, 100, "t");
    const auto drop = glfwSetDropCallback(glfwGetCurrentContext(), nullptr);
    if (drop == nullptr) return false;
    const char* paths[] = {"/data/钱塘 2024/地块.shp", "/data/b.csv"};
    (void)window.wait(0);
    drop(glfwGetCurrentContext(), 2, paths);
    return window.wait(0) && window.take_dropped() == std::vector<std::string>{paths[0], paths[1]} &&
           window.take_dropped().empty();
}

TEST(ShellWindow, DroppedFilesAreTaken) {
    // In a process of its own: a window does not share one with the pictures of other tests.
    GTEST_FLAG_SET(death_test_style, "threadsafe");
    EXPECT_EXIT(std::exit(dropped_files_are_taken() ? 0 : 1), testing::ExitedWithCode(0), "");
}

}  // namespace
}  // namespace mulens
