// The storyboards of films that follow each other as one: the index alone, which names the sheets where each film has them.
//
//     cd1   00:00:00.000 --> 00:00:05.005  1.webp#xywh=0,0,320,180
//     cd2   00:00:00.000 --> 00:00:05.005  1.webp#xywh=0,0,320,180    in the whole, behind 40 minutes of cd1:
//           00:40:00.000 --> 00:40:05.005  ../../90cc...-1/storyboard-2/1.webp#xywh=0,0,320,180
//
// Made anew for each request: it costs some milliseconds, films have at most kMostTiles tiles however long they are, and their storyboards
// are made one by one.
#pragma once

#include <span>
#include <string>

#include "base/ids.h"
#include "base/result.h"
#include "delivery/joined.h"
#include "service/storyboard/storyboard_shelf.h"

namespace bt::service {

/// `films` are those of `joined`. One that has no storyboard, or none yet, has no pictures in it. Faults: NotFound when none has one; Io.
Result<std::string> joined_thumbnails(const StoryboardShelf& shelf, std::span<const ContentKey> films, const delivery::Joined& joined);

}  // namespace bt::service
