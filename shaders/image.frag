#version 330 core
uniform sampler2D source;
uniform float opacity;
in vec2 at;
layout(location = 0) out vec4 picture;

void main() {
    vec4 texel = texture(source, at);
    picture = vec4(texel.rgb, 1.0) * (texel.a * opacity);
}
