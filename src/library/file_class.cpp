#include "library/file_class.h"

#include <algorithm>
#include <iterator>

namespace bt::library {
namespace {

struct Row {
    std::string_view extension;
    FileClass file_class;
};
// `sup`, `idx`, `sub` are subtitles; `txt` beside a song may be lyrics, which the album reader looks at itself.
constexpr Row kRows[] = {
    {"mkv", FileClass::Video}, {"mk3d", FileClass::Video}, {"mp4", FileClass::Video}, {"m4v", FileClass::Video}, {"mov", FileClass::Video},
    {"webm", FileClass::Video}, {"avi", FileClass::Video}, {"ts", FileClass::Video}, {"m2ts", FileClass::Video}, {"mts", FileClass::Video},
    {"mpg", FileClass::Video}, {"mpeg", FileClass::Video}, {"m2v", FileClass::Video}, {"wmv", FileClass::Video}, {"flv", FileClass::Video},
    {"ogv", FileClass::Video}, {"ogm", FileClass::Video}, {"vob", FileClass::Video}, {"rmvb", FileClass::Video}, {"rm", FileClass::Video},
    {"asf", FileClass::Video}, {"3gp", FileClass::Video}, {"divx", FileClass::Video}, {"tp", FileClass::Video}, {"k3g", FileClass::Video},
    {"skm", FileClass::Video}, {"f4v", FileClass::Video}, {"mxf", FileClass::Video},
    {"mp3", FileClass::Audio}, {"flac", FileClass::Audio}, {"m4a", FileClass::Audio}, {"ogg", FileClass::Audio}, {"oga", FileClass::Audio},
    {"opus", FileClass::Audio}, {"wav", FileClass::Audio}, {"wma", FileClass::Audio}, {"aac", FileClass::Audio}, {"ac3", FileClass::Audio},
    {"eac3", FileClass::Audio}, {"dts", FileClass::Audio}, {"mka", FileClass::Audio}, {"aif", FileClass::Audio}, {"aiff", FileClass::Audio},
    {"alac", FileClass::Audio}, {"ape", FileClass::Audio}, {"wv", FileClass::Audio}, {"thd", FileClass::Audio}, {"truehd", FileClass::Audio},
    {"png", FileClass::Image}, {"jpg", FileClass::Image}, {"jpeg", FileClass::Image}, {"webp", FileClass::Image}, {"tbn", FileClass::Image},
    {"gif", FileClass::Image}, {"svg", FileClass::Image}, {"avif", FileClass::Image},
    {"srt", FileClass::Subtitle}, {"ass", FileClass::Subtitle}, {"ssa", FileClass::Subtitle}, {"vtt", FileClass::Subtitle},
    {"smi", FileClass::Subtitle}, {"sami", FileClass::Subtitle}, {"sub", FileClass::Subtitle}, {"idx", FileClass::Subtitle},
    {"sup", FileClass::Subtitle}, {"mks", FileClass::Subtitle}, {"ttml", FileClass::Subtitle}, {"dfxp", FileClass::Subtitle},
    {"nfo", FileClass::Nfo}, {"lrc", FileClass::Lyrics}, {"elrc", FileClass::Lyrics}, {"strm", FileClass::StreamLink},
    {"txt", FileClass::Known}, {"md", FileClass::Known}, {"url", FileClass::Known}, {"html", FileClass::Known}, {"htm", FileClass::Known},
    {"xml", FileClass::Known}, {"json", FileClass::Known}, {"csv", FileClass::Known}, {"log", FileClass::Known}, {"cue", FileClass::Known},
    {"m3u", FileClass::Known}, {"m3u8", FileClass::Known}, {"pls", FileClass::Known}, {"mpd", FileClass::Known}, {"zip", FileClass::Known},
    {"rar", FileClass::Known}, {"7z", FileClass::Known}, {"gz", FileClass::Known}, {"tar", FileClass::Known}, {"sfv", FileClass::Known},
    {"md5", FileClass::Known}, {"sha1", FileClass::Known}, {"sha256", FileClass::Known}, {"par2", FileClass::Known}, {"nzb", FileClass::Known},
    {"torrent", FileClass::Known}, {"bif", FileClass::Known}, {"db", FileClass::Known}, {"ini", FileClass::Known}, {"exe", FileClass::Known},
    {"pdf", FileClass::Known}, {"ttf", FileClass::Known}, {"otf", FileClass::Known}, {"part", FileClass::Known},
    {"crdownload", FileClass::Known}, {"tmp", FileClass::Known}, {"!qb", FileClass::Known}, {"aria2", FileClass::Known},
    {"bak", FileClass::Known}, {"ignore", FileClass::Known}, {"psd", FileClass::Known}, {"doc", FileClass::Known}, {"docx", FileClass::Known},
};

}  // namespace

FileClass classify_extension(std::string_view extension) {
    const auto* const row = std::ranges::find(kRows, extension, &Row::extension);
    return row == std::end(kRows) ? FileClass::Unknown : row->file_class;
}

}  // namespace bt::library
