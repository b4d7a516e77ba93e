// An engine for tests: a sound track is the text of its file, its landmarks are the same text, and a song sounds where its text occurs.
#pragma once

#include <atomic>
#include <fstream>
#include <iterator>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "service/sound/landmark_store.h"
#include "service/sound/sound_engine.h"
#include "transcode/song_tags.h"

namespace bt::service {

/// What the engine was asked, and how it should fare; shared with the test.
struct FakeEngineBook {
    std::mutex mutex;
    std::vector<std::string> listened, learnt;
    int seasons_heard = 0, songs_chosen = 0;
    std::vector<std::string> own;  ///< the songs that the last season was said to have
    std::atomic<std::uint32_t> version{1}, character_version{1};
    std::atomic<bool> disk_fails{false};
    std::atomic<int> tags_asked{0}, tags_fail{0};  ///< how often tags were asked for, and how often that fails first
    std::atomic<bool> waits{false};  ///< listening does not end by itself

    std::vector<std::string> listened_to() {
        const std::lock_guard lock(mutex);
        return listened;
    }
    int heard() {
        const std::lock_guard lock(mutex);
        return seasons_heard;
    }
};

class FakeEngine final : public SoundEngine {
public:
    explicit FakeEngine(std::shared_ptr<FakeEngineBook> book) : book_(std::move(book)), version_(book_->version) {}

    std::uint32_t landmarks_version() const override { return version_; }
    std::uint32_t answer_version() const override { return 1; }
    std::uint32_t character_version() const override { return book_->character_version; }

    Result<domain::SongTags> read_tags(const std::string& path, const GoOn&) override {
        if (++book_->tags_asked <= book_->tags_fail) return Error{.fault = Fault::Busy, .message = "the helper was killed"};
        return transcode::read_song_tags(path);
    }
    /// Of several files one without sound is left out and told, as long as another has some.
    Result<Listened> listen(std::span<const std::string> files, const GoOn& go_on) override {
        while (book_->waits && go_on(std::chrono::milliseconds{0})) std::this_thread::yield();
        if (book_->disk_fails) return Error{.fault = Fault::Io, .message = "the disk does not answer"};
        std::string whole;
        std::vector<domain::UnheardFile> unheard;
        for (std::uint32_t file = 0; file < files.size(); ++file) {
            const auto text = read(files[file]);
            if (!text && (files.size() == 1 || !is_lasting(text.error().fault))) return text.error();
            if (text) whole += *text;
            else unheard.push_back({.file = file, .reason = text.error().message});
        }
        note(book_->listened, files.front());
        return Listened{.landmarks = to_bytes(as_bytes(whole)),
                        .measures = {.duration = std::chrono::seconds{100}, .loudness = {.integrated = -23.0}, .energy = {-20, -30}, .unheard_files = std::move(unheard)}};
    }
    Result<Bytes> learn(const std::string& path, const GoOn&) override {
        BT_TRY(const std::string text, read(path));
        note(book_->learnt, path);
        return to_bytes(as_bytes(text));
    }
    Result<domain::SongCharacter> describe(ByteView landmarks) const override {
        return domain::SongCharacter{.tempo = 100.0 + static_cast<double>(landmarks.size()), .key = "A minor"};
    }
    Result<bool> are_same(ByteView landmarks, ByteView other) const override { return as_text(landmarks) == as_text(other); }
    Result<void> choose_songs(std::span<const KnownSound> songs, const GoOn&) override {
        songs_.clear();
        for (const auto& song : songs) {
            BT_TRY(const Bytes bytes, LandmarkStore({}, version_).read_at(song.landmarks));
            songs_.emplace_back(as_text(bytes));
        }
        const std::lock_guard lock(book_->mutex);
        ++book_->songs_chosen;
        return {};
    }
    Result<std::vector<sound::EpisodeSound>> hear(std::span<const KnownSound> season, std::span<const sound::SongNumber> own, const GoOn&) override {
        std::vector<sound::EpisodeSound> answers;
        for (const auto& episode : season) {
            BT_TRY(const Bytes bytes, LandmarkStore({}, version_).read_at(episode.landmarks));
            answers.push_back(answer(as_text(bytes), season.size()));
        }
        const std::lock_guard lock(book_->mutex);
        ++book_->seasons_heard;
        book_->own.clear();
        for (const auto song : own) book_->own.push_back(songs_.at(song.value));
        return answers;
    }

private:
    static Result<std::string> read(const std::string& path) {
        std::ifstream in(path, std::ios::binary);
        if (!in) return Error{.fault = Fault::NotFound, .message = "there is no " + path};
        std::string text{std::istreambuf_iterator<char>(in), {}};
        if (text.find("silence") != std::string::npos) return Error{.fault = Fault::Unsupported, .message = "it has no sound track"};
        return text;
    }
    void note(std::vector<std::string>& list, const std::string& path) {
        const std::lock_guard lock(book_->mutex);
        list.push_back(path.substr(path.rfind('/') + 1));
    }
    /// A second a character. What is a recap only the other episodes of the season tell.
    sound::EpisodeSound answer(std::string_view text, std::size_t episodes) const {
        sound::EpisodeSound out;
        out.duration = 100;
        for (std::uint32_t i = 0; i < songs_.size(); ++i) {
            const auto at = text.find(songs_[i]);
            if (at == std::string_view::npos) continue;
            out.cues.push_back({.song = {i}, .span = {static_cast<double>(at), static_cast<double>(at + songs_[i].size())}, .level = -6, .confidence = 0.9});
        }
        if (const auto at = text.find("EPILOGUE"); at != std::string_view::npos) {
            out.parts.push_back({.type = domain::PartType::Epilogue, .span = {static_cast<double>(at), 100}, .confidence = 0.9});
        }
        if (episodes > 1 && text.starts_with("RECAP")) out.parts.push_back({.type = domain::PartType::Recap, .span = {0, 5}, .confidence = 0.9});
        return out;
    }

    std::shared_ptr<FakeEngineBook> book_;
    std::uint32_t version_;
    std::vector<std::string> songs_;
};

}  // namespace bt::service
