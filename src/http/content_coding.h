// Content codings for text: RFC 9110 §8.4 and §12.5.3. Media is never compressed.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"

namespace bt::http {

enum class Coding : std::uint8_t { Identity, Gzip, Brotli };

/// "identity", "gzip", "br".
std::string_view to_string(Coding coding);

struct Codings {
    bool gzip = false;
    bool brotli = false;
};

/// The best of identity and `available` that an Accept-Encoding field allows: the highest weight; brotli before gzip before
/// identity among equals. Identity when nothing fits, which §12.5.3 allows.
Coding choose_coding(std::string_view accept_encoding, Codings available);

/// True for types worth compressing: text/*, JSON, XML, JavaScript, HLS playlists, DASH manifests, SVG, WebAssembly.
bool is_compressible(std::string_view content_type);

/// With cheap levels (gzip 4, brotli 4): for answers made on the way. Faults: Io when the library fails.
Result<std::string> compress(std::string_view text, Coding coding);

}  // namespace bt::http
