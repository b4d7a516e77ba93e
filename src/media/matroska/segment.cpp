#include "media/matroska/segment.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "media/matroska/elements.h"

namespace bt::media::matroska {
namespace {

// Masters that are read into memory, and how large the largest honest ones are.
constexpr std::uint64_t kMaxHeader = 64U << 10;
constexpr std::uint64_t kMaxSmallMaster = 1U << 20;   // SeekHead, Info: some hundred bytes
constexpr std::uint64_t kMaxMaster = 16U << 20;       // Tracks, Tags, Chapters: some kilobytes
constexpr std::uint64_t kMaxCuesBytes = 64U << 20;    // 25 bytes an entry: 2.5 million of them
constexpr int kMaxTopLevel = 4'096;
constexpr int kMaxSeekHeads = 4;
constexpr int kMaxSeeks = 1'000;
/// Clusters to hop over in search of Cues: 5 s each is six days.
constexpr int kMaxHops = 100'000;

class HeadReader {
public:
    explicit HeadReader(const io::ByteSource& source) : source_(source), window_(source) {}

    Result<SegmentHead> read() {
        BT_CHECK(read_ebml_header());
        BT_CHECK(find_segment());
        BT_CHECK(scan_to_first_cluster());
        BT_CHECK(follow_seek_heads());
        BT_CHECK(read_info());
        BT_CHECK(read_tracks_element());
        if (!found_.contains(id::kCues)) BT_CHECK(hop_over_clusters());
        BT_CHECK(read_cues_element());
        BT_CHECK(read_the_rest());
        return std::move(head_);
    }

private:
    void note(std::string text) { head_.notes.push_back(std::move(text)); }
    std::uint64_t end() const { return head_.layout.end; }

    /// The body, as much of it as is there. Faults: TooLarge beyond `limit`.
    Result<Bytes> body_of(const Element& element, std::uint64_t limit) {
        const std::uint64_t size = element.data < end() ? std::min(element.size, end() - element.data) : 0;
        return source_.read({element.data, size}, limit);
    }

    /// RFC 8794 §11.2.
    Result<void> read_ebml_header() {
        auto header = window_.element(0, window_.size());
        if (!header) return std::move(header).error().within("EBML");
        if (header->id != id::kEbml) return Error{Fault::Unsupported, "not an EBML file", "EBML", 0};
        if (header->unknown_size || header->end() > window_.size()) return Error{Fault::Truncated, "the header does not end", "EBML", 0};
        BT_TRY(const Bytes body, source_.read({header->data, header->size}, kMaxHeader));
        Children fields(ByteView{body}, header->data);
        std::uint64_t read_version = 1, doc_read_version = 1, id_length = 4, size_length = 8;
        while (const auto field = fields.next()) {
            if (field->id == id::kDocType) head_.doc_type = field->text(64);
            if (field->id == id::kEbmlReadVersion) read_version = field->number(1);
            if (field->id == id::kDocTypeReadVersion) doc_read_version = field->number(1);
            if (field->id == id::kEbmlMaxIdLength) id_length = field->number(4);
            if (field->id == id::kEbmlMaxSizeLength) size_length = field->number(8);
        }
        if (head_.doc_type != "matroska" && head_.doc_type != "webm")
            return Error{Fault::Unsupported, fmt::format("DocType is \"{}\", neither matroska nor webm", head_.doc_type), "EBML", 0};
        if (read_version > 1) return Error{Fault::Unsupported, fmt::format("needs a reader of EBML version {}", read_version), "EBML", 0};
        if (id_length > 4 || size_length > 8)
            return Error{Fault::Unsupported, fmt::format("IDs of {} and sizes of {} bytes", id_length, size_length), "EBML", 0};
        constexpr std::uint64_t kOurVersion = 4;
        if (doc_read_version > kOurVersion)
            note(fmt::format("EBML: asks for a reader of version {}, read as version {}", doc_read_version, kOurVersion));
        after_header_ = header->end();
        return {};
    }

    Result<void> find_segment() {
        constexpr int kMaxBefore = 16;  // Void, CRC-32
        std::uint64_t position = after_header_;
        for (int i = 0; i < kMaxBefore; ++i) {
            auto element = window_.element(position, window_.size());
            if (!element) return std::move(element).error().within("Segment");
            if (element->id == id::kSegment) {
                head_.layout.data = element->data;
                head_.layout.end = element->unknown_size ? window_.size() : std::min(element->end(), window_.size());
                if (!element->unknown_size && element->end() > window_.size())
                    note(fmt::format("Segment: {} bytes are missing at the end of the file", element->end() - window_.size()));
                if (!element->unknown_size) return look_behind_segment(element->end());
                return {};
            }
            if (element->unknown_size) break;
            position = element->end();
        }
        return Error{Fault::Malformed, "no Segment behind the EBML Header", "Segment", after_header_};
    }

    Result<void> look_behind_segment(std::uint64_t position) {
        if (position >= window_.size()) return {};
        const auto next = window_.element(position, window_.size());
        if (next && (next->id == id::kEbml || next->id == id::kSegment)) note("several Segments follow each other; only the first is read");
        return {};
    }

    void remember(const Element& element) {
        if (element.id == id::kSeekHead) {
            if (seek_heads_.size() < kMaxSeekHeads) seek_heads_.push_back(element);
            return;
        }
        found_.emplace(element.id, element);
    }

    Result<void> scan_to_first_cluster() {
        std::uint64_t position = head_.layout.data;
        for (int i = 0; i < kMaxTopLevel && position < end(); ++i) {
            auto element = window_.element(position, end());
            if (!element && element.error().fault == Fault::Io) return std::move(element).error();
            if (element && element->id == id::kCluster) {
                head_.layout.first_cluster = position;
                return {};
            }
            if (!element || element->unknown_size) return find_first_cluster(position);
            remember(*element);
            position = element->end();
        }
        return {};
    }

    Result<void> find_first_cluster(std::uint64_t position) {
        note(fmt::format("Segment: damaged at byte {}", position));
        ClusterWalker walker(source_, head_.layout);
        BT_TRY(const auto cluster, walker.next_cluster(position));
        if (cluster) head_.layout.first_cluster = *cluster;
        return {};
    }

    Result<void> follow_seek_heads() {
        for (std::size_t i = 0; i < seek_heads_.size(); ++i) {  // one may name another
            auto body = body_of(seek_heads_[i], kMaxSmallMaster);
            if (!body) return std::move(body).error().within("Segment > SeekHead");
            Children seeks(ByteView{*body}, seek_heads_[i].data);
            int count = 0;
            while (const auto seek = seeks.next()) {
                if (seek->id != id::kSeek) continue;
                if (++count > kMaxSeeks) break;
                BT_CHECK(follow_seek(*seek));
            }
        }
        return {};
    }

    Result<void> follow_seek(const Child& seek) {
        std::uint64_t wanted = 0, position = kUnknownPosition;
        Children fields(seek);
        while (const auto field = fields.next()) {
            if (field->id == id::kSeekId) wanted = field->number();
            if (field->id == id::kSeekPosition) position = field->number(kUnknownPosition);
        }
        const bool is_of_use = wanted == id::kInfo || wanted == id::kTracks || wanted == id::kCues || wanted == id::kChapters ||
                               wanted == id::kAttachments || wanted == id::kTags || wanted == id::kSeekHead;
        if (!is_of_use || position >= end() - head_.layout.data) return {};
        const std::uint64_t offset = head_.layout.data + position;
        if (wanted != id::kSeekHead && found_.contains(static_cast<id::Id>(wanted))) return {};
        const auto same = [&](const Element& e) { return e.offset == offset; };
        if (std::any_of(seek_heads_.begin(), seek_heads_.end(), same)) return {};
        auto element = window_.element(offset, end());
        if (!element && element.error().fault == Fault::Io) return std::move(element).error();
        if (!element || element->id != wanted || element->unknown_size) {
            note(fmt::format("Segment > SeekHead: points at byte {} for an element that is not there", offset));
            return {};
        }
        remember(*element);
        return {};
    }

    Result<void> read_info() {
        const auto found = found_.find(id::kInfo);
        if (found == found_.end()) {
            note("Segment: no Info; times are taken as milliseconds");
            return {};
        }
        auto body = body_of(found->second, kMaxSmallMaster);
        if (!body) return std::move(body).error().within("Segment > Info");
        Children fields(ByteView{*body}, found->second.data);
        while (const auto field = fields.next()) {
            if (field->id == id::kTimestampScale) head_.layout.timestamp_scale = field->number(1'000'000);
            if (field->id == id::kDuration) head_.duration = field->real();
            if (field->id == id::kTitle) head_.title = field->text();
        }
        constexpr std::uint64_t kCoarsest = 1'000'000'000;  // a second
        if (head_.layout.timestamp_scale == 0 || head_.layout.timestamp_scale > kCoarsest)
            return Error{Fault::Malformed, fmt::format("a TimestampScale of {} ns", head_.layout.timestamp_scale), "Segment > Info", found->second.offset};
        if (!(head_.duration > 0) || head_.duration > static_cast<double>(head_.layout.latest())) head_.duration = 0;
        return {};
    }

    Result<void> read_tracks_element() {
        const auto found = found_.find(id::kTracks);
        if (found == found_.end()) return Error{Fault::Malformed, "no Tracks", "Segment", head_.layout.data};
        auto body = body_of(found->second, kMaxMaster);
        if (!body) return std::move(body).error().within("Segment > Tracks");
        BT_TRY(head_.tracks, read_tracks(*body, found->second.data, head_.notes));
        for (const TrackEntry& entry : head_.tracks) head_.layout.track_numbers.push_back(entry.track.source_id);
        return {};
    }

    Result<void> hop_over_clusters() {
        if (head_.layout.first_cluster == kUnknownPosition) return {};
        ClusterWalker walker(source_, head_.layout);
        std::uint64_t cluster = head_.layout.first_cluster;
        for (int i = 0; i < kMaxHops; ++i) {
            auto element = walker.window().element(cluster, end());
            if (!element && element.error().fault == Fault::Io) return std::move(element).error();
            if (!element || element->unknown_size || element->end() >= end()) return {};
            BT_TRY(const auto next, walker.next_cluster(element->end(), [&](const Element& other) { remember(other); }));
            if (!next) return {};
            cluster = *next;
        }
        return {};
    }

    Result<void> read_cues_element() {
        head_.cues.by_track.resize(head_.tracks.size());
        const auto found = found_.find(id::kCues);
        if (found == found_.end()) return {};
        auto body = body_of(found->second, kMaxCuesBytes);
        if (!body && body.error().fault != Fault::TooLarge) return std::move(body).error().within("Segment > Cues");
        if (!body) {
            note("Segment > Cues: too large to be true");
            return {};
        }
        head_.cues = read_cues(*body, head_.layout);
        head_.has_cues = true;
        if (head_.cues.damaged) note("Segment > Cues: damaged; the entries before the damage are looked at");
        return {};
    }

    Result<void> read_the_rest() {
        const auto with_body = [&](id::Id wanted, std::string_view place, const auto& use) -> Result<void> {
            const auto found = found_.find(wanted);
            if (found == found_.end()) return {};
            auto body = body_of(found->second, kMaxMaster);
            if (body) {
                use(ByteView{*body}, found->second.data);
                return {};
            }
            if (body.error().fault == Fault::Io) return std::move(body).error().within(place);
            note(fmt::format("{}: left out, {}", place, body.error().message));
            return {};
        };
        BT_CHECK(with_body(id::kChapters, "Segment > Chapters",
                           [&](ByteView body, std::uint64_t origin) { head_.chapters = read_chapters(body, origin, head_.notes); }));
        BT_CHECK(with_body(id::kTags, "Segment > Tags", [&](ByteView body, std::uint64_t origin) { head_.tags = read_tags(body, origin); }));
        const auto attachments = found_.find(id::kAttachments);
        if (attachments != found_.end()) { BT_TRY(head_.attachments, read_attachments(window_, attachments->second, head_.notes)); }
        return {};
    }

    const io::ByteSource& source_;
    SourceWindow window_;
    SegmentHead head_;
    std::uint64_t after_header_ = 0;
    std::map<id::Id, Element> found_;
    std::vector<Element> seek_heads_;
};

}  // namespace

Result<SegmentHead> read_segment_head(const io::ByteSource& source) { return HeadReader(source).read(); }

}  // namespace bt::media::matroska
