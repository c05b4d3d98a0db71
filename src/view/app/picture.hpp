// The map as a picture for files: title, legend, scale, source, and the frame beneath. Same frame as on screen.
#pragma once

#include "app/app.hpp"
#include "scene/picture.hpp"

#include <string>

namespace mulens::app {

struct PictureOrder {
    int width = 1600, height = 1000;  ///< pixels
    double dpi = 96;
    bool furniture = true;  ///< title, legend, scale …; false: the bare map
    geom::Box world;        ///< empty: what the window shows
};

/// The frame of a picture: exact and supersampled. Buildings and basemap must have been waited for (`App::wait`).
[[nodiscard]] scene::Frame picture_frame(App& app, const PictureOrder& order);

}  // namespace mulens::app
