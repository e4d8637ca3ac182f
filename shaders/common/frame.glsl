// What every shader may read.
#include "interface.h"

const float kPi = 3.14159265;

float saturate(float x) { return clamp(x, 0.0, 1.0); }
float square(float x) { return x * x; }

// The pixels of this picture to one of a picture 720 high: what the width of drawn lines is counted in.
float line_px() { return max(picture_px.y / 720.0, 0.7); }

// How far a place lies before the section, mm: there nothing is left.
float before_section(vec2 xy) { return dot(xy, section.xy) - section.z; }

// From a point in the world towards the eye.
vec3 towards_eye(vec3 world)
{
    return eye_mm.w > 0.5 ? -forward.xyz : normalize(eye_mm.xyz - world);
}
