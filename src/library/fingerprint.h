// Which content a file holds, whatever it is called: its ContentKey.
//
//   key = XXH3-128( size, 64 KiB from the beginning, 64 KiB from the middle, 64 KiB from the end ); small files: all of it
//
// At most 192 KiB are read, in three places, so that a library of spinning disks is named in minutes. Two files get one key by chance
// with probability 2^-128 for each pair. By construction only when they have the same size and the same bytes in all three places: the
// beginning and end of a media file hold its tables (sample tables, cues, identifiers, dates), which differ wherever the coded
// bytes between them do. A change that keeps the size and misses all three places keeps the key: tags and chapters, which tools
// rewrite in place, lie in the first or the last. The key is no defence against somebody who makes collisions on purpose; they could
// only confuse their own library.
//
// One kind of file does keep its key while its content comes: one that is made in its full size and filled piece by piece, as download
// programs do. Its print, 4 KiB from each of 64 places, tells; content_naming.h says when it is taken and what follows.
#pragma once

#include "base/ids.h"
#include "base/result.h"
#include "domain/scan.h"
#include "io/byte_source.h"

namespace bt::library {

inline constexpr std::uint64_t kFingerprintSampleBytes = 64U << 10;

/// Faults: those of reading; Truncated when the file shrinks meanwhile; Malformed for an empty file, which has no content to name.
Result<ContentKey> read_content_key(const io::ByteSource& source);

/// False when the key's samples are the whole file: then they tell everything.
bool has_more_than_samples(std::uint64_t size);
/// Faults: those of reading; Truncated when the file shrinks meanwhile.
Result<domain::ContentPrint> read_content_print(const io::ByteSource& source);
/// The key of a content whose samples are those of `sampled` but which is another than the one that bears that key.
ContentKey key_told_apart(ContentKey sampled, domain::ContentPrint print);

/// Whether this is the content that bears `key`, whichever of the two keys above that is. `print`: of that content, where it was taken; a
/// print that differs is another content behind an equal key. Faults: those of reading.
Result<bool> holds_content(const io::ByteSource& source, ContentKey key, std::optional<domain::ContentPrint> print = {});

}  // namespace bt::library
