// The command line without a window: a window asked for is said in one line instead of opened.
#include "app/commands.h"

#include <cstdio>

int main(int argc, char** argv) {
    const app::CommandOutcome outcome = app::run_command_line(argc, argv);
    if (outcome.window)
        std::printf("window %s %s %s\n", outcome.window->scene_name.c_str(),
                    outcome.window->language.c_str(),
                    std::string(app::kModes[std::size_t(outcome.window->mode)]).c_str());
    return int(outcome.exit);
}
