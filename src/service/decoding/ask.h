// Has something decoded by a helper and waits for it.
#pragma once

#include <functional>

#include "service/decoding/messages.h"
#include "studio/studio.h"

namespace bt::service {

/// `goes_on` is asked some times a second; false ends the work. `on_note` takes each note, and its fault ends the work, too.
/// Faults: those of what is asked for; those of Studio::ask, among them Malformed for a file that kills its decoder.
template <class Request>
Result<typename Request::Answer> ask(studio::Studio& studio, const Request& request, std::function<bool()> goes_on = [] { return true; },
                                     const std::function<Result<void>(typename Request::Note)>& on_note = [](auto) { return Result<void>(); }) {
    studio::Waiting waiting;
    waiting.goes_on = std::move(goes_on);
    waiting.on_note = [&on_note](ByteView bytes) -> Result<void> {
        BT_TRY(auto note, read_note<typename Request::Note>(bytes));
        return on_note(std::move(note));
    };
    waiting.patience = Request::kPatience;
    waiting.names_content = Request::kNamesContent;
    waiting.largest_payload = Request::kLargest;
    BT_TRY(const auto answer, studio.ask(write_request(request), waiting));
    return read_answer<typename Request::Answer>(answer);
}

}  // namespace bt::service
