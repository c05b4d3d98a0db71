#version 330 core
// Where a feature is at all, as 1.
layout(location = 0) out vec4 picture;

void main() { picture = vec4(1.0); }
