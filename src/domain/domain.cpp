#include <algorithm>

#include "domain/provenance.h"
#include "domain/scan.h"

namespace bt::domain {

std::string_view to_string(Source source) {
    switch (source) {
        case Source::Hand: return "hand edit";
        case Source::Sidecar: return "sidecar file";
        case Source::Nfo: return "NFO";
        case Source::Plexmatch: return ".plexmatch";
        case Source::FolderTag: return "folder tag";
        case Source::FileName: return "file name";
        case Source::ContainerTag: return "container tag";
        case Source::Online: return "online";
        case Source::Unknown: return "unknown";
    }
    return "unknown";
}

bool is_shown(const Artwork& picture) { return picture.still || (!picture.path.empty() && (!picture.facts || picture.facts->is_picture)); }

std::string_view to_string(ArtworkKind kind) {
    switch (kind) {
        case ArtworkKind::Poster: return "poster";
        case ArtworkKind::Backdrop: return "backdrop";
        case ArtworkKind::Banner: return "banner";
        case ArtworkKind::Logo: return "logo";
        case ArtworkKind::ClearArt: return "clearart";
        case ArtworkKind::Landscape: return "landscape";
        case ArtworkKind::Disc: return "disc";
        case ArtworkKind::Thumb: return "thumb";
    }
    return "poster";
}

std::string_view to_string(ExtraKind kind) {
    switch (kind) {
        case ExtraKind::Trailer: return "trailer";
        case ExtraKind::BehindTheScenes: return "behind the scenes";
        case ExtraKind::DeletedScene: return "deleted scene";
        case ExtraKind::Interview: return "interview";
        case ExtraKind::Scene: return "scene";
        case ExtraKind::Sample: return "sample";
        case ExtraKind::Short: return "short";
        case ExtraKind::Featurette: return "featurette";
        case ExtraKind::Clip: return "clip";
        case ExtraKind::Other: return "other";
        case ExtraKind::ThemeVideo: return "theme video";
    }
    return "other";
}

std::vector<const MediaFile*> media_files_of(const Series& series) {
    std::vector<const MediaFile*> files;
    const auto add_extras = [&](const std::vector<Extra>& extras) {
        for (const auto& extra : extras) files.push_back(&extra.file);
    };
    add_extras(series.extras);
    for (const auto& season : series.seasons) {
        add_extras(season.extras);
        for (const auto& episode : season.episodes) {
            add_extras(episode.extras);
            for (const auto& version : episode.versions)
                for (const auto& part : version.parts) files.push_back(&part);
        }
    }
    std::ranges::stable_sort(files, {}, [](const MediaFile* file) -> const std::string& { return file->path; });
    const auto same_path = [](const MediaFile* a, const MediaFile* b) { return a->path == b->path; };
    files.erase(std::unique(files.begin(), files.end(), same_path), files.end());
    return files;
}

}  // namespace bt::domain
