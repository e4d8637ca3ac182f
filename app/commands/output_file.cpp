#include "app/commands/output_file.h"

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <random>

namespace app {
namespace {

namespace fs = std::filesystem;
using sim::Error;
using sim::Ok;
using sim::Result;

constexpr std::uintmax_t kLargest = 64u << 20;

Error cannot(const std::string& path, std::string_view what, int number) {
    return {"cannot be " + std::string(what) + ": " + std::strerror(number), path};
}

std::string temporary_name(const std::string& target) {
    // Two runs that write the same file must not meet in the temporary one.
    return target + ".tmp-" + std::to_string(std::random_device{}());
}

}  // namespace

OutputFile::OutputFile(std::FILE* file, std::string path, std::string target, std::string temporary)
    : file_(file),
      path_(std::move(path)),
      target_(std::move(target)),
      temporary_(std::move(temporary)) {}

OutputFile::OutputFile(OutputFile&& other) noexcept
    : file_(std::exchange(other.file_, nullptr)),
      path_(std::move(other.path_)),
      target_(std::move(other.target_)),
      temporary_(std::move(other.temporary_)) {}

OutputFile::~OutputFile() {
    if (!file_) return;
    if (file_ != stdout) std::fclose(file_);
    if (!temporary_.empty()) std::remove(temporary_.c_str());
}

Result<OutputFile> OutputFile::open(const std::string& path) {
    if (path.empty()) return Error{"is an empty file name", "output"};
    if (path == "-") return OutputFile(stdout, "standard output", "", "");
    std::error_code ignored;
    const fs::file_status status = fs::status(path, ignored);
    if (fs::is_directory(status)) return cannot(path, "written", EISDIR);
    if (fs::exists(status) && !fs::is_regular_file(status)) {
        std::FILE* file = std::fopen(path.c_str(), "wb");
        if (!file) return cannot(path, "written", errno);
        return OutputFile(file, path, path, "");
    }
    // A file that says it may not be written is left alone, even where renaming over it would do.
    if (fs::exists(status)) {
        std::FILE* probe = std::fopen(path.c_str(), "r+b");
        if (!probe) return cannot(path, "written", errno);
        std::fclose(probe);
    }
    fs::path target = fs::weakly_canonical(path, ignored);
    if (ignored) target = path;
    const std::string temporary = temporary_name(target.string());
    std::FILE* file = std::fopen(temporary.c_str(), "wb");
    if (!file) return cannot(path, "written", errno);
    return OutputFile(file, path, target.string(), temporary);
}

void OutputFile::write(std::string_view text) { std::fwrite(text.data(), 1, text.size(), file_); }

Result<Ok> OutputFile::commit() {
    std::FILE* file = std::exchange(file_, nullptr);
    bool good = std::fflush(file) == 0 && !std::ferror(file);
    int number = errno;
    if (file != stdout && std::fclose(file) != 0) good = false, number = errno;
    if (good && !temporary_.empty() && std::rename(temporary_.c_str(), target_.c_str()) != 0)
        good = false, number = errno;
    if (good) return Ok{};
    if (!temporary_.empty()) std::remove(temporary_.c_str());
    return cannot(path_, "written", number);
}

Result<Ok> write_file(const std::string& path, std::string_view text) {
    auto file = OutputFile::open(path);
    if (!file) return file.error();
    file.value().write(text);
    return file.value().commit();
}

Result<std::string> read_file(const std::string& path) {
    std::error_code ignored;
    if (fs::is_directory(path, ignored)) return cannot(path, "read", EISDIR);
    std::FILE* file = std::fopen(path.c_str(), "rb");
    if (!file) return cannot(path, "read", errno);
    std::string text;
    char piece[65536];
    while (const std::size_t read = std::fread(piece, 1, sizeof piece, file)) {
        text.append(piece, read);
        if (text.size() > kLargest) {
            std::fclose(file);
            return Error{"is larger than 64 MB", path};
        }
    }
    const bool good = !std::ferror(file);
    const int number = errno;
    std::fclose(file);
    if (!good) return cannot(path, "read", number);
    return text;
}

}  // namespace app
