#version 330 core
// From ids to colours: the word of a parcel says its class and its marks, the palette the colour of the class.
// SAMPLES × SAMPLES ids are averaged for a pixel; STRIDE is the distance between the ids of neighbouring pixels; REACH
// the distance (in ids) at which another id makes a border; MASK: buildings darken the fill.
uniform usampler2D ids;
uniform usampler2D words;
uniform sampler2D palette;
#ifdef MASK
uniform sampler2D mask;
uniform vec4 tint;
#endif
uniform ivec2 origin;      // id of the lower left corner of the pixel at 0, 0
uniform int palette_row;
uniform vec4 background;   // alpha 1: mixed in here; 0: premultiplied colour comes out
uniform float opacity;
uniform float border;      // strength of the darker line along borders
uniform vec4 hatch;
uniform float hatch_px;    // distance of hatch lines
uniform vec4 low;          // tint of small parcels marked low or idle; alpha 0 where outlines show them
uniform vec4 idle;
layout(location = 0) out vec4 colour;

const uint LOW = 1u << 10, IDLE = 1u << 12, DIMMED = 1u << 14, HATCHED = 1u << 15, HIDDEN = 1u << 16;
const int SIDE = SAMPLES + REACH;

float on(uint word, uint bit) { return (word & bit) != 0u ? 1.0 : 0.0; }

vec4 fill(uint id, float edge, float line, ivec2 at) {
    uint row = max(id, 1u) - 1u;
    uint word = texelFetch(words, ivec2(int(row & 4095u), int(row >> 12)), 0).r;
    vec4 paint = texelFetch(palette, ivec2(int(word & 1023u), palette_row), 0);
    vec3 rgb = paint.rgb;
#ifdef MASK
    rgb = mix(rgb, tint.rgb, tint.a * texelFetch(mask, at, 0).r);
#endif
    rgb = mix(rgb, idle.rgb, idle.a * on(word, IDLE));
    rgb = mix(rgb, low.rgb, low.a * on(word, LOW));
    rgb = mix(rgb, hatch.rgb, line * on(word, HATCHED));
    rgb *= 1.0 - 0.42 * edge;
    float alpha = paint.a * opacity * (1.0 - 0.82 * on(word, DIMMED));
    alpha = id == 0u || (word & HIDDEN) != 0u ? 0.0 : alpha;
    return vec4(rgb * alpha, alpha);
}

void main() {
    ivec2 first = origin + ivec2(gl_FragCoord.xy) * STRIDE;
    ivec2 last = textureSize(ids, 0) - 1;
    uint around[SIDE * SIDE];
    for (int y = 0; y < SIDE; ++y)
        for (int x = 0; x < SIDE; ++x) {
            // The outermost corner is never asked for.
            if (x >= SAMPLES && y >= SAMPLES) continue;
#if SAMPLES == 1
            ivec2 at = first + ivec2(x, y) * STRIDE;
#else
            ivec2 at = first + ivec2(x, y);
#endif
            around[y * SIDE + x] = texelFetch(ids, min(at, last), 0).r;
        }
    float across = abs(fract((gl_FragCoord.x + gl_FragCoord.y) / hatch_px) - 0.5) * hatch_px * 0.70710678;
    float line = hatch.a * clamp(1.1 - across, 0.0, 1.0);
    vec4 sum = vec4(0.0);
    for (int y = 0; y < SAMPLES; ++y)
        for (int x = 0; x < SAMPLES; ++x) {
            uint id = around[y * SIDE + x];
            bool differs = around[y * SIDE + x + REACH] != id || around[(y + REACH) * SIDE + x] != id;
            sum += fill(id, differs ? border : 0.0, line, first + ivec2(x, y));
        }
    sum /= float(SAMPLES * SAMPLES);
    colour = sum + vec4(background.rgb, 1.0) * (background.a * (1.0 - sum.a));
}
