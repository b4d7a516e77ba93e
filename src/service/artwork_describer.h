// Looks at the pictures that scans found: size, hue, ThumbHash. In the background, taking only what nobody else wants.
#pragma once

#include <condition_variable>
#include <mutex>
#include <string>
#include <thread>

#include "base/result.h"
#include "domain/series.h"
#include "store/database.h"

namespace bt::service {

/// Larger files are not pictures for a page: they are neither described nor made smaller.
inline constexpr std::uint64_t kMostPictureBytes = 32U << 20;

/// What the picture at `path` shows. One that cannot be decoded has its content's key and nothing else.
/// Faults: those of opening and reading it.
Result<domain::ArtworkFacts> describe_picture(const std::string& path);

class ArtworkDescriber {
public:
    /// `database` outlives it.
    explicit ArtworkDescriber(store::Database& database);
    ~ArtworkDescriber();
    ArtworkDescriber(const ArtworkDescriber&) = delete;
    ArtworkDescriber& operator=(const ArtworkDescriber&) = delete;

    /// Looks for pictures that are new, once more after the look that is running.
    void refresh();

private:
    void run(const std::stop_token& stop);
    void describe_all(const std::stop_token& stop);

    store::Database& database_;
    std::mutex mutex_;
    std::condition_variable_any wake_;
    bool is_due_ = true;
    std::jthread worker_;
};

}  // namespace bt::service
