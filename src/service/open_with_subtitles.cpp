#include "service/open_with_subtitles.h"

#include <filesystem>
#include <mutex>

#include "io/byte_source.h"
#include "subtitle/read.h"

namespace bt::service {
namespace {

/// A subtitle file that is read once, when its text is first wanted.
class LazySubtitles {
public:
    explicit LazySubtitles(std::string path) : path_(std::move(path)) {}

    Result<std::vector<subtitle::Cue>> cues(std::size_t stream) {
        const std::lock_guard lock(mutex_);
        if (!read_) {
            auto document = read();
            if (!document) return document.error();  // not kept: the disk may be back next time
            streams_ = std::move(document->streams);
            read_ = true;
        }
        if (stream >= streams_.size()) return Error{.fault = Fault::NotFound, .message = "the subtitle file has no such language"};
        return streams_[stream].cues;
    }

    Result<subtitle::Document> read() const {
        BT_TRY(const auto file, io::File::open(path_));
        BT_TRY(const auto bytes, file->read({0, file->size()}, subtitle::kLargestFile));
        return subtitle::read_subtitles(bytes);
    }

private:
    const std::string path_;
    std::mutex mutex_;
    bool read_ = false;
    std::vector<subtitle::Stream> streams_;
};

bool is_text_format(std::string_view format) {
    return format == "srt" || format == "vtt" || format == "ass" || format == "ssa" || format == "smi" || format == "sami" || format == "sub" || format == "txt";
}

/// Only SAMI holds several languages; only then is the file read before anybody asks for its text.
std::vector<subtitle::Stream> streams_of(const LazySubtitles& file, std::string_view format) {
    if (format == "smi" || format == "sami") {
        if (auto document = file.read()) return std::move(document->streams);
    }
    return {subtitle::Stream{}};
}

delivery::ExternalSubtitle as_external(const domain::ExternalTrack& track, const std::shared_ptr<LazySubtitles>& file, const subtitle::Stream& stream,
                                       std::size_t number) {
    delivery::ExternalSubtitle out{.id = track.content->text().substr(0, 12) + (number == 0 ? "" : "n" + std::to_string(number))};
    out.language = stream.language.empty() ? track.language : stream.language;
    out.name = !track.title.empty() ? track.title : stream.name;
    out.is_default = track.is_default;
    out.is_forced = track.is_forced;
    out.is_hearing_impaired = track.is_hearing_impaired;
    out.load = [file, number] { return file->cues(number); };
    return out;
}

}  // namespace

std::vector<delivery::ExternalSubtitle> external_subtitles(const std::string& root, const std::vector<domain::ExternalTrack>& tracks) {
    std::vector<delivery::ExternalSubtitle> out;
    for (const auto& track : tracks) {
        if (track.kind != domain::StreamKind::Subtitle || !track.content || !is_text_format(track.format)) continue;
        const auto file = std::make_shared<LazySubtitles>((std::filesystem::path(root) / track.path).string());
        const auto streams = streams_of(*file, track.format);
        for (std::size_t i = 0; i < streams.size(); ++i) out.push_back(as_external(track, file, streams[i], i));
    }
    return out;
}

}  // namespace bt::service
namespace bt::service {
Result<std::shared_ptr<const delivery::Presentation>> open_with_subtitles(const std::string& path) {
    BT_TRY(const auto file, io::File::open(path));
    BT_TRY(auto media, media::open_media(file));
    return delivery::Presentation::open(std::move(media));
}
}
