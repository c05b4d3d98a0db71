#include "shell/shell.hpp"

#include "render/context.hpp"
#include "shell/viewer.hpp"

namespace mulens::shell {

void run_view(const ViewOptions& options) {
    Window window(options.width, options.height, "Mulens 亩镜");
    render::check_gl();
    Viewer viewer(options, window);
    if (!options.script.empty() || !options.screenshot.empty() || options.settled) viewer.settle();
    if (options.settled) options.settled(viewer.app());
    if (!options.script.empty()) viewer.play_script(options.script);
    if (!options.screenshot.empty()) viewer.screenshot(options.screenshot);
    if (!options.exit) viewer.loop();
}

}  // namespace mulens::shell
