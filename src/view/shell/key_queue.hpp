// Keys between GLFW and Dear ImGui 1.86, which looks once a frame at which keys are down: a key that is pressed and
// released between two frames was never seen. Here a release waits for the frame after its press, and what came later
// waits with it, so that the order stays. Letters do not wait: the character that came with them says it all, and fast
// typing keeps its pace. Not thread safe.
#pragma once

#include <deque>
#include <vector>

namespace mulens::shell {

struct KeyEvent {
    enum class Kind : unsigned char { press, repeat, release, character };
    Kind kind = Kind::press;
    int key = 0, scancode = 0, mods = 0;
    unsigned character = 0;
};

class KeyQueue {
  public:
    void push(const KeyEvent& event) { waiting_.push_back(event); }
    [[nodiscard]] bool empty() const { return waiting_.empty(); }
    /// What the next frame may see, in order.
    [[nodiscard]] std::vector<KeyEvent> take_frame();

  private:
    std::deque<KeyEvent> waiting_;
};

}  // namespace mulens::shell
