#version 330 core
// Features as ids: metres from the mesh's origin to clip space. The centre is split in two floats, so that nearby
// numbers are subtracted first and no digit is lost far from the origin. Later rows are nearer: where depth is tested
// they lie on top, whatever the order of drawing.
layout(location = 0) in vec2 metres;
layout(location = 1) in uint row;
uniform vec2 centre;
uniform vec2 centre_rest;
uniform vec2 scale;
flat out uint id;

void main() {
    id = row;
    float depth = 1.0 - float(row) * (2.0 / 16777216.0);
    gl_Position = vec4(((metres - centre) - centre_rest) * scale, depth, 1.0);
}
