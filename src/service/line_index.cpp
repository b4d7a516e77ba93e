#include "service/line_index.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <chrono>
#include <filesystem>

#include "base/wall_clock.h"
#include "delivery/segments.h"
#include "names/line_terms.h"
#include "service/open_with_subtitles.h"
#include "store/file_reader.h"
#include "subtitle/markup.h"

namespace bt::service {
namespace {

constexpr std::size_t kMostLinesOfText = 40'000;  // a line a second for eleven hours
constexpr std::size_t kLongestLine = 600;         // bytes: what a screen holds, and more
constexpr std::size_t kMostTexts = 64;            // languages of one file
constexpr std::size_t kReadAtOnce = 200;
constexpr std::chrono::hours kForgetAfter{30 * 24};

store::LineStore line_store(store::Database& database) {
    return {database, {.version = names::kLineTermsVersion, .terms_of = [](std::string_view text) { return names::line_terms(text); }}};
}

/// Cut between characters.
void shorten(std::string& text) {
    if (text.size() <= kLongestLine) return;
    auto size = kLongestLine;
    while (size > 0 && (static_cast<unsigned char>(text[size]) & 0xC0) == 0x80) --size;
    text.resize(size);
}

Result<std::vector<store::NewText>> texts_beside(store::Database& database, const ContentKey& content) {
    BT_TRY(auto found, store::FileReader(database).external_track(content));
    found.track.path = (std::filesystem::path(found.library_path) / found.track.path).string();
    std::vector<store::NewText> texts;
    for (const auto& subtitles : files_beside({found.track}).subtitles) {
        if (!subtitles.load) continue;  // pictures
        BT_TRY(const auto cues, subtitles.load());
        // Of a file with one language only its name tells which; of others each text.
        texts.push_back({subtitles.language == found.track.language ? std::string{} : subtitles.language, lines_of(*cues)});
        if (texts.size() == kMostTexts) break;
    }
    return texts;
}

Result<std::vector<store::NewText>> texts_inside(PresentationCache& media, const ContentKey& content) {
    BT_TRY(const auto open, media.open(content));
    std::vector<store::NewText> texts;
    for (const auto& rendition : open->presentation->texts()) {
        if (rendition.track == nullptr || texts.size() == kMostTexts) continue;
        BT_TRY(const auto cues, delivery::all_cues(*open->presentation, rendition));
        texts.push_back({rendition.language, lines_of(*cues)});
    }
    return texts;
}

std::vector<store::TermPhrase> as_stored(const std::vector<names::LinePhrase>& phrases) {
    std::vector<store::TermPhrase> out;
    for (const auto& phrase : phrases) out.push_back({phrase.terms, phrase.is_open});
    return out;
}

}  // namespace

std::vector<store::NewLine> lines_of(const std::vector<subtitle::Cue>& cues) {
    std::vector<store::NewLine> lines;
    for (const auto& cue : cues) {
        if (lines.size() == kMostLinesOfText) break;
        auto text = subtitle::plain_text(cue.text);
        shorten(text);
        // Effects repeat a line frame by frame.
        if (text.empty() || (!lines.empty() && lines.back().text == text)) continue;
        lines.push_back({cue.start, std::move(text)});
    }
    return lines;
}

Result<std::vector<LineHit>> search_lines(store::Database& database, std::string_view query, std::size_t limit) {
    std::vector<LineHit> hits;
    const auto store = line_store(database);
    for (const auto& phrases : names::read_line_query(query).alternatives) {
        if (hits.size() >= limit) break;
        BT_TRY(const auto lines, store.find(as_stored(phrases), limit));
        for (const auto& line : lines) {
            if (std::any_of(hits.begin(), hits.end(), [&](const LineHit& hit) { return hit.line == line; })) continue;
            auto match = names::find_in_line(line.text, query);
            hits.push_back({line, std::move(match.text), match.is_whole ? names::Match::Exact : names::Match::Prefix});
        }
    }
    std::stable_sort(hits.begin(), hits.end(), [](const LineHit& a, const LineHit& b) { return a.match < b.match; });
    if (hits.size() > limit) hits.resize(limit);
    return hits;
}

LineIndex::LineIndex(store::Database& database, std::string index_folder, PresentationCache::Locate locate)
    : database_(database), media_(std::move(index_folder), std::move(locate), 1), worker_([this](std::stop_token stop) { run(std::move(stop)); }) {}

void LineIndex::refresh() {
    const std::lock_guard lock(mutex_);
    is_due_ = true;
    wake_.notify_one();
}

void LineIndex::run(std::stop_token stop) {
    while (true) {
        {
            std::unique_lock lock(mutex_);
            if (!wake_.wait(lock, stop, [this] { return is_due_; })) return;
            is_due_ = false;
        }
        if (const auto done = read_all(stop); !done) spdlog::warn("line_index_failed reason=\"{}\"", done.error().describe());
    }
}

Result<void> LineIndex::read_all(std::stop_token stop) {
    auto store = line_store(database_);
    const auto forgotten = wall_clock_milliseconds() - std::chrono::milliseconds(kForgetAfter).count();
    for (bool is_more = true; is_more && !stop.stop_requested();) {
        BT_TRY(is_more, store.tidy(forgotten));
    }
    std::string after;
    while (!stop.stop_requested()) {
        BT_TRY(const auto unread, store.unread(after, kReadAtOnce));
        if (unread.empty()) return {};
        after = unread.back().content.text();
        std::vector<ContentKey> without;
        for (const auto& each : unread) {
            if (!each.has_text_tracks) without.push_back(each.content);
        }
        if (!without.empty()) BT_CHECK(store.pass_over(without));
        for (const auto& each : unread) {
            if (stop.stop_requested()) break;
            if (each.has_text_tracks) read_one(each);
        }
    }
    return {};
}

void LineIndex::read_one(const store::UnreadSubtitles& each) {
    auto texts = each.is_beside ? texts_beside(database_, each.content) : texts_inside(media_, each.content);
    // Not there now: the next change of the library is the next try.
    if (!texts && !is_lasting(texts.error().fault)) return spdlog::debug("lines_unread content={} reason=\"{}\"", each.content.text(), texts.error().describe());
    const auto saved = line_store(database_).save(each.content, texts ? *texts : std::vector<store::NewText>{});
    if (!saved) spdlog::warn("lines_unsaved reason=\"{}\"", saved.error().describe());
}

}  // namespace bt::service
