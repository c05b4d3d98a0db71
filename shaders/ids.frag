#version 330 core
flat in uint id;
layout(location = 0) out uint picture;

void main() { picture = id; }
