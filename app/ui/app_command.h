// The closed list of things a user can ask of the program itself, beside the Commands about the
// scene.
#pragma once
#include <string>
#include <variant>

namespace ui {

/// How fine the picture is drawn. Automatic follows the frame time.
enum class QualityChoice { automatic, low, medium, high };

struct Screenshot {
    std::string path;
};  ///< empty: a new name in the working folder
struct OpenFile {
    std::string path;
};
struct OpenPreset {
    std::string name;
};
struct SaveFile {
    std::string path;
};
struct ChooseQuality {
    QualityChoice choice = QualityChoice::automatic;
};
struct ChooseTextScale {
    double scale = 1;
};  ///< one of kTextScales
struct ChooseMotion {
    bool reduced = false;
};  ///< no flights of the camera
struct Quit {};

using AppCommand = std::variant<Screenshot, OpenFile, OpenPreset, SaveFile, ChooseQuality,
                                ChooseTextScale, ChooseMotion, Quit>;

inline constexpr double kTextScales[] = {1, 1.25, 1.5, 2};

}  // namespace ui
