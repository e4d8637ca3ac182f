// What every shader may read.
#include "interface.h"

const float kPi = 3.14159265;

float saturate(float x) { return clamp(x, 0.0, 1.0); }
float square(float x) { return x * x; }

// From a point in the world towards the eye.
vec3 towards_eye(vec3 world)
{
    return eye_mm.w > 0.5 ? -forward.xyz : normalize(eye_mm.xyz - world);
}
