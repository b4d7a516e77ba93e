#include "studio/message.h"

#include <gtest/gtest.h>

namespace bt::studio {
namespace {

Bytes written(MessageKind kind, ByteView payload) {
    auto bytes = message_head(kind, payload.size());
    bytes.insert(bytes.end(), payload.begin(), payload.end());
    return bytes;
}

TEST(Messages, ComeTogetherHoweverTheyAreCut) {
    auto bytes = written(MessageKind::Note, as_bytes("half way"));
    const auto second = written(MessageKind::Answer, {});
    bytes.insert(bytes.end(), second.begin(), second.end());
    for (std::size_t piece = 1; piece <= bytes.size(); ++piece) {
        SCOPED_TRACE(piece);
        MessageReader reader;
        std::vector<Message> read;
        for (std::size_t at = 0; at < bytes.size(); at += piece) {
            auto some = ByteView(bytes).subspan(at, std::min(piece, bytes.size() - at));
            while (!some.empty()) {
                auto message = reader.take(some);
                ASSERT_TRUE(message);
                if (*message) read.push_back(std::move(**message));
            }
        }
        ASSERT_EQ(read.size(), 2U);
        EXPECT_EQ(read[0], (Message{MessageKind::Note, to_bytes(as_bytes("half way"))}));
        EXPECT_EQ(read[1], (Message{MessageKind::Answer, {}}));
    }
}

TEST(Messages, OneThatIsCutShortIsNotReadAndNoneIsLargerThanTheLimit) {
    const auto bytes = written(MessageKind::Answer, as_bytes("landmarks"));
    for (std::size_t length = 0; length < bytes.size(); ++length) {
        MessageReader reader;
        auto some = ByteView(bytes).first(length);
        const auto message = reader.take(some);
        ASSERT_TRUE(message);
        EXPECT_FALSE(*message) << length;
    }
    const auto huge = message_head(MessageKind::Answer, std::size_t{kLargestPayload} + 1);
    ByteView some = huge;
    EXPECT_EQ(MessageReader().take(some).error().fault, Fault::TooLarge);
}

TEST(Messages, AKindThereIsNotEndsTheConversation) {
    for (const int kind : {0, 5, 255}) {
        const auto head = message_head(static_cast<MessageKind>(kind), 0);
        ByteView some = head;
        EXPECT_EQ(MessageReader().take(some).error().fault, Fault::Malformed) << kind;
    }
}

}  // namespace
}  // namespace bt::studio
