#include "service/web_assets.h"

#include <algorithm>

namespace bt {
namespace {

const WebAsset* find_exactly(std::string_view path) {
    const auto assets = web_assets();
    const auto at = std::ranges::lower_bound(assets, path, {}, &WebAsset::path);
    return at != assets.end() && at->path == path ? &*at : nullptr;
}

/// The ids in page addresses hold no dot: a last segment with one asks for a file.
bool asks_for_file(std::string_view path) {
    return path.starts_with("/assets/") || path.substr(path.rfind('/') + 1).find('.') != std::string_view::npos;
}

}  // namespace

const WebAsset* find_web_asset(std::string_view path) {
    if (!path.starts_with('/')) return nullptr;
    if (const WebAsset* asset = find_exactly(path)) return asset;
    return asks_for_file(path) ? nullptr : find_exactly("/index.html");
}

}  // namespace bt
