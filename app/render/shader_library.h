// All programs of the renderer: compiled on first use, reloaded from disk, never lost to a typing
// error.
#pragma once
#include "app/render/gl/program.h"
#include "app/render/shader_text.h"

#include <filesystem>
#include <string>
#include <vector>

namespace render {

/// Slots of blocks and textures, the same in every program.
enum class Block { frame, draw };
enum class Sampler {
    surface_height,
    lower_height,
    surface_marks,
    skin_map,
    skin_palette,
    profile_upper,
    profile_lower,
    vessel_distance,
    gland_distance,
    cut_distance,
    baked_colour,
    baked_height,
    heat_field,
    shadow_map,
    picture,
    veil_sum,
    veil_weight,
    letters
};

/// What a program is made of.
struct ProgramSource {
    std::string vertex, fragment;  ///< file names below shaders/
    std::vector<std::string> defines;
    bool operator==(const ProgramSource&) const = default;
};

class ShaderLibrary {
  public:
    /// @param folder  read shaders from there and watch it; empty: those built in
    explicit ShaderLibrary(gl::Dialect dialect, std::filesystem::path folder = {});

    /// Makes the program current, compiling it on first use.
    /// @return false where it never compiled: the pass then draws nothing
    bool use(const ProgramSource& source);

    /// Compiles the first of these that is not there yet, so that it is when it is needed.
    /// @return whether there was one
    bool make_ahead(const std::vector<ProgramSource>& sources);

    /// Compiles anew what changed on disk since the last call. Programs that fail keep their last
    /// good version. @return whether anything was compiled
    bool reload();

    const std::vector<sim::Error>& errors() const { return errors_; }
    /// Name of the linked program for tests, 0 if there is none.
    unsigned program_name(const ProgramSource& source);

  private:
    struct Entry {
        ProgramSource source;
        gl::ProgramHandle program;
        std::vector<sim::Error> errors;
        std::vector<std::string> files;  ///< all that went into it
    };
    Entry& entry_of(const ProgramSource& source);
    void compile(Entry& entry);
    void collect_errors();
    void watch(const std::string& name);
    std::optional<std::string> read(std::string_view name) const;

    gl::Dialect dialect_;
    std::filesystem::path folder_;
    std::vector<Entry> entries_;
    std::vector<sim::Error> errors_;
    std::vector<std::pair<std::string, std::filesystem::file_time_type>> seen_;
};

}  // namespace render
