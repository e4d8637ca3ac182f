// take_shot for builds that carry no renderer.
#include "app/shot.h"

namespace app {

ShotOutcome take_shot(const ShotRequest&) {
    return {ShotEnd::no_gl,
            {"this build has no renderer (it was configured with APP_WINDOW=OFF)", ""}};
}

}  // namespace app
