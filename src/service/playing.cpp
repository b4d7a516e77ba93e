#include "service/playing.h"

#include <fmt/format.h>

#include "delivery/joined.h"
#include "delivery/resources.h"

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

std::vector<ContentKey> played_contents(const domain::MediaVersion& version) {
    std::vector<ContentKey> contents;
    if (version.parts.empty() || !media_url(version.parts.front(), "")) return contents;
    for (const auto& part : version.parts) {
        if (media_url(part, "")) contents.push_back(*part.content);
    }
    if (contents.size() > delivery::kMostJoinedFiles) contents.clear();
    return contents;
}

std::optional<std::string> media_url(const domain::MediaFile& file, std::string_view name) {
    if (!file.content || !file.summary || !file.summary->is_direct) return std::nullopt;
    return media_path(*file.content, name);
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
