#include "app/render/scene/skin.h"

#include "app/render/scene/surface.h"
#include "sim/base/noise.h"
#include "sim/models/skin_colour.h"
#include "sim/tissue/relief.h"

#include <algorithm>
#include <cmath>

namespace render {
namespace {

double fall_off(double r, double inner, double outer) {
    const double t = std::clamp((r - inner) / (outer - inner), 0.0, 1.0);
    return 1 - t * t * (3 - 2 * t);
}

std::byte byte_of(double share) { return std::byte(int(std::clamp(share, 0.0, 1.0) * 255 + 0.5)); }

constexpr double kLeastCrust_mm = 0.040;  // radius: serum wells over the rim of its channel

/// One number for each texel over the block.
class Plane {
  public:
    Plane(const sim::Block& block, int wide, int high, double everywhere = 0)
        : wide_(wide),
          high_(high),
          per_mm_x_(wide / block.width_mm),
          per_mm_y_(high / block.length_mm),
          half_width_mm_(block.width_mm / 2),
          values_(std::size_t(wide) * std::size_t(high), float(everywhere)) {}

    double x_mm(int i) const { return (i + 0.5) / per_mm_x_ - half_width_mm_; }
    double y_mm(int j) const { return (j + 0.5) / per_mm_y_; }
    double at(int i, int j) const {
        return double(values_[index(std::clamp(i, 0, wide_ - 1), std::clamp(j, 0, high_ - 1))]);
    }
    template <class Value>
    void fill(Value&& value) {
        for (int j = 0; j < high_; ++j)
            for (int i = 0; i < wide_; ++i) values_[index(i, j)] = float(value(x_mm(i), y_mm(j)));
    }
    /// Calls change(value, distance in mm) for each texel within a radius.
    template <class Change>
    void spot(double x_mm, double y_mm, double radius_mm, Change&& change) {
        const double cx = (x_mm + half_width_mm_) * per_mm_x_ - 0.5, cy = y_mm * per_mm_y_ - 0.5;
        const int i0 = std::max(0, int(cx - radius_mm * per_mm_x_)),
                  i1 = std::min(wide_ - 1, int(cx + radius_mm * per_mm_x_) + 1);
        const int j0 = std::max(0, int(cy - radius_mm * per_mm_y_)),
                  j1 = std::min(high_ - 1, int(cy + radius_mm * per_mm_y_) + 1);
        for (int j = j0; j <= j1; ++j)
            for (int i = i0; i <= i1; ++i) {
                const double dx = (i - cx) / per_mm_x_, dy = (j - cy) / per_mm_y_;
                change(values_[index(i, j)], std::sqrt(dx * dx + dy * dy));
            }
    }
    /// The mean over a square of 2 reach + 1 texels.
    Plane blurred(int reach) const {
        Plane across = *this, both = *this;
        const auto mean = [&](auto&& value) {
            double sum = 0;
            for (int k = -reach; k <= reach; ++k) sum += value(k);
            return float(sum / (2 * reach + 1));
        };
        for (int j = 0; j < high_; ++j)
            for (int i = 0; i < wide_; ++i)
                across.values_[index(i, j)] = mean([&](int k) { return at(i + k, j); });
        for (int j = 0; j < high_; ++j)
            for (int i = 0; i < wide_; ++i)
                both.values_[index(i, j)] = mean([&](int k) { return across.at(i, j + k); });
        return both;
    }
    int wide() const { return wide_; }
    int high() const { return high_; }
    double texel_x_mm() const { return 1 / per_mm_x_; }
    double texel_y_mm() const { return 1 / per_mm_y_; }

  private:
    std::size_t index(int i, int j) const {
        return std::size_t(j) * std::size_t(wide_) + std::size_t(i);
    }
    int wide_, high_;
    double per_mm_x_, per_mm_y_, half_width_mm_;
    std::vector<float> values_;
};

/// Calls visit(x, y, tube) for each opening of a follicle or sweat duct.
template <class Visit>
void visit_pores(const sim::Tissue& tissue, Visit&& visit) {
    for (const sim::Tube& t : tissue.tubes) {
        const bool follicle = t.structure == sim::Structure::follicle;
        if (!follicle && t.structure != sim::Structure::sweat_duct) continue;
        if (t.a_mm.z > 0.002 && t.b_mm.z > 0.002) continue;
        const glm::dvec3 mouth = t.a_mm.z < t.b_mm.z ? t.a_mm : t.b_mm;
        visit(mouth.x, mouth.y, follicle ? 0.050 : 0.022, follicle ? 0.035 : 0.014);
    }
}

/// 0 on whole skin to 1 on the floor of a scar that has lost skin: scars there have few lines and
/// no pores.
double scarred(const sim::Tissue& tissue, double x_mm, double y_mm) {
    const sim::Concern concern = tissue.skin.concern;
    if (concern != sim::Concern::boxcar_scar && concern != sim::Concern::icepick_scar) return 0;
    return 1 - fall_off(sim::concern_mm(tissue, x_mm, y_mm), 0.01, 0.10);
}

}  // namespace

std::vector<float> make_skin_palette() {
    // Of what the surface mirrors, the light of the picture adds this much itself.
    constexpr double kMirroredByLight = 0.013;
    std::vector<float> texels;
    const auto share = [](int i, double most) {
        const double t = double(i) / (kPaletteSize - 1);
        return t * t * most;
    };
    for (int j = 0; j < kPaletteSize; ++j)
        for (int i = 0; i < kPaletteSize; ++i) {
            const sim::Chromophores skin{.melanosomes_share = share(j, kMostMelanosomes)};
            const auto rgb = sim::skin_colour(sim::perfused(skin, share(i, kMostBlood)));
            for (const double channel : rgb)
                texels.push_back(float(std::max(channel - kMirroredByLight, 0.001)));
            texels.push_back(1.0f);
        }
    return texels;
}

std::vector<std::byte> make_skin_map(const sim::Tissue& tissue, int columns, int rows) {
    Plane height(tissue.block, columns, rows);
    height.fill([&](double x, double y) {
        return -sim::skin_lines_mm(tissue, x, y) * (1 - 0.6 * scarred(tissue, x, y));
    });
    visit_pores(tissue, [&](double x, double y, double wide_mm, double deep_mm) {
        if (scarred(tissue, x, y) > 0.1) return;
        height.spot(x, y, wide_mm, [&](float& h, double r) {
            h -= float(deep_mm * fall_off(r, 0.15 * wide_mm, wide_mm));
        });
    });
    const Plane around = height.blurred(std::max(1, int(0.06 / height.texel_x_mm())));
    const auto seed = std::uint64_t(tissue.skin.seed);
    const bool mottled = tissue.skin.concern == sim::Concern::photodamage;
    std::vector<std::byte> texels;
    texels.reserve(std::size_t(columns) * std::size_t(rows) * 4);
    for (int j = 0; j < rows; ++j)
        for (int i = 0; i < columns; ++i) {
            const double x = height.x_mm(i), y = height.y_mm(j);
            const double along_x =
                (height.at(i + 1, j) - height.at(i - 1, j)) / (2 * height.texel_x_mm());
            const double along_y =
                (height.at(i, j + 1) - height.at(i, j - 1)) / (2 * height.texel_y_mm());
            // No skin is evenly brown; the sun's spots are larger, darker and sharper.
            double melanin = 0.10 * sim::value_noise(x * 1.7, y * 1.7, seed ^ 301) +
                             0.10 * sim::value_noise(x * 6.0, y * 6.0, seed ^ 302);
            if (mottled) {
                const double spot = sim::value_noise(x * 1.9 + 0.4 * y, y * 1.9, seed ^ 303) +
                                    0.5 * sim::value_noise(x * 4.1, y * 4.1 - x, seed ^ 304) +
                                    0.25 * sim::value_noise(x * 11.0, y * 11.0, seed ^ 305);
                melanin += 0.75 * (1 - fall_off(spot, 0.0, 1.0)) - 0.15;
            }
            texels.insert(texels.end(), {byte_of(0.5 + 0.5 * along_x / kSlopeRange * 254 / 255),
                                         byte_of(0.5 + 0.5 * along_y / kSlopeRange * 254 / 255),
                                         byte_of((around.at(i, j) - height.at(i, j)) / kHollow_mm),
                                         byte_of(0.5 + 0.5 * melanin)});
        }
    return texels;
}

std::vector<std::byte> make_marks(const sim::Snapshot& s) {
    const sim::Block& block = s.tissue->block;
    const sim::ToneRow& tone = sim::tones()[std::size_t(s.tissue->skin.tone)];
    const double red = std::clamp(s.healing.erythema, 0.0, 1.0);
    const double at_rest = sim::parameter("optics.blood_share_baseline").value;
    const double most = sim::parameter("optics.blood_share_erythema").value / at_rest;
    const double dark = sim::dark_mark_gain(tone, s.days_since_visit);

    Plane blood(block, kMarksWide, kMarksHigh, 1 + 0.30 * (most - 1) * red);
    Plane melanin(block, kMarksWide, kMarksHigh), spilt = melanin, crust = melanin;
    for (const sim::ChannelView& c : s.channels) {
        const double x = c.entry_mm.x, y = c.entry_mm.y;
        // Around each channel the vessels are widest.
        blood.spot(x, y, 0.60, [&](float& gain, double r) {
            const double near = 0.30 + 1.50 * std::exp(-(r * r) / (0.20 * 0.20));
            gain = std::max(gain, float(1 + (most - 1) * red * near));
        });
        melanin.spot(x, y, 0.45, [&](float& gain, double r) {
            gain = std::max(gain, float(dark * std::exp(-(r * r) / (0.17 * 0.17))));
        });
        if (c.vessels > 0)
            spilt.spot(x, y, 0.40, [&](float& share, double r) {
                // It spreads within the hour.
                const double spread = 1 - std::exp(-24 * s.days_since_visit);
                const double own = spread * (0.30 + 0.175 * std::min(c.vessels, 4));
                share = std::max(share, float(own * fall_off(r, 0.06, 0.34)));
            });
        // The mouth is filled with serum and blood, which dry to a crust until new skin lies under.
        const double radius = std::max(c.state.diameter_mm / 2, kLeastCrust_mm);
        const double open = 1 - std::clamp(c.cover, 0.0, 1.0);
        const double strength = std::max(open, 0.85 * fall_off(s.days_since_visit, 2.5, 6));
        crust.spot(x, y, 0.16, [&](float& cover, double r) {
            const double body = fall_off(r, 0.5 * radius, 1.3 * radius + 0.008);
            const double smear =
                c.vessels > 0 ? 0.30 * open * fall_off(r, radius, radius + 0.06) : 0.0;
            cover = std::max(cover, float(strength * std::max(body, smear)));
        });
    }
    // Under a needle's push the vessels are empty.
    for (const Dimple& d : dimples(s))
        blood.spot(d.at_mm.x, d.at_mm.y, 0.8, [&](float& gain, double r) {
            const double here = d.deep_mm * std::exp(-(std::sqrt(r * r + 0.0016) - 0.04) / 0.26);
            gain *= float(1 - 0.85 * sim::pressed_out(here));
        });

    std::vector<std::byte> texels;
    texels.reserve(std::size_t(kMarksWide) * kMarksHigh * 4);
    for (int j = 0; j < kMarksHigh; ++j)
        for (int i = 0; i < kMarksWide; ++i)
            texels.insert(texels.end(), {byte_of(std::sqrt(blood.at(i, j) / kMostBloodGain)),
                                         byte_of(melanin.at(i, j)), byte_of(spilt.at(i, j)),
                                         byte_of(crust.at(i, j))});
    return texels;
}

std::array<double, 3> bruise_absorbance(const sim::ToneRow& tone, double age_days) {
    const sim::Chromophores rest = sim::resting_skin(tone);
    sim::Chromophores bruised =
        sim::bruise(sim::parameter("optics.bruise_blood_share").value, age_days);
    bruised.melanosomes_share = rest.melanosomes_share;
    bruised.blood_share = rest.blood_share;
    const auto before = sim::skin_colour(rest), after = sim::skin_colour(bruised);
    std::array<double, 3> absorbance{};
    for (std::size_t i = 0; i < 3; ++i)
        absorbance[i] = std::log(std::max(before[i], 1e-4) / std::max(after[i], 1e-4));
    return absorbance;
}

}  // namespace render
