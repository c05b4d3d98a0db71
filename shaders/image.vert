#version 330 core
// A picture stretched over a rectangle of the screen.
uniform vec4 box;  // clip space: left, bottom, right, top
out vec2 at;

void main() {
    at = vec2(float(gl_VertexID & 1), float(gl_VertexID >> 1));
    gl_Position = vec4(mix(box.xy, box.zw, at), 0.0, 1.0);
    at.y = 1.0 - at.y;
}
