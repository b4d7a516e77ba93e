// Looks at the pictures that scans found: size, hue, ThumbHash. In the background, taking only what nobody else wants.
#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <stop_token>
#include <string>
#include <thread>

#include "base/result.h"
#include "domain/series.h"
#include "store/database.h"

namespace bt::service {

/// What the picture at `path` shows. One that cannot be decoded has its content's key and nothing else.
/// Faults: those of opening and reading it.
Result<domain::ArtworkFacts> describe_picture(const std::string& path);

class ArtworkDescriber {
public:
    /// After each look, on its thread: what else there is to do with pictures.
    using Then = std::function<void(const std::stop_token&)>;
    /// `database` outlives it.
    explicit ArtworkDescriber(store::Database& database, Then then = {});
    ~ArtworkDescriber();
    ArtworkDescriber(const ArtworkDescriber&) = delete;
    ArtworkDescriber& operator=(const ArtworkDescriber&) = delete;

    /// Looks for pictures that are new, once more after the look that is running.
    void refresh();

private:
    void run(const std::stop_token& stop);
    void describe_all(const std::stop_token& stop);

    store::Database& database_;
    const Then then_;
    std::mutex mutex_;
    std::condition_variable_any wake_;
    bool is_due_ = true;
    std::jthread worker_;
};

}  // namespace bt::service
