#include "http/content_coding.h"

#include <brotli/encode.h>
#include <zlib.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

#include "base/bytes.h"
#include "base/text.h"
#include "http/headers.h"

namespace bt::http {
namespace {

/// A weight in thousandths, `;q=0.8` being 800 (RFC 9110 §12.4.2). Anything odd counts as 0: not acceptable.
int weight_of(std::string_view parameters) {
    for (const auto part : split(parameters, ';')) {
        const auto text = trim(part);
        if (text.size() < 3 || (text[0] != 'q' && text[0] != 'Q') || text[1] != '=') continue;
        const auto number = text.substr(2);
        int weight = 0;
        int place = 1000;
        for (std::size_t i = 0; i < number.size() && i < 5; ++i) {
            if (i == 1 && number[i] == '.') continue;
            if (number[i] < '0' || number[i] > '9') return 0;
            weight += (number[i] - '0') * place;
            place /= 10;
        }
        return weight > 1000 ? 0 : weight;
    }
    return 1000;
}

Result<std::string> gzip(std::string_view text) {
    constexpr int kGzipWrapper = 16;
    constexpr int kLevel = 4;
    z_stream stream{};
    if (::deflateInit2(&stream, kLevel, Z_DEFLATED, MAX_WBITS + kGzipWrapper, 8, Z_DEFAULT_STRATEGY) != Z_OK) {
        return Error{.fault = Fault::Io, .message = "zlib has no memory"};
    }
    std::string out(::deflateBound(&stream, static_cast<uLong>(text.size())), '\0');
    // zlib does not write through next_in, which is not const only for old compilers.
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
    stream.avail_in = static_cast<uInt>(text.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    const int status = ::deflate(&stream, Z_FINISH);
    out.resize(stream.total_out);
    ::deflateEnd(&stream);
    if (status != Z_STREAM_END) return Error{.fault = Fault::Io, .message = "zlib did not finish"};
    return out;
}

Result<std::string> brotli(std::string_view text) {
    constexpr int kQuality = 4;
    constexpr int kWindow = 18;  // 256 kB: as much as such answers have, and little memory
    std::size_t size = ::BrotliEncoderMaxCompressedSize(text.size());
    std::string out(size, '\0');
    const auto done =
        ::BrotliEncoderCompress(kQuality, kWindow, BROTLI_MODE_TEXT, text.size(),
                                reinterpret_cast<const std::uint8_t*>(text.data()), &size,
                                reinterpret_cast<std::uint8_t*>(out.data()));
    if (done != BROTLI_TRUE) return Error{.fault = Fault::Io, .message = "brotli did not finish"};
    out.resize(size);
    return out;
}

}  // namespace

std::string_view to_string(Coding coding) {
    switch (coding) {
        case Coding::Identity: return "identity";
        case Coding::Gzip: return "gzip";
        case Coding::Brotli: return "br";
    }
    return "identity";
}

Coding choose_coding(std::string_view accept_encoding, Codings available) {
    std::optional<int> gzip_weight;
    std::optional<int> brotli_weight;
    std::optional<int> identity_weight;
    std::optional<int> other_weight;
    for (const auto element : list_elements(accept_encoding)) {
        const auto semicolon = std::min(element.find(';'), element.size());
        const auto name = trim(element.substr(0, semicolon));
        const int weight = weight_of(element.substr(semicolon));
        if (equals_ignoring_ascii_case(name, "gzip") || equals_ignoring_ascii_case(name, "x-gzip")) gzip_weight = weight;
        if (equals_ignoring_ascii_case(name, "br")) brotli_weight = weight;
        if (equals_ignoring_ascii_case(name, "identity")) identity_weight = weight;
        if (name == "*") other_weight = weight;
    }
    const int gzip_rank = available.gzip ? gzip_weight.value_or(other_weight.value_or(0)) : 0;
    const int brotli_rank = available.brotli ? brotli_weight.value_or(other_weight.value_or(0)) : 0;
    const int identity_rank = identity_weight.value_or(0);  // unnamed: allowed, but any named coding is preferred
    if (brotli_rank > 0 && brotli_rank >= gzip_rank && brotli_rank >= identity_rank) return Coding::Brotli;
    if (gzip_rank > 0 && gzip_rank >= identity_rank) return Coding::Gzip;
    return Coding::Identity;
}

bool is_compressible(std::string_view content_type) {
    constexpr std::array<std::string_view, 9> kTypes{"application/json",          "application/problem+json",
                                                     "application/javascript",    "application/vnd.apple.mpegurl",
                                                     "application/x-mpegurl",     "application/dash+xml",
                                                     "application/manifest+json", "application/wasm",
                                                     "image/svg+xml"};
    const auto type = ascii_lower(trim(content_type.substr(0, std::min(content_type.find(';'), content_type.size()))));
    if (type.starts_with("text/") || type.ends_with("+json") || type.ends_with("+xml") || type.ends_with("/xml")) return true;
    for (const auto known : kTypes) {
        if (type == known) return true;
    }
    return false;
}

Result<std::string> compress(std::string_view text, Coding coding) {
    switch (coding) {
        case Coding::Identity: return std::string(text);
        case Coding::Gzip: return gzip(text);
        case Coding::Brotli: return brotli(text);
    }
    return std::string(text);
}

}  // namespace bt::http
