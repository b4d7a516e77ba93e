#include "media/isobmff/movie.h"

#include <fmt/format.h>

#include <algorithm>

namespace bt::media::isobmff {
namespace {

/// The tables of a day of film take some 60 MB.
constexpr std::uint64_t kLargestMoov = std::uint64_t{256} << 20;
/// Of boxes that hold no tables: the largest are sample descriptions.
constexpr std::uint64_t kLargestSmallBox = std::uint64_t{1} << 20;
constexpr std::size_t kMostTracks = 256;

/// A handler says what a track is for; where it does not, its samples do.
TrackKind kind_of(FourCc handler) {
    if (handler == FourCc("vide")) return TrackKind::Video;
    if (handler == FourCc("soun")) return TrackKind::Audio;
    for (const FourCc text : {FourCc("sbtl"), FourCc("subt"), FourCc("text"), FourCc("clcp"), FourCc("subp")}) {
        if (handler == text) return TrackKind::Subtitle;
    }
    return TrackKind::Other;
}

class TrackReader {
public:
    TrackReader(FileWindow& window, TrackBox& track) : window_(window), track_(track) {}

    Result<void> read(const Box& trak) {
        BT_CHECK(for_each_child(window_, trak, 0, [&](const Box& box) { return read_trak_box(box); }));
        track_.kind = kind_of(track_.handler.type);
        if (stsd_) {
            BT_TRY(const Bytes body, window_.body(*stsd_, kLargestSmallBox).within("mdia > minf > stbl > stsd"));
            BT_TRY(track_.entries,
                   read_stsd(ByteReader(body, stsd_->body_offset()), track_.kind).within("mdia > minf > stbl > stsd"));
        }
        return {};
    }

private:
    template <class Parse, class Into>
    Result<void> read_small(const Box& box, Parse parse, Into& into) {
        BT_TRY(const Bytes body, window_.body(box, kLargestSmallBox));
        BT_TRY(into, parse(ByteReader(body, box.body_offset())));
        return {};
    }

    Result<void> read_trak_box(const Box& box) {
        if (box.type == FourCc("tkhd")) return read_small(box, read_tkhd, track_.header);
        if (box.type == FourCc("edts")) return for_each_child(window_, box, 0, [&](const Box& b) { return read_edts_box(b); });
        if (box.type == FourCc("mdia")) return for_each_child(window_, box, 0, [&](const Box& b) { return read_mdia_box(b); });
        if (box.type == FourCc("tref")) {
            return read_small(box, [](ByteReader in) { return read_tref(in, "chap"); }, track_.chapter_tracks);
        }
        if (box.type == FourCc("udta")) track_.user_data = read_udta(window_, box);
        return {};
    }
    Result<void> read_edts_box(const Box& box) {
        return box.type == FourCc("elst") ? read_small(box, read_elst, track_.edits) : Result<void>();
    }
    Result<void> read_mdia_box(const Box& box) {
        if (box.type == FourCc("mdhd")) return read_small(box, read_mdhd, track_.media);
        if (box.type == FourCc("hdlr")) return read_small(box, read_hdlr, track_.handler);
        if (box.type == FourCc("elng")) return read_small(box, read_elng, track_.extended_language);
        if (box.type == FourCc("minf")) return for_each_child(window_, box, 0, [&](const Box& b) { return read_minf_box(b); });
        return {};
    }
    Result<void> read_minf_box(const Box& box) {
        if (box.type == FourCc("dinf")) return for_each_child(window_, box, 0, [&](const Box& b) { return read_dinf_box(b); });
        if (box.type == FourCc("stbl")) return for_each_child(window_, box, 0, [&](const Box& b) { return read_stbl_box(b); });
        return {};
    }
    Result<void> read_dinf_box(const Box& box) {
        return box.type == FourCc("dref") ? read_small(box, read_dref, track_.data_references) : Result<void>();
    }
    Result<void> read_stbl_box(const Box& box) {
        if (box.type == FourCc("stsd")) stsd_ = box;
        return read_sample_table(window_, box, track_.tables);
    }

    FileWindow& window_;
    TrackBox& track_;
    std::optional<Box> stsd_;
};

/// MovieHeaderBox, §8.2.2.
Result<void> read_mvhd(ByteReader in, Movie& into) {
    BT_TRY(const auto full_box, read_full_box(in));
    const bool wide = full_box.version == 1;
    BT_CHECK(in.skip(wide ? 16 : 8));
    BT_TRY(const auto timescale, in.u32());
    into.timescale = Timescale{timescale == 0 ? 1 : timescale};
    if (wide) {
        BT_TRY(into.duration, in.u64());
    } else {
        BT_TRY(into.duration, in.u32());
    }
    if (into.duration == (wide ? ~std::uint64_t{0} : std::uint64_t{0xFFFF'FFFF})) into.duration = 0;
    return {};
}

/// TrackExtendsBox, §8.8.3.
Result<TrackExtends> read_trex(ByteReader in) {
    BT_TRY([[maybe_unused]] const auto full_box, read_full_box(in));
    TrackExtends extends;
    BT_TRY(extends.track_id, in.u32());
    BT_TRY(extends.description, in.u32());
    BT_TRY(extends.duration, in.u32());
    BT_TRY(extends.size, in.u32());
    BT_TRY(extends.flags, in.u32());
    return extends;
}

class MovieReader {
public:
    explicit MovieReader(FileWindow& window) : window_(window) {}

    Result<void> read_box(const Box& box) {
        if (box.type == FourCc("cmov")) {
            return Error{.fault = Fault::Unsupported, .message = "the movie's tables are compressed", .offset = box.offset};
        }
        if (box.type == FourCc("trak")) return read_trak(box);
        if (box.type == FourCc("mvex")) return for_each_child(window_, box, 0, [&](const Box& b) { return read_mvex_box(b); });
        if (box.type == FourCc("mvhd")) {
            BT_TRY(const Bytes body, window_.body(box, kLargestSmallBox));
            return read_mvhd(ByteReader(body, box.body_offset()), movie_);
        }
        if (box.type == FourCc("udta")) movie_.user_data = read_udta(window_, box);
        return {};
    }
    Movie take() && { return std::move(movie_); }

private:
    Result<void> read_trak(const Box& box) {
        if (++track_count_ > kMostTracks) {
            return Error{.fault = Fault::TooLarge, .message = fmt::format("more than {} tracks", kMostTracks)};
        }
        TrackBox track{.place = fmt::format("moov > trak {}", track_count_)};
        if (auto read = TrackReader(window_, track).read(box); !read) {
            auto error = std::move(read).error();
            if (error.fault == Fault::Io) return error;
            error = std::move(error).within(track.place);
            movie_.notes.push_back(fmt::format("track {} is left out: {}", track_count_, error.describe()));
            if (!movie_.first_fault) movie_.first_fault = std::move(error);
            return {};
        }
        movie_.tracks.push_back(std::move(track));
        return {};
    }
    Result<void> read_mvex_box(const Box& box) {
        if (box.type != FourCc("trex") || movie_.extends.size() >= kMostTracks) return {};
        BT_TRY(const Bytes body, window_.body(box, kLargestSmallBox));
        BT_TRY(const auto extends, read_trex(ByteReader(body, box.body_offset())));
        movie_.extends.push_back(extends);
        return {};
    }

    FileWindow& window_;
    Movie movie_;
    std::size_t track_count_ = 0;
};

}  // namespace

Result<Movie> read_movie(FileWindow& window, const Box& moov) {
    if (moov.size > kLargestMoov) {
        return Error{.fault = Fault::TooLarge, .message = fmt::format("{} bytes, {} allowed", moov.size, kLargestMoov),
                     .place = "moov", .offset = moov.offset};
    }
    MovieReader reader(window);
    auto read = for_each_child(window, moov, 0, [&](const Box& box) { return reader.read_box(box); });
    // A moov that is cut off keeps the tracks that came before the cut.
    if (!read && !(moov.cut_short && read.error().fault == Fault::Truncated)) return std::move(read).error().within("moov");
    return std::move(reader).take();
}

}  // namespace bt::media::isobmff
