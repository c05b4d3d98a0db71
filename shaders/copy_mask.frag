#version 330 core
// As copy_ids, for the mask of the buildings.
uniform sampler2D source;
uniform vec2 scale;
uniform vec2 offset;
layout(location = 0) out vec4 picture;

void main() {
    ivec2 at = ivec2(floor(gl_FragCoord.xy * scale + offset));
    picture = texelFetch(source, clamp(at, ivec2(0), textureSize(source, 0) - 1), 0);
}
