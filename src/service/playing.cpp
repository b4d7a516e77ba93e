#include "service/playing.h"

#include <fmt/format.h>

#include "delivery/joined.h"
#include "delivery/resources.h"
#include "domain/whole.h"

namespace bt::service {

std::string media_folder(std::span<const ContentKey> contents) {
    std::string names;
    for (const auto& content : contents) names += (names.empty() ? "" : ".") + content.text();
    return fmt::format("{}-{}", names, delivery::kLayout);
}

std::string media_path(std::span<const ContentKey> contents, std::string_view path) { return fmt::format("/media/{}/{}", media_folder(contents), path); }
std::string media_path(ContentKey content, std::string_view path) { return media_path({&content, 1}, path); }

const domain::MediaVersion* main_version(const domain::Episode& episode) {
    for (const auto& version : episode.versions) {
        if (media_url(version, "")) return &version;
    }
    return episode.versions.empty() || episode.versions.front().parts.empty() ? nullptr : &episode.versions.front();
}

const domain::MediaFile* main_file(const domain::Episode& episode) {
    const auto* version = main_version(episode);
    return version != nullptr ? &version->parts.front() : nullptr;
}

std::optional<ContentKey> main_content(const domain::Episode& episode) {
    const auto* version = main_version(episode);
    return version != nullptr ? domain::whole_key(*version) : std::nullopt;
}

std::vector<ContentKey> played_contents(const domain::MediaVersion& version) {
    static_assert(domain::kMostFilesOfAWhole == delivery::kMostJoinedFiles);
    std::vector<ContentKey> contents;
    for (const auto part : domain::played_parts(version)) contents.push_back(*version.parts[part].content);
    return contents;
}

std::optional<std::string> media_url(const domain::MediaFile& file, std::string_view name) {
    return domain::plays(file) ? std::optional(media_path(*file.content, name)) : std::nullopt;
}

std::optional<std::string> media_url(const domain::MediaVersion& version, std::string_view name) {
    const auto contents = played_contents(version);
    return contents.empty() ? std::nullopt : std::optional(media_path(contents, name));
}

Unplayable reason_against_playing(const domain::MediaFile* file) {
    if (file == nullptr) return {Unplayable::kNoFile, "there is no file"};
    if (media_url(*file, "")) return {};
    if (!file->unreadable.empty()) return {Unplayable::kUnreadable, file->unreadable};
    return {Unplayable::kNeedsConversion, "needs conversion"};
}

Unplayable reason_against_playing(const domain::MediaVersion* version) {
    if (version == nullptr || version->parts.empty()) return reason_against_playing(static_cast<const domain::MediaFile*>(nullptr));
    auto reason = reason_against_playing(&version->parts.front());
    if (!reason.code.empty() || media_url(*version, "")) return reason;
    return {Unplayable::kNeedsConversion, fmt::format("it has more than {} files", delivery::kMostJoinedFiles)};
}

}  // namespace bt::service
