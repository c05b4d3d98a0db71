#version 330 core
// A premultiplied layer of the same size.
uniform sampler2D source;
layout(location = 0) out vec4 picture;

void main() { picture = texelFetch(source, ivec2(gl_FragCoord.xy), 0); }
