// Answers with segments that somebody has asked for, ready for the next who does: a new episode is watched by many at about the same
// place. What is kept is the recipe of a segment, header and ranges of the file; sound, which lies in hundreds of small ranges, is kept
// whole. Measured in docs/performance.md.
#pragma once

#include <atomic>
#include <cstdint>
#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "http/response.h"

namespace bt::service {

struct OpenMedia;

/// Safe to use from many threads; the least recently asked for goes first.
class ReadyAnswers {
public:
    /// Ten minutes of pictures and sound of one film take 8 MB.
    explicit ReadyAnswers(std::uint64_t capacity = 8U << 20) : capacity_(capacity) {}

    /// The answer to `path` below this opening of a film.
    std::optional<http::Response> find(const OpenMedia& media, std::string_view path);
    /// The same bytes, read into memory where they lie in small ranges. May block on the file.
    http::Response gathered(http::Response response);
    /// Keeps what gathered() gave for find(), unless it is too large.
    void keep(std::shared_ptr<const OpenMedia> media, std::string_view path, const http::Response& response);
    /// Lets go of a film's answers and so of its file.
    void forget(const OpenMedia& media);
    void clear();

    std::uint64_t used() const;

private:
    struct Name {
        const OpenMedia* media;
        std::string_view path;
        friend bool operator==(const Name&, const Name&) = default;
    };
    struct NameHash {
        std::size_t operator()(const Name& name) const;
    };
    struct Entry {
        std::shared_ptr<const OpenMedia> media;  // while it is here, no other film has its address
        std::string path;
        std::shared_ptr<const http::Response> response;
        std::uint64_t cost = 0;
        Name name() const { return {media.get(), path}; }
    };
    using Place = std::list<Entry>::iterator;

    void erase(Place place);

    const std::uint64_t capacity_;
    /// Of gathered bytes, also of those no longer kept but still being sent.
    const std::shared_ptr<std::atomic<std::uint64_t>> gathered_ = std::make_shared<std::atomic<std::uint64_t>>(0);
    mutable std::mutex mutex_;
    std::list<Entry> entries_;  // the last used first; an entry's place and path stay where they are, so names may point to them
    std::unordered_map<Name, Place, NameHash> by_name_;
    std::uint64_t used_ = 0;
};

}  // namespace bt::service
