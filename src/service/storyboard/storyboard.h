// A film at a glance: its key frames made small and laid out on sheets, ten by ten, for whoever looks for a place in it.
//
//     1.webp  | 0:00 | 0:05 | 0:10 | ...      thumbnails.vtt   00:00:00.000 --> 00:00:05.005
//             | 0:50 | ...                                     1.webp#xywh=0,0,320,180
//
// The index is WebVTT whose cues name a sheet and a rectangle of it (W3C Media Fragments §4.2.2), as other players read it too.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/media_time.h"
#include "base/result.h"
#include "media/index/media_file.h"
#include "service/storyboard/key_frames.h"

namespace bt::service {

/// Changes whenever a storyboard of the same film comes out differently: it is part of its URL and of its files' names.
inline constexpr int kStoryboardVersion = 2;

inline constexpr std::uint32_t kTileSide = 320;      ///< the longer side of a tile, in pixels
inline constexpr std::size_t kTilesAcross = 10;      ///< and as many down
inline constexpr std::size_t kTilesOfSheet = kTilesAcross * kTilesAcross;
/// Five sheets: a tile each five seconds of 40 minutes, each eleven of a film.
inline constexpr std::size_t kMostTiles = 500;
inline constexpr std::chrono::seconds kClosestTiles{5};

/// Which sync points become tiles: the first, then each that lies far enough behind the one before; at most kMostTiles.
std::vector<std::size_t> choose_tiles(std::span<const media::SyncPoint> points, Timescale scale, MediaDuration length);

/// The index for tiles that begin at `times`, the first of which counts from zero; the last lasts until `end`.
std::string thumbnails_webvtt(std::span<const std::chrono::milliseconds> times, std::chrono::milliseconds end, TileSize tile);

/// Takes each sheet as it is done, numbered from 1; a fault ends the making with it.
using KeepSheet = std::function<Result<void>(std::size_t number, ByteView webp)>;

/// Makes the sheets and returns the index. Reads sync samples alone, holds one sheet in memory. `should_go_on` is asked before each tile.
/// Faults: Unsupported when no picture of it can be decoded; Busy when it was told to stop; those of reading and of `keep`.
Result<std::string> make_storyboard(const media::MediaFile& film, const KeepSheet& keep, const std::function<bool()>& should_go_on);

}  // namespace bt::service
