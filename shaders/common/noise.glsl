// Repeatable randomness: hashes of lattice points, smooth noise and cell patterns.

uint scatter(uint x)
{
    x ^= x >> 16;
    x *= 0x7feb352du;
    x ^= x >> 15;
    x *= 0x846ca68bu;
    x ^= x >> 16;
    return x;
}

uint lattice(ivec2 cell, int seed)
{
    return scatter(uint(cell.x) * 0x9e3779b1u ^ scatter(uint(cell.y) * 0x85ebca77u + uint(seed)));
}

float unit(uint bits) { return float(bits >> 8) * (1.0 / 16777216.0); }

// Two numbers from one hash.
vec2 unit2(uint bits) { return vec2(float(bits & 0xffffu), float(bits >> 16)) * (1.0 / 65536.0); }

// Value noise, -1 to 1.
float noise(vec2 p, int seed)
{
    ivec2 cell = ivec2(floor(p));
    vec2 f = p - vec2(cell);
    f = f * f * (3.0 - 2.0 * f);
    float a = unit(lattice(cell, seed)), b = unit(lattice(cell + ivec2(1, 0), seed));
    float c = unit(lattice(cell + ivec2(0, 1), seed)), d = unit(lattice(cell + ivec2(1, 1), seed));
    return mix(mix(a, b, f.x), mix(c, d, f.x), f.y) * 2.0 - 1.0;
}

float noise_1d(float x, int seed)
{
    int cell = int(floor(x));
    float f = x - float(cell);
    f = f * f * (3.0 - 2.0 * f);
    return mix(unit(lattice(ivec2(cell, 0), seed)), unit(lattice(ivec2(cell + 1, 0), seed)), f) * 2.0 - 1.0;
}

struct Cell {
    vec2 centre;   // relative to the point asked for
    float border;  // about the distance to the next cell's border, in cells; has no jumps
    uint id;
};

// The cell around p of a lattice whose centres wander by up to `wander` of a cell and whose odd rows are shifted by
// `shift`. `slice` moves the centres smoothly, as cutting deeper does.
Cell lattice_cell(vec2 p, float slice, float wander, float shift, int seed)
{
    int row = int(floor(p.y));
    float nearest = 9.0, second = 9.0;
    Cell cell;
    cell.centre = vec2(0.0);
    cell.id = 0u;
    for (int j = -1; j <= 1; ++j) {
        float shifted = ((row + j) & 1) == 1 ? shift : 0.0;
        int column = int(floor(p.x - shifted));
        for (int i = -1; i <= 1; ++i) {
            ivec2 at = ivec2(column + i, row + j);
            uint id = lattice(at, seed);
            vec2 to = vec2(float(at.x) + shifted, float(at.y)) + 0.5 + wander * cos(unit2(id) * 6.2831853 + slice) - p;
            float d = dot(to, to);
            if (d < nearest) {
                second = nearest;
                nearest = d;
                cell.centre = to;
                cell.id = id;
            } else if (d < second) {
                second = d;
            }
        }
    }
    cell.border = 0.5 * (sqrt(second) - sqrt(nearest));
    return cell;
}

// Cells of all shapes, as in a tissue.
Cell nearest_cell(vec2 p, float slice, int seed) { return lattice_cell(p, slice, 0.38, 0.0, seed); }

// Cells nearly as regular as a packing of balls: rows that are shifted by half a cell, little wandering.
Cell packed_cell(vec2 p, float slice, int seed) { return lattice_cell(p, slice, 0.17, 0.5, seed); }
