// What the shaders sample is the field of the simulation, and the lines of current follow it.
#include "app/render/scene/heat_volume.h"

#include "app/render/scene/streamlines.h"
#include "sim/base/random.h"
#include "sim/world.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <ctime>

namespace {

sim::Scenario heated_skin(bool insulated, sim::Polarity polarity) {
    sim::Scenario s;
    s.device.kind = sim::DeviceKind::rf_array;
    s.device.rows = 3;
    s.device.columns = 4;
    s.device.pitch_mm = 1.2;
    s.device.needle_diameter_mm = 0.2;
    s.device.insulated = insulated;
    s.technique.depth_mm = 1.2;
    s.technique.passes = 1;
    s.rf.on = true;
    s.rf.polarity = polarity;
    return s;
}

/// In the middle of the first pulse.
sim::World heating(bool insulated, sim::Polarity polarity = sim::Polarity::bipolar) {
    sim::World world = sim::make_world(heated_skin(insulated, polarity)).value();
    const auto& dwell = world.plan->timeline.segment(sim::Stage::dwell);
    sim::run_to(world, world.plan->timeline.tick_at(dwell.start_us + 60 * sim::kMillisecond));
    return world;
}

double number_of(std::uint16_t half) {
    const int exponent = half >> 10 & 31;
    const double size = exponent == 0 ? std::ldexp(half & 1023, -24)
                                      : std::ldexp(1024 + (half & 1023), exponent - 25);
    return half & 0x8000 ? -size : size;
}

render::CutFace front_of(const sim::Tissue& tissue) {
    const auto half = float(tissue.block.width_mm / 2);
    return {render::Edge::section, {-half, 0, 0}, {1, 0, 0}, {0, -1, 0}, 2 * half};
}

TEST(Half, IsTheNearestOne) {
    EXPECT_EQ(render::half_of(1.0f), 0x3c00);
    EXPECT_EQ(render::half_of(-4.0f), 0xc400);
    EXPECT_EQ(render::half_of(0.0f), 0);
    EXPECT_EQ(render::half_of(65504.0f), 0x7bff);
    EXPECT_EQ(render::half_of(2047.9f), 0x6800);  // carries into the exponent
    sim::Random rng(3, 1);
    for (int i = 0; i < 1000; ++i) {
        const auto value = float(std::ldexp(rng.unit() - 0.5, int(rng.unit() * 28) - 12));
        if (std::fabs(value) < 6.2e-5f) continue;
        EXPECT_NEAR(number_of(render::half_of(value)), value, std::fabs(value) / 2047) << value;
    }
}

TEST(HeatVolume, HoldsTheFieldAtEveryTexel) {
    const sim::World world = heating(true);
    const sim::Snapshot s = sim::observe(world);
    const sim::Block& block = s.tissue->block;
    ASSERT_FALSE(s.heat.temperature_C.empty());
    render::HeatVolume volume;
    ASSERT_TRUE(volume.sample(s));
    EXPECT_FALSE(volume.sample(s)) << "nothing has changed";

    const glm::ivec3 n = render::kHeatTexels;
    ASSERT_EQ(volume.texels().size(), std::size_t(2 * n.x * n.y * n.z));
    sim::Random rng(5, 1);
    double hottest_C = 0;
    for (int round = 0; round < 3000; ++round) {
        const int i = rng.below(n.x), j = rng.below(n.y), k = rng.below(n.z);
        const glm::dvec3 at{((i + 0.5) / n.x - 0.5) * block.width_mm,
                            (j + 0.5) / n.y * block.length_mm, (k + 0.5) / n.z * block.floor_mm};
        // About steel the tissue at its wall is shown.
        if (std::ranges::any_of(s.needles, [&](const sim::NeedleView& needle) {
                return std::hypot(at.x - needle.entry_mm.x, at.y - needle.entry_mm.y) < 0.15;
            }))
            continue;
        const std::size_t texel = std::size_t(2 * ((k * n.y + j) * n.x + i));
        const double rise_K = number_of(volume.texels()[texel]);
        EXPECT_NEAR(s.heat.rest_C + rise_K, render::temperature_at(s.heat, at), 0.035);
        const double omega = std::pow(10.0, number_of(volume.texels()[texel + 1]));
        if (omega > 1e-3) {
            EXPECT_NEAR(omega / render::necrosis_at(s.heat, at), 1, 0.01);
        }
        hottest_C = std::max(hottest_C, s.heat.rest_C + rise_K);
    }
    EXPECT_GT(hottest_C, 45);
}

TEST(HeatVolume, ChangesWhereTheFieldDoesAndIsAtRestWithoutOne) {
    sim::World world = heating(true);
    render::HeatVolume volume;
    sim::Snapshot s = sim::observe(world);
    ASSERT_TRUE(volume.sample(s));
    sim::run_to(world, world.tick + 20);
    s = sim::observe(world);
    // Processor time, for the eye: what a changed field costs a picture.
    const std::clock_t start = std::clock();
    EXPECT_TRUE(volume.sample(s));
    std::printf("%d cells to %zu texels in %.1f ms\n", s.heat.grid->count(),
                volume.texels().size() / 2,
                1000.0 * double(std::clock() - start) / double(CLOCKS_PER_SEC));
    s.heat.temperature_C = {};
    s.heat.necrosis = {};
    EXPECT_TRUE(volume.sample(s));
    for (std::size_t i = 0; i < volume.texels().size(); i += 2)
        ASSERT_EQ(volume.texels()[i], 0) << i;
}

TEST(HeatField, IsMirroredWithItsSign) {
    const sim::World world = heating(false);
    const sim::Snapshot s = sim::observe(world);
    const sim::Fold& fold = s.heat.fold;
    ASSERT_TRUE(fold.x.folded);
    ASSERT_TRUE(fold.x.odd) << "four columns of changing sign";
    const double middle = fold.x.at_mm - s.heat.origin_mm.x;
    EXPECT_EQ(render::potential_at(s.heat, {middle, 0.1, 0.7}), 0);
    EXPECT_NE(render::potential_at(s.heat, {middle + 0.001, 0.1, 0.7}), 0);
    for (const double away : {0.1, 0.35, 0.8}) {
        const glm::dvec3 a{middle + away, 0.1, 0.7}, b{middle - away, 0.1, 0.7};
        EXPECT_EQ(render::potential_at(s.heat, a), -render::potential_at(s.heat, b));
        EXPECT_EQ(render::temperature_at(s.heat, a), render::temperature_at(s.heat, b));
    }
}

TEST(Streamlines, RunFromElectrodeToElectrodeOrOutOfThePicture) {
    for (const bool insulated : {false, true}) {
        const sim::World world = heating(insulated);
        const sim::Snapshot s = sim::observe(world);
        const render::CutFace face = front_of(*s.tissue);
        const auto current = render::trace_current(s, face, 12);
        ASSERT_GE(current.electrodes.size(), 3u);
        ASSERT_GE(current.lines.size(), 12u);
        int joined = 0;
        for (const render::Streamline& line : current.lines) {
            ASSERT_GE(line.at_mm.size(), 2u);
            EXPECT_TRUE(line.from != render::kBeyond || line.to != render::kBeyond);
            EXPECT_NE(line.from, line.to);
            joined += line.from != render::kBeyond && line.to != render::kBeyond;
            const auto ends = [&](int electrode, const glm::dvec2& at) {
                if (electrode == render::kBeyond) {
                    const double u = at.x, floor = s.tissue->block.floor_mm;
                    EXPECT_TRUE(u < 1e-6 || u > double(face.length_mm) - 1e-6 ||
                                at.y > floor - 1e-6)
                        << u << " " << at.y;
                    return;
                }
                const render::Electrode& e = current.electrodes[std::size_t(electrode)];
                EXPECT_NEAR(e.distance_mm(at), 0, 1e-9);
                EXPECT_FALSE(e.coated_at(at.y + 1e-9));
            };
            ends(line.from, line.at_mm.front());
            ends(line.to, line.at_mm.back());
            // Down the potential all the way. A sampled field is no exact slope at its bends.
            const auto volts = [&](const glm::dvec2& p) {
                const glm::vec3 w = face.origin_mm + face.u * float(p.x);
                return render::potential_at(s.heat, {w.x, w.y, p.y});
            };
            double before = volts(line.at_mm.front());
            const double whole = before - volts(line.at_mm.back());
            EXPECT_GT(whole, 0);
            for (const glm::dvec2& p : line.at_mm) {
                EXPECT_LT(volts(p), before + 0.01 * whole);
                before = std::min(before, volts(p));
            }
        }
        EXPECT_GE(joined, 10);
    }
}

TEST(Streamlines, StayOutOfNeedlesAndOfTheirInsulation) {
    const sim::World world = heating(true);
    const sim::Snapshot s = sim::observe(world);
    const auto current = render::trace_current(s, front_of(*s.tissue), 12);
    ASSERT_FALSE(current.lines.empty());
    for (const render::Streamline& line : current.lines)
        for (const glm::dvec2& p : line.at_mm)
            for (const render::Electrode& e : current.electrodes)
                ASSERT_GE(e.distance_mm(p), -1e-9)
                    << p.x - e.u_mm << " beside the axis, " << p.y << " deep";
}

TEST(Streamlines, GoDownToAFarPlate) {
    const sim::World world = heating(true, sim::Polarity::monopolar);
    const sim::Snapshot s = sim::observe(world);
    const auto current = render::trace_current(s, front_of(*s.tissue), 8);
    ASSERT_FALSE(current.lines.empty());
    for (const render::Streamline& line : current.lines) {
        EXPECT_NE(line.from, render::kBeyond);
        EXPECT_EQ(line.to, render::kBeyond);
    }
}

TEST(Streamlines, NeedAPotentialAndANeedleInTheFace) {
    const sim::World world = heating(true);
    sim::Snapshot s = sim::observe(world);
    render::CutFace between = front_of(*s.tissue);
    between.origin_mm.y = 0.6f;
    EXPECT_TRUE(render::trace_current(s, between, 12).lines.empty());
    s.heat.potential_V = {};
    EXPECT_TRUE(render::trace_current(s, front_of(*s.tissue), 12).lines.empty());
    s.heat = {};
    EXPECT_TRUE(render::trace_current(s, front_of(*s.tissue), 12).lines.empty());
}

}  // namespace
