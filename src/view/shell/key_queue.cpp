#include "shell/key_queue.hpp"

#include <algorithm>

namespace mulens::shell {

std::vector<KeyEvent> KeyQueue::take_frame() {
    std::vector<KeyEvent> out;
    std::vector<int> changed;  // keys that this frame sees in another state than the one before
    std::vector<int> typed;    // … and those that a character stands for
    const auto among = [](const std::vector<int>& keys, int key) {
        return std::find(keys.begin(), keys.end(), key) != keys.end();
    };
    while (!waiting_.empty()) {
        const KeyEvent& next = waiting_.front();
        const bool changes = next.kind == KeyEvent::Kind::press || next.kind == KeyEvent::Kind::release;
        if (changes && among(changed, next.key) && !among(typed, next.key)) break;
        if (changes) changed.push_back(next.key);
        if (next.kind == KeyEvent::Kind::character && !out.empty() && out.back().kind == KeyEvent::Kind::press)
            typed.push_back(out.back().key);
        out.push_back(next);
        waiting_.pop_front();
    }
    return out;
}

}  // namespace mulens::shell
