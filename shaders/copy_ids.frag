#version 330 core
// Ids from another picture (an earlier camera, the overview): texel = position * scale + offset, nearest.
uniform usampler2D source;
uniform vec2 scale;
uniform vec2 offset;
layout(location = 0) out uint picture;

void main() {
    ivec2 at = ivec2(floor(gl_FragCoord.xy * scale + offset));
    picture = texelFetch(source, clamp(at, ivec2(0), textureSize(source, 0) - 1), 0).r;
}
