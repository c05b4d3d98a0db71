#version 330 core
// A round-ended band with soft edges; dashes by the distance along the ring; the glow fades to the left.
uniform int part;
flat in vec4 colour;
flat in vec3 shape;
in vec3 place;
layout(location = 0) out vec4 picture;

void main() {
    float beyond = max(max(-place.x, place.x - shape.x), 0.0);
    float away = length(vec2(beyond, place.y));
    float cover;
    if (part == 0) {
        float fade = clamp(1.0 - away / shape.y, 0.0, 1.0);
        cover = 0.5 * fade * fade * clamp(place.y + 0.5, 0.0, 1.0);
    } else {
        cover = clamp(shape.y + 0.5 - away, 0.0, 1.0) * min(1.0, 2.0 * shape.y);
        if (shape.z > 0.0) {
            float at = mod(place.z, 2.0 * shape.z);
            cover *= clamp(0.5 + min(at, shape.z - at), 0.0, 1.0);
        }
    }
    float alpha = colour.a * cover;
    picture = vec4(colour.rgb * alpha, alpha);
}
