// An ASS track put together again: UTF-8, and a line an event, whatever header and blocks hold. The first line of the input is the header.
#include <algorithm>

#include "base/text.h"
#include "subtitle/ass_file.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view all(reinterpret_cast<const char*>(data), size);
    const auto end = std::min(all.find('\n'), all.size());
    const auto header = all.substr(0, end);
    std::vector<bt::subtitle::AssEvent> events;
    for (const auto block : bt::split(all.substr(end), '\v')) events.push_back({.start = {}, .end = std::chrono::seconds(1), .fields = std::string(block)});
    const auto text = bt::subtitle::to_ass(header, events);
    if (!bt::is_utf8(text)) __builtin_trap();
    const auto lines = static_cast<std::size_t>(std::ranges::count(text, '\n'));
    if (lines > events.size() + static_cast<std::size_t>(std::ranges::count(header, '\n')) + 3) __builtin_trap();  // its own end, [Events], Format
    return 0;
}
