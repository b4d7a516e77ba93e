// TagLib gives one set of names for all kinds of tags ("property map"), where libavformat passes some on as they stand and drops
// others, MusicBrainz' recording id in ID3 (UFID) among them.
#include "transcode/song_tags.h"

#include <fmt/format.h>
#include <taglib/aifffile.h>
#include <taglib/attachedpictureframe.h>
#include <taglib/audioproperties.h>
#include <taglib/fileref.h>
#include <taglib/flacfile.h>
#include <taglib/id3v1tag.h>
#include <taglib/id3v2tag.h>
#include <taglib/mp4file.h>
#include <taglib/mpegfile.h>
#include <taglib/tpropertymap.h>
#include <taglib/wavfile.h>
#include <taglib/xiphcomment.h>

#include <algorithm>
#include <charconv>
#include <mutex>
#include <optional>

#include "base/text.h"
#include "io/byte_source.h"
#include "transcode/sound_type.h"
#include "transcode/tag_text.h"

namespace bt::transcode {
namespace {

constexpr std::size_t kLongestField = 1'000;

TagLib::String string_from(const TagLib::ByteVector& data) {
    return {text_of_latin1_field({data.data(), data.size()}), TagLib::String::UTF8};
}

class Id3v1Text final : public TagLib::ID3v1::StringHandler {
public:
    virtual ~Id3v1Text() = default;
    TagLib::String parse(const TagLib::ByteVector& data) const override { return string_from(data).stripWhiteSpace(); }
};
class Id3v2Text final : public TagLib::ID3v2::Latin1StringHandler {
public:
    TagLib::String parse(const TagLib::ByteVector& data) const override { return string_from(data); }
};

/// TagLib asks these of every field that is Latin-1 by its tag, in the whole process.
void read_latin1_fields_as_they_are_written() {
    static const Id3v1Text id3v1;
    static const Id3v2Text id3v2;
    static std::once_flag is_set;
    std::call_once(is_set, [] {
        TagLib::ID3v1::Tag::setStringHandler(&id3v1);
        TagLib::ID3v2::Tag::setLatin1StringHandler(&id3v2);
    });
}

/// At most so many bytes, cut between characters.
std::string bounded(std::string text) {
    if (text.size() > kLongestField) {
        std::size_t end = kLongestField;
        while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
        text.resize(end);
    }
    return text;
}

class Properties {
public:
    explicit Properties(const TagLib::PropertyMap& map) : map_(map) {}

    /// The first of these names that says something, several values joined.
    std::string text(std::initializer_list<const char*> names) const {
        for (const char* name : names) {
            const auto found = map_.find(name);
            if (found == map_.end()) continue;
            std::string value;
            for (const auto& each : found->second) {
                const auto words = to_valid_utf8(each.to8Bit(true));
                if (trim(words).empty() || value.size() > kLongestField) continue;
                value += (value.empty() ? "" : "; ") + std::string(trim(words));
            }
            if (!value.empty()) return bounded(value);
        }
        return {};
    }
    /// The number a field begins with: "3/12", "2024-05-01".
    std::optional<int> number(const char* name) const {
        const auto value = text({name});
        int out = 0;
        const auto [end, fault] = std::from_chars(value.data(), value.data() + value.size(), out);
        return fault == std::errc{} && out > 0 ? std::optional(out) : std::nullopt;
    }

private:
    const TagLib::PropertyMap& map_;
};

/// Letters and digits, capital; the first of several codes in one field.
std::string code_characters(std::string_view text) {
    std::string out;
    for (const char c : text.substr(0, text.find(';'))) {
        if (c >= 'a' && c <= 'z') out += static_cast<char>(c - 'a' + 'A');
        else if ((c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')) out += c;
    }
    return out;
}

bool are_digits(std::string_view text) {
    return std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}
bool are_letters(std::string_view text) {
    return std::ranges::all_of(text, [](char c) { return c >= 'A' && c <= 'Z'; });
}

TagLib::ByteVector picture_of(const TagLib::ID3v2::Tag* tag) {
    if (tag == nullptr) return {};
    TagLib::ByteVector any;
    for (const auto* frame : tag->frameList("APIC")) {
        const auto* picture = dynamic_cast<const TagLib::ID3v2::AttachedPictureFrame*>(frame);
        if (picture == nullptr) continue;
        if (picture->type() == TagLib::ID3v2::AttachedPictureFrame::FrontCover) return picture->picture();
        if (any.isEmpty()) any = picture->picture();
    }
    return any;
}

TagLib::ByteVector picture_of(const TagLib::List<TagLib::FLAC::Picture*>& pictures) {
    for (const auto* picture : pictures) {
        if (picture->type() == TagLib::FLAC::Picture::FrontCover) return picture->data();
    }
    return pictures.isEmpty() ? TagLib::ByteVector() : pictures.front()->data();
}

/// The front cover, else the first picture there is; empty without one.
TagLib::ByteVector front_picture(TagLib::File& file) {
    if (auto* mpeg = dynamic_cast<TagLib::MPEG::File*>(&file)) return picture_of(mpeg->ID3v2Tag());
    if (auto* wav = dynamic_cast<TagLib::RIFF::WAV::File*>(&file)) return picture_of(wav->ID3v2Tag());
    if (auto* aiff = dynamic_cast<TagLib::RIFF::AIFF::File*>(&file)) return picture_of(aiff->tag());
    if (auto* flac = dynamic_cast<TagLib::FLAC::File*>(&file)) return picture_of(flac->pictureList());
    if (auto* mp4 = dynamic_cast<TagLib::MP4::File*>(&file)) {
        const auto covers = mp4->tag() != nullptr ? mp4->tag()->item("covr").toCoverArtList() : TagLib::MP4::CoverArtList();
        return covers.isEmpty() ? TagLib::ByteVector() : covers.front().data();
    }
    if (auto* ogg = dynamic_cast<TagLib::Ogg::XiphComment*>(file.tag())) return picture_of(ogg->pictureList());
    return {};
}

/// As its first bytes say; MP4 names its codec behind them. RFC 6381 §3.3.
std::string media_type_of(const io::ByteSource& bytes, const TagLib::AudioProperties* audio) {
    const auto head = bytes.read({0, std::min<std::uint64_t>(bytes.size(), kSoundHead)});
    const std::string type(head ? sound_type(*head) : std::string_view());
    const auto* mp4 = dynamic_cast<const TagLib::MP4::Properties*>(audio);
    if (mp4 == nullptr || mp4->codec() == TagLib::MP4::Properties::Unknown) return type;
    return type + (mp4->codec() == TagLib::MP4::Properties::ALAC ? "; codecs=\"alac\"" : "; codecs=\"mp4a.40.2\"");
}

}  // namespace

std::string plain_isrc(std::string_view text) {
    const auto code = code_characters(text);
    const std::string_view view = code;
    return view.size() == 12 && are_letters(view.substr(0, 2)) && are_digits(view.substr(5)) ? code : std::string();
}

std::string plain_iswc(std::string_view text) {
    const auto code = code_characters(text);
    const std::string_view view = code;
    if (view.size() != 11 || view[0] != 'T' || !are_digits(view.substr(1))) return {};
    return fmt::format("T-{}.{}.{}-{}", view.substr(1, 3), view.substr(4, 3), view.substr(7, 3), view.substr(10));
}

Result<domain::SongTags> read_song_tags(const std::string& path) {
    BT_TRY(const auto bytes, io::File::open(path));  // TagLib does not say why it cannot open a file
    read_latin1_fields_as_they_are_written();
    const TagLib::FileRef file(path.c_str(), true, TagLib::AudioProperties::Average);
    if (file.isNull() || file.file() == nullptr || !file.file()->isValid()) return Error{.fault = Fault::Unsupported, .message = "not a kind of file that carries tags"};
    const auto map = file.file()->properties();
    const Properties properties(map);
    domain::SongTags tags;
    tags.title = properties.text({"TITLE"});
    tags.artist = properties.text({"ARTIST", "ALBUMARTIST"});
    tags.album = properties.text({"ALBUM"});
    tags.album_artist = properties.text({"ALBUMARTIST"});
    tags.composer = properties.text({"COMPOSER"});
    tags.lyricist = properties.text({"LYRICIST"});
    tags.publisher = properties.text({"PUBLISHER", "LABEL", "ORGANIZATION"});
    tags.isrc = plain_isrc(properties.text({"ISRC"}));
    tags.iswc = plain_iswc(properties.text({"ISWC"}));
    tags.musicbrainz_recording = properties.text({"MUSICBRAINZ_TRACKID"});  // the recording's id bears this name for historical reasons
    tags.musicbrainz_release = properties.text({"MUSICBRAINZ_ALBUMID"});
    tags.musicbrainz_artist = properties.text({"MUSICBRAINZ_ARTISTID"});
    tags.musicbrainz_work = properties.text({"MUSICBRAINZ_WORKID"});
    tags.has_picture = !front_picture(*file.file()).isEmpty();
    tags.year = properties.number("DATE");
    tags.disc = properties.number("DISCNUMBER");
    tags.number = properties.number("TRACKNUMBER");
    const auto* audio = file.audioProperties();
    tags.media_type = media_type_of(*bytes, audio);
    if (audio != nullptr) tags.duration = std::chrono::milliseconds{std::max(0, audio->lengthInMilliseconds())};
    return tags;
}

Result<Bytes> read_song_picture(const std::string& path) {
    BT_TRY([[maybe_unused]] const auto readable, io::File::open(path));
    const TagLib::FileRef file(path.c_str(), false);
    if (file.isNull() || file.file() == nullptr || !file.file()->isValid()) return Error{.fault = Fault::Unsupported, .message = "not a kind of file that carries tags"};
    const auto picture = front_picture(*file.file());
    if (picture.isEmpty()) return Error{.fault = Fault::NotFound, .message = "the song brings no picture along"};
    return to_bytes({reinterpret_cast<const std::byte*>(picture.data()), picture.size()});
}

}  // namespace bt::transcode
