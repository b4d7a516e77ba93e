#include "http/content_coding.h"

#include <brotli/decode.h>
#include <gtest/gtest.h>
#include <zlib.h>

namespace bt::http {
namespace {

TEST(ContentCoding, ChoosesWhatTheClientLikesBest) {
    struct Row {
        const char* accept;
        Codings available;
        Coding wanted;
    };
    constexpr Codings kBoth{.gzip = true, .brotli = true};
    for (const auto& row : std::initializer_list<Row>{
             {"gzip, deflate, br", kBoth, Coding::Brotli},
             {"gzip, deflate", kBoth, Coding::Gzip},
             {"gzip, br", {.gzip = true}, Coding::Gzip},
             {"br;q=0.5, gzip;q=0.8", kBoth, Coding::Gzip},
             {"br;q=0, gzip", kBoth, Coding::Gzip},
             {"*", kBoth, Coding::Brotli},
             {"*;q=0.1, br;q=0", kBoth, Coding::Gzip},
             {"gzip;q=0", kBoth, Coding::Identity},
             {"identity, gzip;q=0.5", kBoth, Coding::Identity},
             {"identity;q=0", kBoth, Coding::Identity},
             {"", kBoth, Coding::Identity},
             {"GZIP;Q=1.0", kBoth, Coding::Gzip},
             {"gzip;q=9", kBoth, Coding::Identity},
             {"gzip;q=x", kBoth, Coding::Identity},
             {"br", {}, Coding::Identity},
         }) {
        EXPECT_EQ(choose_coding(row.accept, row.available), row.wanted) << row.accept;
    }
}

TEST(ContentCoding, CompressesTextAndLeavesMediaAlone) {
    for (const auto* type : {"text/html; charset=utf-8", "application/json", "Application/JSON", "application/problem+json",
                             "application/vnd.apple.mpegurl", "application/dash+xml", "text/vtt", "image/svg+xml", "text/javascript"}) {
        EXPECT_TRUE(is_compressible(type)) << type;
    }
    for (const auto* type : {"video/mp4", "audio/mp4", "image/jpeg", "image/avif", "font/woff2", "application/octet-stream", ""}) {
        EXPECT_FALSE(is_compressible(type)) << type;
    }
}

TEST(ContentCoding, GivesBackTheSameBytesThroughBothLibraries) {
    std::string text;
    for (int i = 0; i < 5'000; ++i) text += "{\"id\":" + std::to_string(i * 7'919 % 10'007) + "}";
    const auto packed = compress(text, Coding::Gzip);
    ASSERT_TRUE(packed);
    EXPECT_LT(packed->size(), text.size() / 2);
    std::string unpacked(text.size(), '\0');
    z_stream stream{};
    ASSERT_EQ(::inflateInit2(&stream, MAX_WBITS + 16), Z_OK);
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed->data()));
    stream.avail_in = static_cast<uInt>(packed->size());
    stream.next_out = reinterpret_cast<Bytef*>(unpacked.data());
    stream.avail_out = static_cast<uInt>(unpacked.size());
    EXPECT_EQ(::inflate(&stream, Z_FINISH), Z_STREAM_END);
    ::inflateEnd(&stream);
    EXPECT_TRUE(unpacked == text);

    const auto smaller = compress(text, Coding::Brotli);
    ASSERT_TRUE(smaller);
    std::size_t size = text.size();
    std::string again(size, '\0');
    EXPECT_EQ(::BrotliDecoderDecompress(smaller->size(), reinterpret_cast<const std::uint8_t*>(smaller->data()), &size,
                                        reinterpret_cast<std::uint8_t*>(again.data())),
              BROTLI_DECODER_RESULT_SUCCESS);
    EXPECT_TRUE(again == text);
}

}  // namespace
}  // namespace bt::http
