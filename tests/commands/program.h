// The program, driven in a fresh folder as people and scripts drive it.
#pragma once
#include "app/session/json.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <sys/wait.h>
#include <unistd.h>

namespace program {

namespace fs = std::filesystem;
using session::Json;

inline std::string text_of(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::stringstream text;
    text << file.rdbuf();
    return text.str();
}

struct Ran {
    int status;
    std::string out, err;
};

// A fresh folder for each test, in which the program runs.
class Folder : public testing::Test {
  protected:
    void SetUp() override {
        const auto* test = testing::UnitTest::GetInstance()->current_test_info();
        folder_ = fs::temp_directory_path() /
                  ("papilla_" + std::string(test->name()) + "_" + std::to_string(getpid()));
        fs::create_directories(folder_);
    }
    void TearDown() override { fs::remove_all(folder_); }

    Ran papilla(const std::string& arguments) const {
        const std::string line =
            "cd '" + folder_.string() + "' && '" PAPILLA "' " + arguments + " >.out 2>.err";
        const int status = std::system(line.c_str());
        return {WEXITSTATUS(status), text_of(folder_ / ".out"), text_of(folder_ / ".err")};
    }
    void write(const std::string& name, std::string_view text) const {
        std::ofstream(folder_ / name, std::ios::binary) << text;
    }
    Json json(const std::string& name) const {
        auto read = session::parse_json(text_of(folder_ / name), name);
        EXPECT_TRUE(read) << read.error().text();
        return read ? read.value() : Json();
    }
    std::vector<std::string> files() const {
        std::vector<std::string> names;
        for (const auto& entry : fs::directory_iterator(folder_))
            if (entry.path().filename().string().front() != '.')
                names.push_back(entry.path().filename().string());
        return names;
    }
    fs::path folder_;
};

inline void expect_line(const Ran& ran, int status, const std::string& line) {
    EXPECT_EQ(ran.status, status) << ran.err;
    EXPECT_NE(ran.err.find(line), std::string::npos) << ran.err;
}

}  // namespace program
