// Looks at the pictures that scans found: size, hue, ThumbHash; and through films whose episodes have none, for one to show. In the background, taking only what nobody else wants.
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
    /// `database` and `studio` outlive it. `index_folder`: stored indexes of media files (index_store.h).
    ArtworkDescriber(store::Database& database, studio::Studio& studio, std::string index_folder, Then then = {});
    ~ArtworkDescriber();
    ArtworkDescriber(const ArtworkDescriber&) = delete;
    ArtworkDescriber& operator=(const ArtworkDescriber&) = delete;

    /// Looks for pictures that are new, once more after the look that is running.
    void refresh();

private:
    void run(const std::stop_token& stop);
    bool is_due();
    void describe_all(const std::stop_token& stop);
    void look_through_films(const std::stop_token& stop);

    store::Database& database_;
    studio::Studio& studio_;
    const std::string index_folder_;
    const Then then_;
    std::mutex mutex_;
    std::condition_variable_any wake_;
    bool is_due_ = true;
    std::jthread worker_;
};

}  // namespace bt::service
