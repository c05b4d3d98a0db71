#version 330 core
// 0 as it is, 1 rectangle with round corners, 2 its outline, 3 a band with round ends and dashes, 4 a glyph.
uniform sampler2D page;
in vec2 place;
in vec4 colour;
flat in vec4 shape;
flat in int what;
layout(location = 0) out vec4 picture;

// Distance from a rectangle with round corners; negative inside.
float from_box(vec2 at, vec2 half_size, float radius) {
    vec2 q = abs(at) - half_size + radius;
    return length(max(q, 0.0)) + min(max(q.x, q.y), 0.0) - radius;
}

void main() {
    float cover = 1.0;
    if (what == 1) {
        cover = clamp(0.5 - from_box(place, shape.xy, shape.z), 0.0, 1.0);
    } else if (what == 2) {
        cover = clamp(0.5 + shape.w - abs(from_box(place, shape.xy, shape.z)), 0.0, 1.0) * min(1.0, 2.0 * shape.w);
    } else if (what == 3) {
        float beyond = max(max(-place.x, place.x - shape.x), 0.0);
        cover = clamp(shape.y + 0.5 - length(vec2(beyond, place.y)), 0.0, 1.0) * min(1.0, 2.0 * shape.y);
        if (shape.z > 0.0) {
            float along = mod(shape.w + place.x, 2.0 * shape.z);
            cover *= clamp(0.5 + min(along, shape.z - along), 0.0, 1.0);
        }
    } else if (what == 4) {
        cover = texelFetch(page, ivec2(place), 0).r;
    }
    picture = colour * cover;
}
