// Looks at the pictures that scans found: size, hue, ThumbHash. In the background, taking only what nobody else wants.
#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <stop_token>
#include <string>
#include <thread>

#include "base/result.h"
#include "store/database.h"
#include "studio/studio.h"

namespace bt::service {

class ArtworkDescriber {
public:
    /// After each look, on its thread: what else there is to do with pictures.
    using Then = std::function<void(const std::stop_token&)>;
    /// `database` and `studio` outlive it.
    ArtworkDescriber(store::Database& database, studio::Studio& studio, Then then = {});
    ~ArtworkDescriber();
    ArtworkDescriber(const ArtworkDescriber&) = delete;
    ArtworkDescriber& operator=(const ArtworkDescriber&) = delete;

    /// Looks for pictures that are new, once more after the look that is running.
    void refresh();

private:
    void run(const std::stop_token& stop);
    void describe_all(const std::stop_token& stop);

    store::Database& database_;
    studio::Studio& studio_;
    const Then then_;
    std::mutex mutex_;
    std::condition_variable_any wake_;
    bool is_due_ = true;
    std::jthread worker_;
};

}  // namespace bt::service
