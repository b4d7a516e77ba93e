// Requests, notes and answers as bytes. What comes from the other side is not trusted, whichever side that is: a helper has decoded files of
// strangers, and may be theirs by now.
#pragma once

#include <algorithm>
#include <optional>
#include <utility>

#include "base/text.h"
#include "service/decoding/fields.h"
#include "studio/message.h"

namespace bt::service {

namespace detail {

template <class Value> bool is_plausible(const Value&) { return true; }
inline bool is_plausible(const media::Description& description) { return media::makes_sense(description); }
inline bool is_plausible(const Error& error) { return error.fault >= Fault::Truncated && error.fault <= Fault::Invalid; }
inline bool is_plausible(const std::vector<sound::EpisodeSound>& season) {
    // Each theme sounds somewhere, so there are no more of them than places.
    std::size_t places = 0;
    for (const auto& episode : season) places += episode.themes.size();
    return std::ranges::all_of(season, [places](const auto& episode) {
        return std::ranges::all_of(episode.parts, [](const auto& part) { return part.type <= sound::PartType::Preview; }) &&
               std::ranges::all_of(episode.themes, [places](const auto& each) { return each.theme.value < places; });
    });
}

/// Its place in DecodingRequest.
template <class Request, std::size_t kPlace = 0> constexpr std::uint8_t number_of() {
    if constexpr (std::is_same_v<Request, std::variant_alternative_t<kPlace, DecodingRequest>>) return kPlace;
    else return number_of<Request, kPlace + 1>();
}

/// Nothing when the bytes are no such value, or more than one.
template <class Value> std::optional<Value> read_value(ByteReader& in) {
    Value value{};
    ReadingArchive archive(in);
    archive(value);
    return archive.ok() && in.empty() && is_plausible(value) ? std::optional(std::move(value)) : std::nullopt;
}

/// Words for people, perhaps of a stranger.
inline std::string readable(const std::string& words) {
    constexpr std::size_t kMostWords = 1'000;
    return to_valid_utf8(words.substr(0, kMostWords));
}

}  // namespace detail

template <class Request> Bytes write_request(const Request& request) {
    ByteWriter out;
    out.u8(detail::number_of<Request>());
    WritingArchive archive(out);
    archive(request);
    return std::move(out).take();
}
/// Faults: Malformed for bytes that are no request.
Result<DecodingRequest> read_request(ByteView bytes);

template <class Note> Bytes write_note(const Note& note) {
    ByteWriter out;
    WritingArchive archive(out);
    archive(note);
    return std::move(out).take();
}
template <class Note> Result<Note> read_note(ByteView bytes) {
    ByteReader in(bytes);
    auto note = detail::read_value<Note>(in);
    if (!note) return studio::senseless();
    return std::move(*note);
}

template <class Answer> Bytes write_answer(const Result<Answer>& answer) {
    ByteWriter out;
    WritingArchive archive(out);
    archive(answer.ok());
    if (answer) archive(*answer);
    else archive(answer.error());
    return std::move(out).take();
}
/// The answer, or the fault that is in its place. Faults: Malformed for bytes that are neither.
template <class Answer> Result<Answer> read_answer(ByteView bytes) {
    ByteReader in(bytes);
    ReadingArchive archive(in);
    bool is_answer = false;
    archive(is_answer);
    if (is_answer) {
        auto answer = detail::read_value<Answer>(in);
        if (!answer) return studio::senseless();
        return std::move(*answer);
    }
    auto error = detail::read_value<Error>(in);
    if (!error) return studio::senseless();
    error->message = detail::readable(error->message);
    error->place = detail::readable(error->place);
    return std::move(*error);
}

}  // namespace bt::service
