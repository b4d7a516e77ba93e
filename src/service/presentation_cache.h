// Media files opened for playing, by the key of their content; the last few stay open.
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/ids.h"
#include "base/result.h"
#include "delivery/presentation.h"
#include "delivery/recipe.h"
#include "domain/media_file.h"
#include "domain/scan.h"
#include "io/byte_source.h"
#include "service/ready_answers.h"

namespace bt::service {

/// Where a media file lies today, and what lies beside it.
struct LocatedMedia {
    std::string path;                             ///< absolute
    domain::FileStamp stamp;                      ///< when it was scanned: an equal stamp, the same content
    std::vector<delivery::ExternalSubtitle> subtitles;
    std::vector<delivery::LeftOutFile> left_out = {};
    std::vector<delivery::ExternalSound> sounds = {};
    std::optional<domain::ContentPrint> print = {};  ///< of its content, where it was taken
};

/// How many requests may be at whole subtitle files at once, walking or waiting for a walk, of whatever films: half of the threads that may wait
/// for a disk, lest segments and lists find none.
class WalkRoom {
public:
    static constexpr int kMost = 4;
    /// Leaves when it goes; null when there is no room. The room outlives it.
    class Stay {
    public:
        explicit Stay(std::atomic<int>& inside) : inside_(inside) {}
        ~Stay() { --inside_; }
        Stay(const Stay&) = delete;
        Stay& operator=(const Stay&) = delete;

    private:
        std::atomic<int>& inside_;
    };
    std::unique_ptr<Stay> enter();
    bool is_full() const { return inside_ >= kMost; }

private:
    std::atomic<int> inside_ = 0;
};

/// Whole subtitle files, made once: for a track inside Matroska that takes a walk over the film.
class WholeTexts {
public:
    explicit WholeTexts(std::shared_ptr<WalkRoom> room = std::make_shared<WalkRoom>()) : room_(std::move(room)) {}
    /// Whether `path` asks for a whole file.
    static bool has(std::string_view path);
    /// What lies at `path` ("s2/all.vtt"). Requests for the same film wait for one another, ten viewers cost one walk; Busy for
    /// those who would wait long, or find no room.
    Result<delivery::Resource> at(const delivery::Presentation& presentation, std::string_view path);

private:
    class Walk;
    Result<delivery::Resource> make(const delivery::Presentation& presentation, std::string_view path);

    const std::shared_ptr<WalkRoom> room_;
    std::mutex mutex_;
    std::condition_variable walked_;
    bool is_walking_ = false;
    std::map<std::string, delivery::Resource, std::less<>> made_;
};

/// A file that stays open, and how it is presented. Kept alive by whoever still sends from it.
struct OpenMedia {
    std::shared_ptr<const io::File> file;
    std::shared_ptr<const delivery::Presentation> presentation;
    std::string path;  ///< where it lay when it was opened
    std::vector<std::shared_ptr<const io::File>> beside = {};  ///< the files its other renditions of sound are read from
    std::shared_ptr<WholeTexts> texts = std::make_shared<WholeTexts>();
};

/// Safe to use from many threads. The file behind a key always has that content: it is checked against the scan when opened and
/// against its own size and time on each use, so that a file changed in place is never served under its old name.
class PresentationCache {
public:
    using Locate = std::function<Result<LocatedMedia>(ContentKey)>;

    /// `index_folder` holds the stored indexes; made when missing. `capacity` media files stay open.
    PresentationCache(std::string index_folder, Locate locate, std::size_t capacity = 64);

    /// Faults: NotFound when no file has this content (any more); those of opening it.
    Result<std::shared_ptr<const OpenMedia>> open(ContentKey key);
    /// What keep() was given for `path` of this film, as long as the film is open and as it was. Waits for nothing.
    std::optional<http::Response> ready(ContentKey key, std::string_view path);
    /// Keeps an answer about `media`, which open() gave for `key`, for ready(); gives back what to send, the same bytes. May block on the
    /// file. Nothing is kept of network shares, where even the question whether a file is as it was may wait for another machine.
    http::Response keep(ContentKey key, const std::shared_ptr<const OpenMedia>& media, std::string_view path, http::Response response);
    /// Forgets everything, after a scan changed what lies beside files.
    void clear();
    const std::string& index_folder() const { return index_folder_; }

private:
    struct Entry {
        ContentKey key;
        std::shared_ptr<const OpenMedia> media;
    };
    std::shared_ptr<const OpenMedia> find(ContentKey key);
    std::shared_ptr<const OpenMedia> look_up(ContentKey key);
    bool is_unchanged(ContentKey key, const std::shared_ptr<const OpenMedia>& media);
    /// Into `closed`, which the caller lets go of without the lock: closing a file of a network disk may take long.
    void erase(std::list<Entry>::iterator entry, std::list<Entry>& closed);
    Result<std::shared_ptr<const OpenMedia>> open_now(ContentKey key) const;
    void remember(ContentKey key, std::shared_ptr<const OpenMedia> media, std::uint64_t generation);

    const std::string index_folder_;
    const Locate locate_;
    const std::shared_ptr<WalkRoom> walk_room_ = std::make_shared<WalkRoom>();
    const std::size_t capacity_;
    std::mutex mutex_;
    std::uint64_t generation_ = 0;  // how often clear() was called
    std::list<Entry> entries_;  // the last used first
    std::unordered_map<ContentKey, std::list<Entry>::iterator> by_key_;
    ReadyAnswers answers_;
};

}  // namespace bt::service
