#version 330 core
// A line along the inside of one feature's border, from the ids.
uniform usampler2D ids;
uniform uint hovered;
uniform int stride;  // ids a pixel
uniform ivec2 origin;
uniform int reach;   // ids
uniform vec4 paint;
layout(location = 0) out vec4 picture;

void main() {
    ivec2 at = origin + ivec2(gl_FragCoord.xy) * stride + stride / 2;
    ivec2 last = textureSize(ids, 0) - 1;
    uint here = texelFetch(ids, clamp(at, ivec2(0), last), 0).r;
    bool inside = true;
    inside = inside && texelFetch(ids, clamp(at + ivec2(reach, 0), ivec2(0), last), 0).r == hovered;
    inside = inside && texelFetch(ids, clamp(at - ivec2(reach, 0), ivec2(0), last), 0).r == hovered;
    inside = inside && texelFetch(ids, clamp(at + ivec2(0, reach), ivec2(0), last), 0).r == hovered;
    inside = inside && texelFetch(ids, clamp(at - ivec2(0, reach), ivec2(0), last), 0).r == hovered;
    float alpha = here == hovered && !inside ? paint.a : 0.0;
    picture = vec4(paint.rgb * alpha, alpha);
}
