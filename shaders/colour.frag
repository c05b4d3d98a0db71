#version 330 core
#ifdef GATHER
#extension GL_ARB_texture_gather : require
#endif
// From ids to colours: one texel a parcel says its colour, already judged by its word; borders come from the ids.
// SAMPLES × SAMPLES ids are averaged for a pixel; STRIDE is the distance between the ids of neighbouring pixels; REACH
// the distance (in ids) at which another id makes a border, 0: no borders; MASK: buildings darken the fill; HATCH:
// some parcels are hatched. What a picture does not need is left out: on a processor each texel counts, and texture()
// (nearest, clamped, one level) costs it less than texelFetch(), which looks up the size of a level for every pixel.
// GATHER: an id and its two neighbours come in one look-up.
uniform usampler2D ids;
uniform sampler2D paints;
#ifdef HATCH
uniform usampler2D words;
uniform vec4 hatch;
uniform float hatch_px;  // distance of hatch lines
#endif
#ifdef MASK
uniform sampler2D mask;
uniform vec4 tint;
#endif
uniform ivec2 origin;     // id of the lower left corner of the pixel at 0, 0
uniform vec4 background;  // alpha 1: mixed in here; 0: premultiplied colour comes out
uniform float opacity;
uniform float border;     // how much darker borders are
layout(location = 0) out vec4 colour;

const int SIDE = SAMPLES + REACH;

void main() {
    ivec2 first = origin + ivec2(gl_FragCoord.xy) * STRIDE;
    vec2 texel = 1.0 / vec2(textureSize(ids, 0));
    vec2 paint_texel = 1.0 / vec2(textureSize(paints, 0));
#ifdef MASK
    ivec2 last = textureSize(ids, 0) - 1;
#endif
    uint around[SIDE * SIDE];
#ifdef GATHER
    uvec4 four = textureGather(ids, vec2(first + 1) * texel);
    around[0] = four.w;
    around[1] = four.z;
    around[2] = four.x;
#else
    for (int y = 0; y < SIDE; ++y)
        for (int x = 0; x < SIDE; ++x) {
            // The outermost corner is never asked for.
            if (x >= SAMPLES && y >= SAMPLES) continue;
#if SAMPLES == 1
            ivec2 at = first + ivec2(x, y) * STRIDE;
#else
            ivec2 at = first + ivec2(x, y);
#endif
            around[y * SIDE + x] = texture(ids, (vec2(at) + 0.5) * texel).r;
        }
#endif
#ifdef HATCH
    float across = abs(fract((gl_FragCoord.x + gl_FragCoord.y) / hatch_px) - 0.5) * hatch_px * 0.70710678;
    float line = hatch.a * clamp(1.1 - across, 0.0, 1.0);
#endif
    vec4 sum = vec4(0.0);
    for (int y = 0; y < SAMPLES; ++y)
        for (int x = 0; x < SAMPLES; ++x) {
            uint id = around[y * SIDE + x];
            ivec2 at = ivec2(int(id & 4095u), int(id >> 12));
            vec4 paint = texture(paints, (vec2(at) + 0.5) * paint_texel);
#ifdef MASK
            paint.rgb = mix(paint.rgb, tint.rgb, tint.a * texelFetch(mask, min(first + ivec2(x, y), last), 0).r);
#endif
#ifdef HATCH
            float hatched = (texelFetch(words, at, 0).r & (1u << 15)) != 0u ? line : 0.0;
            paint.rgb = mix(paint.rgb, hatch.rgb, hatched);
#endif
#if REACH > 0
            bool differs = around[y * SIDE + x + REACH] != id || around[(y + REACH) * SIDE + x] != id;
            paint.rgb *= differs ? 1.0 - border : 1.0;
#endif
            sum += vec4(paint.rgb, 1.0) * paint.a;
        }
    sum *= opacity / float(SAMPLES * SAMPLES);
    colour = sum + vec4(background.rgb, 1.0) * (background.a * (1.0 - sum.a));
}
