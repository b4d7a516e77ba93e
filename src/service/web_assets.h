// The web app as bytes inside the program: what `npm run build` made of web/, ready to be sent.
#pragma once

#include <span>
#include <string_view>

#include "base/bytes.h"

namespace bt {

/// One file of the built web app. All views live as long as the program.
struct WebAsset {
    std::string_view path;          ///< As in the URL: "/index.html", "/assets/index-D0ilkxka.js".
    std::string_view content_type;  ///< With charset where one applies.
    ByteView identity;              ///< As built.
    ByteView gzip;                  ///< Empty where compressing does not make the file smaller.
    ByteView brotli;                ///< Likewise.
    /// Of the identity form, without quotes: each coding's entity tag is made from it (RFC 9110 §8.8.3.3).
    std::string_view etag;
    bool immutable = false;  ///< The name holds a hash of the content: may be cached for ever.
};

/// Every file, in the order of their paths; empty when the program was built without the web app.
std::span<const WebAsset> web_assets();

/// The value of the Content-Security-Policy header that the app is written for (web/csp.txt).
std::string_view web_content_security_policy();

/// The same for the worker that draws ASS subtitles (web/csp-libass.txt): a worker has the policy it comes with, so that what
/// WebAssembly needs is allowed there and nowhere else.
std::string_view libass_content_security_policy();

/// What to send for the path of a GET: the file of that name, or the app's page for every address that the app itself
/// routes ("/", "/series/7"). Nothing for a file that is not there: a path under /assets/ or with an extension.
const WebAsset* find_web_asset(std::string_view path);

}  // namespace bt
