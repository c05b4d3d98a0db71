#version 330 core
// Flat shapes in pixels, y down.
layout(location = 0) in vec4 at;  // pixel; place in the shape's axes
layout(location = 1) in vec4 numbers;
layout(location = 2) in float kind;
layout(location = 3) in vec4 paint;
uniform vec2 size;
out vec2 place;
out vec4 colour;
flat out vec4 shape;
flat out int what;

void main() {
    place = at.zw;
    colour = vec4(paint.rgb * paint.a, paint.a);
    shape = numbers;
    what = int(kind);
    gl_Position = vec4(at.x / size.x * 2.0 - 1.0, 1.0 - at.y / size.y * 2.0, 0.0, 1.0);
}
