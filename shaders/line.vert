#version 330 core
// One piece of a line as a rectangle of pixels around it: part 0 the glow, 1 the casing, 2 the line itself.
layout(location = 0) in vec4 ends;  // metres from the batch's origin
layout(location = 1) in float along;
layout(location = 2) in uint style;
uniform sampler2D styles;  // a row a style: colour; casing; width, casing, dash, glow in pixels
uniform int part;
uniform vec2 centre;
uniform vec2 centre_rest;
uniform float px_per_m;
uniform vec2 half_size;
flat out vec4 colour;
flat out vec3 shape;  // length, half width, dash (pixels)
out vec3 place;       // along and across the piece, distance from the start of the ring (pixels)

void main() {
    vec4 widths = texelFetch(styles, ivec2(2, int(style)), 0);
    vec2 a = ((ends.xy - centre) - centre_rest) * px_per_m;
    vec2 b = ((ends.zw - centre) - centre_rest) * px_per_m;
    vec2 way = b - a;
    float size = length(way);
    vec2 ahead = size > 0.0 ? way / size : vec2(1.0, 0.0);
    vec2 left = vec2(-ahead.y, ahead.x);
    float half_width = 0.5 * widths.x;
    colour = texelFetch(styles, ivec2(0, int(style)), 0);
    bool drawn = true;
    if (part == 1) {
        colour = texelFetch(styles, ivec2(1, int(style)), 0);
        half_width += widths.y;
        drawn = widths.y > 0.0;
    } else if (part == 0) {
        half_width = widths.w;
        drawn = widths.w > 0.0;
    }
    shape = vec3(size, half_width, part == 2 ? widths.z : 0.0);
    float reach = half_width + 1.0;
    float u = (gl_VertexID & 1) == 0 ? -reach : size + reach;
    float v = gl_VertexID < 2 ? (part == 0 ? -1.0 : -reach) : reach;
    place = vec3(u, v, along * px_per_m + u);
    vec2 at = (a + ahead * u + left * v) / half_size;
    gl_Position = drawn ? vec4(at, 0.0, 1.0) : vec4(2.0, 2.0, 2.0, 1.0);
}
