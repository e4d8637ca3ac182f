#include "app/commands/check.h"

#include "app/commands/input.h"
#include "app/commands/output_file.h"
#include "app/session/content.h"

#include <cstdio>

namespace app {

bool check_files(const std::vector<std::string>& files) {
    bool all_valid = true;
    for (const std::string& file : files) {
        auto text = read_file(file);
        if (!text) {
            complain(text.error());
            all_valid = false;
            continue;
        }
        const session::Checked checked = session::check_content(text.value(), file);
        for (const sim::Error& warning : checked.warnings) warn(warning);
        for (const sim::Error& error : checked.errors) complain(error);
        all_valid &= checked.errors.empty();
        if (checked.errors.empty())
            std::printf("%s: %s, valid\n", file.c_str(), checked.kind.c_str());
    }
    return all_valid;
}

}  // namespace app
