// The diagram's few colours, as display values: they differ in lightness, not only in hue.
// Those of layers, cells, collagen, dead tissue and current are also in app/render/palette.h; a test compares the two.

const vec3 kFlatStratumCorneum = vec3(0.965, 0.914, 0.792);
const vec3 kFlatEpidermis = vec3(0.655, 0.396, 0.525);
const vec3 kFlatPapillary = vec3(0.976, 0.824, 0.757);
const vec3 kFlatReticular = vec3(0.898, 0.596, 0.514);
const vec3 kFlatFat = vec3(0.965, 0.839, 0.412);
const vec3 kFlatMuscle = vec3(0.608, 0.231, 0.235);
const vec3 kFlatInk = vec3(0.130, 0.110, 0.130);
const vec3 kFlatArteriole = vec3(0.800, 0.110, 0.140);
const vec3 kFlatVenule = vec3(0.130, 0.330, 0.690);
const vec3 kFlatNerve = vec3(0.990, 0.930, 0.450);
const vec3 kFlatFollicle = vec3(0.780, 0.560, 0.640);
const vec3 kFlatHair = vec3(0.270, 0.180, 0.140);
const vec3 kFlatGland = vec3(0.985, 0.930, 0.700);
const vec3 kFlatSweat = vec3(0.560, 0.790, 0.820);
// Cells and new collagen, in both styles.
const vec3 kNeutrophil = vec3(0.570, 0.450, 0.800);
const vec3 kMacrophageM1 = vec3(0.780, 0.200, 0.300);
const vec3 kMacrophageM2 = vec3(0.270, 0.600, 0.870);
const vec3 kFibroblast = vec3(0.270, 0.220, 0.470);
const vec3 kCollagenIII = vec3(0.160, 0.650, 0.560);
const vec3 kCollagenI = vec3(0.900, 0.490, 0.130);
const vec3 kDeadTissue = vec3(0.950, 0.890, 0.800);
const vec3 kDeadRim = vec3(0.300, 0.110, 0.080);
const vec3 kCurrent = vec3(0.760, 0.980, 0.420);
