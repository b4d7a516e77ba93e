// What server and helper say to each other, of damaged bytes: whatever can be read is written back so that it reads the same.
#include "service/decoding/messages.h"

namespace {

using namespace bt::service;

template <class Answer> void answer(bt::ByteView bytes) {
    const auto read = read_answer<Answer>(bytes);
    const auto written = write_answer(read);
    if (write_answer(read_answer<Answer>(written)) != written) __builtin_trap();
}

template <class Note> void note(bt::ByteView bytes) {
    const auto read = read_note<Note>(bytes);
    if (!read) return;
    const auto written = write_note(*read);
    const auto again = read_note<Note>(written);
    if (!again || write_note(*again) != written) __builtin_trap();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const auto bytes = std::as_bytes(std::span{data, size}).subspan(1);
    switch (data[0] % 10) {
        case 0:
            if (const auto request = read_request(bytes)) {
                const auto written = std::visit([](const auto& each) { return write_request(each); }, *request);
                const auto again = read_request(written);
                if (!again || std::visit([](const auto& each) { return write_request(each); }, *again) != written) __builtin_trap();
            }
            break;
        case 1: answer<SoundEngine::Listened>(bytes); break;
        case 2: answer<std::vector<bt::sound::EpisodeSound>>(bytes); break;
        case 3: answer<bt::media::Description>(bytes); break;
        case 4: answer<bt::domain::SongTags>(bytes); break;
        case 5: answer<bt::domain::ArtworkFacts>(bytes); break;
        case 6: answer<bt::Bytes>(bytes); break;
        case 7: note<std::chrono::milliseconds>(bytes); break;
        case 8: note<LookingAt>(bytes); break;
        case 9: note<NumberedSheet>(bytes); break;
    }
    return 0;
}
