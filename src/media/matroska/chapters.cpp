#include <algorithm>

#include "media/index/language.h"
#include "media/matroska/cluster_walk.h"
#include "media/matroska/elements.h"
#include "media/matroska/metadata.h"

namespace bt::media::matroska {
namespace {

/// Enough for a music film with a chapter every few seconds; a hostile file may hold millions.
constexpr std::size_t kMaxChapters = 10'000;
/// Parts, chapters and scenes are three levels.
constexpr int kMaxDepth = 8;
constexpr std::uint64_t kLatest = static_cast<std::uint64_t>(kMaxNanoseconds);

struct Edition {
    Child element;
    bool is_default = false, is_ordered = false;
};

Edition look_at(const Child& element) {
    Edition edition{element};
    Children fields(element);
    while (const auto field = fields.next()) {
        if (field->id == id::kEditionFlagDefault) edition.is_default = field->number() != 0;
        if (field->id == id::kEditionFlagOrdered) edition.is_ordered = field->number() != 0;
    }
    return edition;
}

/// ChapString, with the display's languages in `languages`.
std::string read_display(const Child& display, bool& is_english) {
    std::string title;
    Children fields(display);
    bool has_language = false;
    while (const auto field = fields.next()) {
        if (field->id == id::kChapString) title = field->text();
        if (field->id != id::kChapLanguage && field->id != id::kChapLanguageBcp47) continue;
        has_language = true;
        const std::string code = field->text(64);
        is_english |= (field->id == id::kChapLanguage ? language_from_iso_639_2(code) : language_from_bcp_47(code)) == "en";
    }
    if (!has_language) is_english = true;  // the element's default (§5.1.7.1.4.11)
    return title;
}

void read_atom(const Child& atom, int depth, std::vector<Chapter>& out) {
    if (depth > kMaxDepth || out.size() >= kMaxChapters) return;
    Chapter chapter{.start = {0, kNanoseconds}};
    bool is_shown = true, has_title = false, title_is_english = false;
    std::vector<Child> nested;
    Children fields(atom);
    while (const auto field = fields.next()) {
        switch (field->id) {
            case id::kChapterTimeStart: chapter.start.ticks = static_cast<std::int64_t>(std::min(field->number(), kLatest)); break;
            case id::kChapterTimeEnd:
                chapter.end = MediaInstant{static_cast<std::int64_t>(std::min(field->number(), kLatest)), kNanoseconds};
                break;
            case id::kChapterFlagHidden: is_shown &= field->number() == 0; break;
            case id::kChapterFlagEnabled: is_shown &= field->number(1) != 0; break;
            case id::kChapterAtom:
                if (nested.size() < kMaxChapters) nested.push_back(*field);
                break;
            case id::kChapterDisplay: {
                bool is_english = false;
                std::string title = read_display(*field, is_english);
                // The first display is the author's own choice of language; an English one only fills in for an empty title.
                if (!has_title || (chapter.title.empty() && is_english && !title_is_english)) {
                    chapter.title = std::move(title);
                    title_is_english = is_english;
                }
                has_title = true;
                break;
            }
            default: break;
        }
    }
    if (chapter.end && *chapter.end < chapter.start) chapter.end.reset();
    if (is_shown) out.push_back(std::move(chapter));
    for (const Child& child : nested) read_atom(child, depth + 1, out);
}

}  // namespace

std::vector<Chapter> read_chapters(ByteView body, std::uint64_t origin, std::vector<std::string>& notes) {
    std::optional<Edition> chosen;
    Children editions(body, origin);
    while (const auto child = editions.next()) {
        if (child->id != id::kEditionEntry) continue;
        const Edition edition = look_at(*child);
        if (!chosen || (edition.is_default && !chosen->is_default)) chosen = edition;
    }
    if (editions.damaged()) notes.emplace_back("Segment > Chapters: damaged; the editions before the damage are used");
    std::vector<Chapter> chapters;
    if (!chosen) return chapters;
    if (chosen->is_ordered) notes.emplace_back("Segment > Chapters: an ordered edition; the file is played from beginning to end");
    Children atoms(chosen->element);
    while (const auto atom = atoms.next())
        if (atom->id == id::kChapterAtom) read_atom(*atom, 1, chapters);
    if (atoms.damaged()) notes.emplace_back("Segment > Chapters > EditionEntry: damaged; the chapters before the damage are used");
    std::stable_sort(chapters.begin(), chapters.end(), [](const Chapter& a, const Chapter& b) { return a.start < b.start; });
    return chapters;
}

}  // namespace bt::media::matroska
