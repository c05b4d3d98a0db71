// Pictures and sheets as files, from an app and a renderer.
#pragma once

#include "app/app.hpp"
#include "app/picture.hpp"
#include "render/png.hpp"
#include "render/renderer.hpp"

#include <string>
#include <vector>

namespace mulens::shell {

/// Waits for what the picture needs (buildings, basemap), then draws it exactly.
[[nodiscard]] render::Pixels draw_picture(app::App& app, render::Renderer& renderer, const app::PictureOrder& order);
/// Installs the app's `picture` and `sheet` commands. The renderer must outlive the app's use of them.
void install_pictures(app::App& app, render::Renderer& renderer);

}  // namespace mulens::shell
