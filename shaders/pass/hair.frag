// Hair with a highlight along it: terminal hair in `colour`, vellus hair pale, in `face_u.rgb`.
#include "common/frame.glsl"
#include "common/light.glsl"
#include "common/color.glsl"

in vec3 v_world;
in vec3 v_along;
in float v_side;
in float v_cover;
in float v_fine;
layout(location = 0) out vec4 out_colour;

void main()
{
#ifdef DIAGRAM
    out_colour = finish_exact(vec3(0.27, 0.18, 0.14), v_cover);
#else
    vec3 to_eye = towards_eye(v_world);
    vec3 along = normalize(v_along);
    vec3 half_way = normalize(to_eye + key_light.xyz);
    float shine = pow(max(1.0 - square(dot(along, half_way)), 0.0), 40.0);
    float round_side = sqrt(max(1.0 - v_side * v_side, 0.0));
    vec3 light = mix(colour.rgb, face_u.rgb, v_fine) * (0.5 + 0.7 * round_side) * (kKeyColour * 0.8 + 0.4) + kKeyColour * shine * 0.12 * round_side;
    out_colour = finish(light, v_cover);
#endif
}
