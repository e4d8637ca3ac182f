// The clear body that carries the needles: a box from the draw's own corner and size.
#include "common/frame.glsl"

layout(location = 0) in vec3 in_corner;  // 0 or 1 each
layout(location = 1) in vec3 in_normal;

out vec3 v_world;
out vec3 v_normal;
out vec3 v_share;

void main()
{
    // face_origin_mm: low corner; face_u.xyz: size; face_normal.xy: shear of x and y by height.
    v_share = in_corner;
    vec3 at = face_origin_mm.xyz + in_corner * face_u.xyz;
    v_world = at + vec3(face_normal.xy * in_corner.z * face_u.z, 0.0);
    v_normal = in_normal;
    gl_Position = clip_from_world * vec4(v_world, 1.0);
}
