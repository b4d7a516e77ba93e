// An ASS file put together again from the parts a Matroska track keeps it in: the header apart, each event a block without its times.
#pragma once

#include <chrono>
#include <span>
#include <string>
#include <string_view>

namespace bt::subtitle {

/// A block of S_TEXT/ASS or S_TEXT/SSA: "ReadOrder,Layer,Style,Name,MarginL,MarginR,MarginV,Effect,Text".
struct AssEvent {
    std::chrono::milliseconds start{0}, end{0};
    std::string fields;
};

/// `header` is the track's CodecPrivate: everything up to the events. The events come out in the order they had in the file (ReadOrder);
/// those that make no sense are left out. Valid UTF-8 whatever goes in.
std::string to_ass(std::string_view header, std::span<const AssEvent> events);

}  // namespace bt::subtitle
