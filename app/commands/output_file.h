// A file that is there whole or not at all.
#pragma once
#include "sim/base/result.h"

#include <cstdio>
#include <string>
#include <string_view>

namespace app {

/// Writes beside the target under a temporary name, which takes the target's place on `commit`; one
/// that is never committed leaves nothing behind. What is no regular file ("/dev/stdout", a pipe)
/// is written directly, and "-" is stdout.
class OutputFile {
  public:
    /// Fails where the file could not be written: before the work is done, not after.
    static sim::Result<OutputFile> open(const std::string& path);

    OutputFile(OutputFile&& other) noexcept;
    OutputFile& operator=(OutputFile&&) = delete;
    ~OutputFile();

    void write(std::string_view text);
    /// Fails where not all of it could be written (a full disk); the target is then as it was.
    sim::Result<sim::Ok> commit();

  private:
    OutputFile(std::FILE* file, std::string path, std::string target, std::string temporary);

    std::FILE* file_ = nullptr;
    std::string path_;       ///< as given, for messages
    std::string target_;     ///< with links followed
    std::string temporary_;  ///< empty when written directly
};

/// Opens, writes and commits.
sim::Result<sim::Ok> write_file(const std::string& path, std::string_view text);

/// A whole file. Fails naming the reason; refuses what is larger than 64 MB.
sim::Result<std::string> read_file(const std::string& path);

}  // namespace app
