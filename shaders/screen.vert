#version 330 core
// One triangle that covers the viewport; needs no buffer.
void main() {
    vec2 corner = vec2(float(gl_VertexID & 1) * 4.0 - 1.0, float(gl_VertexID >> 1) * 4.0 - 1.0);
    gl_Position = vec4(corner, 0.0, 1.0);
}
