// The output of an id picture: what a pixel shows, and how far away it is.

layout(location = 0) out vec4 out_thing;  // r: the thing; g, b: high and low byte of the depth; a: 1

vec4 thing_output(int thing)
{
    float steps = floor(gl_FragCoord.z * 65535.0 + 0.5), high = floor(steps / 256.0);
    return vec4(float(thing), high, steps - 256.0 * high, 255.0) / 255.0;
}
