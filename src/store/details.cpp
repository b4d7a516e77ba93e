#include "store/details.h"

#include <fmt/format.h>

#include <boost/json.hpp>
#include <charconv>
#include <chrono>
#include <initializer_list>

#include "store/stored_text.h"

namespace bt::store {
namespace {

namespace json = boost::json;
using domain::Source;

/// Collects the fields that say something.
class FieldWriter {
public:
    void text(std::string_view key, std::string_view value) {
        if (!value.empty()) object_[key] = to_stored_text(value);
    }
    void path(std::string_view key, std::string_view value) {
        if (!value.empty()) object_[key] = to_stored_path(value);
    }
    void number(std::string_view key, std::optional<std::int64_t> value) {
        if (value) object_[key] = *value;
    }
    void minutes(std::string_view key, std::optional<std::chrono::minutes> value) {
        if (value) object_[key] = static_cast<std::int64_t>(value->count());
    }
    void flag(std::string_view key, bool value) {
        if (value) object_[key] = true;
    }
    void date(std::string_view key, std::optional<domain::Date> value) {
        if (value) object_[key] = write_date(*value);
    }
    void source(std::string_view key, Source value) {
        if (value != Source::Unknown) object_[key] = to_string(value);
    }
    void texts(std::string_view key, const std::vector<std::string>& values) {
        if (values.empty()) return;
        json::array array;
        for (const auto& value : values) array.emplace_back(to_stored_text(value));
        object_[key] = std::move(array);
    }
    void value(std::string_view key, json::value value) { object_[key] = std::move(value); }
    json::object take() && { return std::move(object_); }

private:
    json::object object_;
};

class FieldReader {
public:
    explicit FieldReader(const json::object& object) : object_(object) {}

    std::string text(std::string_view key) const {
        const auto* field = object_.if_contains(key);
        return field ? std::string(field->as_string()) : std::string();
    }
    std::string path(std::string_view key) const { return from_stored_path(text(key)); }
    std::optional<std::int64_t> number(std::string_view key) const {
        const auto* field = object_.if_contains(key);
        if (!field) return std::nullopt;
        return field->to_number<std::int64_t>();
    }
    std::optional<int> small(std::string_view key) const {
        const auto* field = object_.if_contains(key);
        if (!field) return std::nullopt;
        return field->to_number<int>();
    }
    std::optional<std::chrono::minutes> minutes(std::string_view key) const {
        const auto value = number(key);
        if (!value) return std::nullopt;
        return std::chrono::minutes(*value);
    }
    bool flag(std::string_view key) const { return object_.contains(key); }
    std::optional<domain::Date> date(std::string_view key) const { return read_date(text(key)); }
    Source source(std::string_view key) const { return read_source(text(key)); }
    std::vector<std::string> texts(std::string_view key) const {
        std::vector<std::string> values;
        const auto* field = object_.if_contains(key);
        if (!field) return values;
        for (const auto& value : field->as_array()) values.emplace_back(value.as_string());
        return values;
    }
    const json::array* array(std::string_view key) const {
        const auto* field = object_.if_contains(key);
        return field ? &field->as_array() : nullptr;
    }
    const json::object* object(std::string_view key) const {
        const auto* field = object_.if_contains(key);
        return field ? &field->as_object() : nullptr;
    }

private:
    const json::object& object_;
};

/// As text: Boost.JSON 1.81 reads numbers with a fraction up to a unit in the last place off.
std::string write_real(double value) { return fmt::format("{}", value); }

double read_real(const json::value& value) {
    const auto& text = value.as_string();
    double out = 0;
    std::from_chars(text.data(), text.data() + text.size(), out);
    return out;
}

json::value to_json(const std::vector<domain::Rating>& ratings) {
    json::array array;
    for (const auto& rating : ratings) {
        array.push_back({to_stored_text(rating.source), write_real(rating.value), write_real(rating.maximum), rating.votes});
    }
    return array;
}

std::vector<domain::Rating> read_ratings(const json::array* array) {
    std::vector<domain::Rating> ratings;
    if (!array) return ratings;
    for (const auto& entry : *array) {
        const auto& fields = entry.as_array();
        ratings.push_back({std::string(fields.at(0).as_string()), read_real(fields.at(1)), read_real(fields.at(2)),
                           fields.at(3).to_number<std::int64_t>()});
    }
    return ratings;
}

json::value to_json(const domain::ProviderIds& ids) {
    json::object object;
    for (const auto& [provider, value] : ids) object[to_stored_text(provider)] = to_stored_text(value);
    return object;
}

domain::ProviderIds read_ids(const json::object* object) {
    domain::ProviderIds ids;
    if (!object) return ids;
    for (const auto& field : *object) ids.emplace(field.key(), std::string(field.value().as_string()));
    return ids;
}

json::value to_json(const domain::StreamSummary& stream) {
    FieldWriter out;
    out.text("kind", stream_kind_name(stream.kind));
    out.text("codec", stream.codec);
    out.text("language", stream.language);
    out.text("name", stream.name);
    if (stream.width > 0) out.number("width", stream.width);
    if (stream.height > 0) out.number("height", stream.height);
    if (stream.channels > 0) out.number("channels", stream.channels);
    out.flag("default", stream.is_default);
    out.flag("forced", stream.is_forced);
    out.flag("hearing_impaired", stream.is_hearing_impaired);
    return std::move(out).take();
}

domain::StreamSummary read_stream(const json::object& object) {
    const FieldReader in(object);
    return {.kind = read_stream_kind(in.text("kind")),
            .codec = in.text("codec"),
            .language = in.text("language"),
            .name = in.text("name"),
            .width = static_cast<std::uint32_t>(in.number("width").value_or(0)),
            .height = static_cast<std::uint32_t>(in.number("height").value_or(0)),
            .channels = static_cast<std::uint32_t>(in.number("channels").value_or(0)),
            .is_default = in.flag("default"),
            .is_forced = in.flag("forced"),
            .is_hearing_impaired = in.flag("hearing_impaired")};
}

/// The enumerator from `first` to `last` that domain calls `name`.
template <class Enum>
Enum by_name(std::string_view name, Enum first, Enum last, Enum fallback) {
    for (int i = static_cast<int>(first); i <= static_cast<int>(last); ++i) {
        if (to_string(static_cast<Enum>(i)) == name) return static_cast<Enum>(i);
    }
    return fallback;
}

/// What series and episodes tell alike.
template <class Work>
void write_shared(FieldWriter& out, const Work& work) {
    out.text("original_title", work.original_title);
    out.text("sort_title", work.sort_title);
    out.text("plot", work.plot);
    out.text("outline", work.outline);
    out.text("tagline", work.tagline);
    out.minutes("runtime", work.runtime);
    if (work.added) out.number("added", work.added->time_since_epoch().count());
    if (!work.ratings.empty()) out.value("ratings", to_json(work.ratings));
    out.text("certification", work.certification);
}

template <class Work>
void read_shared(const FieldReader& in, Work& work) {
    work.original_title = in.text("original_title");
    work.sort_title = in.text("sort_title");
    work.plot = in.text("plot");
    work.outline = in.text("outline");
    work.tagline = in.text("tagline");
    work.runtime = in.minutes("runtime");
    if (const auto added = in.number("added")) work.added = std::chrono::sys_seconds(std::chrono::seconds(*added));
    work.ratings = read_ratings(in.array("ratings"));
    work.certification = in.text("certification");
}

}  // namespace

std::string write_details(const domain::Series& series) {
    FieldWriter out;
    out.source("title_source", series.title.source);
    out.source("year_source", series.year.source);
    write_shared(out, series);
    out.texts("other_titles", series.other_titles);
    out.text("status", series.status);
    out.date("premiered", series.premiered);
    out.date("ended", series.ended);
    out.text("airs_day_of_week", series.airs_day_of_week);
    out.text("airs_time", series.airs_time);
    out.text("display_order", series.display_order);
    out.texts("trailers", series.trailers);
    return json::serialize(std::move(out).take());
}

void read_details(std::string_view text, domain::Series& series) {
    const json::value parsed = json::parse(text);
    const FieldReader in(parsed.as_object());
    series.title.source = in.source("title_source");
    series.year.source = in.source("year_source");
    read_shared(in, series);
    series.other_titles = in.texts("other_titles");
    series.status = in.text("status");
    series.premiered = in.date("premiered");
    series.ended = in.date("ended");
    series.airs_day_of_week = in.text("airs_day_of_week");
    series.airs_time = in.text("airs_time");
    series.display_order = in.text("display_order");
    series.trailers = in.texts("trailers");
}

std::string write_details(const domain::Season& season) {
    FieldWriter out;
    out.text("title", season.title.value);
    out.source("title_source", season.title.source);
    out.text("plot", season.plot);
    out.path("folder", season.folder);
    out.number("year", season.year);
    out.date("premiered", season.premiered);
    if (!season.ids.empty()) out.value("ids", to_json(season.ids));
    return json::serialize(std::move(out).take());
}

void read_details(std::string_view text, domain::Season& season) {
    const json::value parsed = json::parse(text);
    const FieldReader in(parsed.as_object());
    season.title = {in.text("title"), in.source("title_source")};
    season.plot = in.text("plot");
    season.folder = in.path("folder");
    season.year = in.small("year");
    season.premiered = in.date("premiered");
    season.ids = read_ids(in.object("ids"));
}

std::string write_details(const domain::Episode& episode) {
    FieldWriter out;
    out.source("season_source", episode.season.source);
    out.source("number_source", episode.number.source);
    out.source("title_source", episode.title.source);
    out.number("absolute_number", episode.absolute_number);
    write_shared(out, episode);
    out.number("airs_before_season", episode.airs_before_season);
    out.number("airs_before_episode", episode.airs_before_episode);
    out.number("airs_after_season", episode.airs_after_season);
    out.texts("genres", episode.genres);
    out.texts("studios", episode.studios);
    out.texts("tags", episode.tags);
    return json::serialize(std::move(out).take());
}

void read_details(std::string_view text, domain::Episode& episode) {
    const json::value parsed = json::parse(text);
    const FieldReader in(parsed.as_object());
    episode.season.source = in.source("season_source");
    episode.number.source = in.source("number_source");
    episode.title.source = in.source("title_source");
    episode.absolute_number = in.small("absolute_number");
    read_shared(in, episode);
    episode.airs_before_season = in.small("airs_before_season");
    episode.airs_before_episode = in.small("airs_before_episode");
    episode.airs_after_season = in.small("airs_after_season");
    episode.genres = in.texts("genres");
    episode.studios = in.texts("studios");
    episode.tags = in.texts("tags");
}

std::string write_summary(const domain::MediaSummary& summary) {
    FieldWriter out;
    out.text("container", summary.container);
    out.text("title", summary.title);
    out.number("ticks", summary.duration.ticks);
    out.number("scale", summary.duration.scale.ticks_per_second);
    out.flag("direct", summary.is_direct);
    json::array streams;
    for (const auto& stream : summary.streams) streams.push_back(to_json(stream));
    out.value("streams", std::move(streams));
    return json::serialize(std::move(out).take());
}

domain::MediaSummary read_summary(std::string_view text) {
    const json::value parsed = json::parse(text);
    const FieldReader in(parsed.as_object());
    domain::MediaSummary summary;
    summary.container = in.text("container");
    summary.title = in.text("title");
    summary.duration.ticks = in.number("ticks").value_or(0);
    summary.duration.scale.ticks_per_second = static_cast<std::uint32_t>(in.number("scale").value_or(1));
    summary.is_direct = in.flag("direct");
    if (const auto* streams = in.array("streams")) {
        for (const auto& stream : *streams) summary.streams.push_back(read_stream(stream.as_object()));
    }
    return summary;
}

std::string write_date(domain::Date date) {
    return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                       static_cast<unsigned>(date.day()));
}

std::optional<domain::Date> read_date(std::string_view text) {
    if (text.size() < 10) return std::nullopt;
    const auto day_at = text.size() - 2;
    const auto month_at = text.size() - 5;
    int year = 0;
    unsigned month = 0;
    unsigned day = 0;
    std::from_chars(text.data(), text.data() + month_at - 1, year);
    std::from_chars(text.data() + month_at, text.data() + month_at + 2, month);
    std::from_chars(text.data() + day_at, text.data() + day_at + 2, day);
    return domain::Date{std::chrono::year{year}, std::chrono::month{month}, std::chrono::day{day}};
}

std::string_view stream_kind_name(domain::StreamKind kind) {
    switch (kind) {
        case domain::StreamKind::Video: return "video";
        case domain::StreamKind::Audio: return "audio";
        case domain::StreamKind::Subtitle: return "subtitle";
        case domain::StreamKind::Other: return "other";
    }
    return "other";
}

domain::StreamKind read_stream_kind(std::string_view name) {
    using enum domain::StreamKind;
    for (const auto kind : {Video, Audio, Subtitle}) {
        if (stream_kind_name(kind) == name) return kind;
    }
    return Other;
}

domain::ArtworkKind read_artwork_kind(std::string_view name) {
    return by_name(name, domain::ArtworkKind::Poster, domain::ArtworkKind::Thumb, domain::ArtworkKind::Poster);
}

domain::ExtraKind read_extra_kind(std::string_view name) {
    return by_name(name, domain::ExtraKind::Trailer, domain::ExtraKind::ThemeVideo, domain::ExtraKind::Other);
}

Source read_source(std::string_view name) { return by_name(name, Source::Hand, Source::Unknown, Source::Unknown); }

}  // namespace bt::store
