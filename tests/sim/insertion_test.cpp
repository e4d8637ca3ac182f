#include "sim/models/insertion.h"

#include "sim/models/pattern.h"
#include "sim/tissue/tables.h"

#include <gtest/gtest.h>

namespace sim {
namespace {

double ratio(double depth_mm, double limit_mm) { return reached_mm(depth_mm, limit_mm) / depth_mm; }

// M04, calibrated: unsupported skin, slow push.
TEST(Insertion, LessThanHalfIsBuriedBelowAMillimetreOfUnsupportedSkin) {
    const double d0 = parameter("insertion.d0_unsupported_face_mm").value;
    for (double depth = 0.1; depth < 1.0; depth += 0.1) EXPECT_LT(ratio(depth, d0), 0.5);
    EXPECT_GT(ratio(1.0, d0), 0.40);
    EXPECT_LT(ratio(1.0, d0), 0.55);
}

// M05, calibrated: 460 +- 70 um of 600.
TEST(Insertion, PlateMountedNeedlesReachThreeQuarters) {
    EXPECT_NEAR(reached_mm(0.6, parameter("insertion.d0_plate_or_array_mm").value), 0.46, 0.07);
}

// M08, calibrated: impact drives deeper than a push.
TEST(Insertion, FasterGoesDeeper) {
    Scenario s;
    double last = 0;
    for (const double v : {0.01, 1.0, 3.0}) {
        s.technique.speed_m_per_s = v;
        const double reached = reached_mm(0.3, support(s.device, s.technique).dimple_limit_mm);
        EXPECT_GT(reached, last);
        last = reached;
    }
}

TEST(Insertion, TheTipNeverPassesTheSettingAndNeverTurnsBack) {
    for (const double limit : {0.03, 0.14, 0.65}) {
        double last = 0;
        for (double advance = 0; advance < 3; advance += 0.01) {
            const double reached = reached_mm(advance, limit);
            EXPECT_GE(reached, last);
            EXPECT_LE(reached, advance);
            last = reached;
        }
    }
}

TEST(Insertion, ForceRisesToAFractionOfANewtonPerNeedle) {
    EXPECT_EQ(axial_force_mN(0, 0.18), 0);
    const double force_mN = axial_force_mN(1.5, 0.18);
    EXPECT_GT(force_mN, 20);   // the sharpest tip of Romgens 2014
    EXPECT_LT(force_mN, 200);  // its bluntest, with friction
}

// M10: 16 per cm2 and pass from a roller whose punctures stand 2.5 mm apart.
TEST(Pattern, ARollerMakesTheMeasuredDensity) {
    Scenario s;
    s.device.pitch_mm = 2.5;
    s.technique.passes = 1;
    EXPECT_NEAR(density_per_cm2(s), 16, 0.15 * 16);
    s.technique.passes = 15;
    EXPECT_NEAR(density_per_cm2(s), 250, 0.15 * 250);
}

TEST(Pattern, TheFirstEntryStandsInTheMiddleOfTheFrontFace) {
    Scenario s;
    for (int columns = 1; columns <= 12; ++columns) {
        s.device.columns = columns;
        const auto entries = entry_pattern(s, Block{});
        EXPECT_EQ(entries.front().point_mm, glm::dvec3(0, 0, 0));
        for (const Entry& entry : entries) EXPECT_LE(entry.point_mm.y, 2.4);
    }
}

}  // namespace
}  // namespace sim
