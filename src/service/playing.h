// Which files of an episode are played, and where: /media/{key}-{layout}/...
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/ids.h"
#include "domain/series.h"

namespace bt::service {

/// "6f3a...-1", or "6f3a....90cc...-1" of films that follow each other.
std::string media_folder(std::span<const ContentKey> contents);
/// The URL of what delivery::resource_at() or joined_resource_at() has at `path` for these contents.
std::string media_path(std::span<const ContentKey> contents, std::string_view path);
std::string media_path(ContentKey content, std::string_view path);

/// The version of an episode that plays: the first whose first file does, else the first; null when there is none.
const domain::MediaVersion* main_version(const domain::Episode& episode);
/// The file of an episode that plays first: the first of its main version; null when there is none.
const domain::MediaFile* main_file(const domain::Episode& episode);
/// What is heard of an episode hangs on this: the files of its main version as one (domain::whole_key); nothing when there is none that can be read.
std::optional<ContentKey> main_content(const domain::Episode& episode);
/// The contents of a version's files that can be played, in their order (domain::played_parts).
std::vector<ContentKey> played_contents(const domain::MediaVersion& version);
/// "/media/{key}/master.m3u8" and so on; nothing when the file cannot be played from the original.
std::optional<std::string> media_url(const domain::MediaFile& file, std::string_view name);
/// The same of all files of a version that can be played, as one.
std::optional<std::string> media_url(const domain::MediaVersion& version, std::string_view name);
/// Why something cannot be played: `code` for whoever has words of their own for it, `words` else; both empty when it can.
struct Unplayable {
    /// The API's "reason_code".
    static constexpr std::string_view kNoFile = "no_file", kNeedsConversion = "conversion", kUnreadable = "unreadable";
    std::string_view code;
    std::string words;
};
Unplayable reason_against_playing(const domain::MediaFile* file);
Unplayable reason_against_playing(const domain::MediaVersion* version);

}  // namespace bt::service
