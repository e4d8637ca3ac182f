// What tissue is made of at a point, as far as stains and light tell it apart.

struct Matter {
    vec4 solids;  // collagen, elastin, keratin, smooth or striated muscle: 0 none to 1 dense
    vec4 cells;   // cytoplasm, chromatin, melanin, erythrocytes
    vec2 fibre;   // direction of the collagen in the cut; shorter where it dives or has no order
    uint id;      // of the collagen fibre
};

const Matter kNothing = Matter(vec4(0.0), vec4(0.0), vec2(0.0), 0u);

void blend_in(inout Matter m, Matter over, float share)
{
    m.solids = mix(m.solids, over.solids, share);
    m.cells = mix(m.cells, over.cells, share);
    if (share > 0.5) {
        m.fibre = over.fibre;
        m.id = over.id;
    }
}

Matter cell_matter(float cytoplasm, float chromatin)
{
    Matter m = kNothing;
    m.cells.xy = vec2(cytoplasm, chromatin);
    return m;
}
