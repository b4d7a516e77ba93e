#include "service/api/read_correction.h"

#include <fmt/format.h>

#include <boost/json.hpp>
#include <cmath>

#include "base/text.h"
#include "store/file_reader.h"

namespace bt::service {
namespace {

namespace json = boost::json;
using domain::Claim;
using domain::Correction;
using domain::CorrectionAction;
using domain::CorrectionOf;
using domain::Music;
using domain::PartType;

/// No episode is longer, and no title: bounds before anything is computed with what came in.
constexpr double kLongestSeconds = 86'400;
constexpr std::size_t kLongestTitle = 500;

Error invalid(std::string message) { return {.fault = Fault::Invalid, .message = std::move(message)}; }

const json::object* object_in(const json::object& in, std::string_view name) {
    const auto* value = in.if_contains(name);
    return value != nullptr ? value->if_object() : nullptr;
}

Result<std::chrono::milliseconds> read_time(const json::object& in, std::string_view name) {
    const auto* value = in.if_contains(name);
    if (value == nullptr || !value->is_number()) return invalid(fmt::format("{} is a number of seconds", name));
    const double seconds = value->to_number<double>();
    if (!(std::abs(seconds) <= kLongestSeconds)) return invalid(fmt::format("{} is within a day", name));
    return std::chrono::milliseconds{std::llround(seconds * 1'000)};
}

Result<domain::Stretch> read_stretch(const json::object& in) {
    domain::Stretch stretch;
    BT_TRY(stretch.start, read_time(in, "start"));
    BT_TRY(stretch.end, read_time(in, "end"));
    return stretch;
}

std::optional<std::int64_t> id_in(const json::object& in, std::string_view name) {
    const auto* value = in.if_contains(name);
    if (value == nullptr || !value->is_number()) return std::nullopt;
    boost::json::error_code fault;
    const auto id = value->to_number<std::int64_t>(fault);
    return fault || id <= 0 ? std::nullopt : std::optional(id);
}

/// A song by its id or content, a theme by its id, anything else by a title.
Result<Music> read_music(store::Database& database, const json::object& in) {
    if (const auto id = id_in(in, "id")) {
        const auto song = store::FileReader(database).song(domain::SongId{*id});
        if (!song || !song->song.content) return invalid(fmt::format("there is no song {}", *id));
        return Music(*song->song.content);
    }
    if (const auto theme = id_in(in, "theme")) return Music(domain::ThemeId{*theme});
    if (const auto* content = in.if_contains("content"); content != nullptr && content->is_string()) {
        const auto key = ContentKey::parse(std::string_view(content->get_string()));
        if (!key) return invalid("content is the key of a song's content");
        return Music(*key);
    }
    const auto* title = in.if_contains("title");
    if (title == nullptr || !title->is_string()) return invalid("song has the id of a song, the id of a theme, or a title");
    const auto words = to_valid_utf8(trim(std::string_view(title->get_string())));
    if (words.empty() || words.size() > kLongestTitle) return invalid(fmt::format("a title has 1 to {} bytes", kLongestTitle));
    return Music(words);
}

Result<PartType> read_type(const json::object& in) {
    const auto* value = in.if_contains("type");
    const auto type = value != nullptr && value->is_string() ? domain::read_part_type(std::string_view(value->get_string())) : std::nullopt;
    if (!type) return invalid("type is recap, intro, credits, epilogue or preview");
    return *type;
}

Result<void> read_what(store::Database& database, const json::object& in, Music& out) {
    const auto* song = object_in(in, "song");
    if (song == nullptr) return invalid("a cue has a song");
    BT_TRY(out, read_music(database, *song));
    return {};
}
Result<void> read_what(store::Database&, const json::object& in, PartType& out) {
    BT_TRY(out, read_type(in));
    return {};
}

/// The correction of `in`, a cue or a part, to what "to" says.
template <class What>
Result<CorrectionOf<What>> read_about(store::Database& database, CorrectionAction action, const json::object& in, const json::object* to) {
    CorrectionOf<What> about;
    BT_CHECK(read_what(database, in, about.was.what));
    BT_TRY(about.was.stretch, read_stretch(in));
    about.now = about.was;
    if (action == CorrectionAction::Move || action == CorrectionAction::Rename) {
        if (to == nullptr) return invalid("\"to\" says what it becomes");
        if (action == CorrectionAction::Rename) BT_CHECK(read_what(database, *to, about.now.what));
        if (action == CorrectionAction::Move || to->contains("start") || to->contains("end")) {
            BT_TRY(about.now.stretch, read_stretch(*to));
        }
    }
    return about;
}

}  // namespace

Result<Correction> read_correction(store::Database& database, const json::object& in) {
    const auto* name = in.if_contains("action");
    const auto action = name != nullptr && name->is_string() ? domain::read_correction_action(std::string_view(name->get_string())) : std::nullopt;
    if (!action) return invalid("action is move, rename, delete, add or confirm");
    const auto* cue = object_in(in, "cue");
    const auto* part = object_in(in, "part");
    if ((cue == nullptr) == (part == nullptr)) return invalid("it is about a cue or a part");
    Correction correction{.action = *action};
    if (cue != nullptr) {
        BT_TRY(correction.about, read_about<Music>(database, *action, *cue, object_in(in, "to")));
    } else {
        BT_TRY(correction.about, read_about<PartType>(database, *action, *part, object_in(in, "to")));
    }
    return correction;
}

}  // namespace bt::service
