// A cell in a cut face, by the bulk of the outline that cell.frag gives its kind.
#include "common/frame.glsl"
#include "common/thing.glsl"

in vec2 v_at;
in vec4 v_kind;

void main()
{
    float spindle = abs(v_at.y) - 0.20 * square(1.0 - v_at.x * v_at.x) - 0.022;
    bool fibroblast = v_kind.x > 2.5;
    if (v_kind.w < 0.25 || (fibroblast ? spindle : length(v_at) - 0.80) > 0.0) discard;
    out_thing = thing_output(kThingNeutrophil + int(v_kind.x + 0.5));
}
