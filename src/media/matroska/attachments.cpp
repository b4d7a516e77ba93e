#include "media/matroska/elements.h"

#include <algorithm>
#include "media/matroska/metadata.h"

namespace bt::media::matroska {
namespace {

/// Anime releases carry some hundred fonts.
constexpr std::size_t kMaxAttachments = 2'000;
constexpr int kMaxFields = 64;

Result<std::optional<Attachment>> read_attached_file(SourceWindow& window, const Element& file) {
    Attachment attachment;
    bool has_data = false;
    std::uint64_t position = file.data;
    for (int i = 0; i < kMaxFields && position < file.end(); ++i) {
        BT_TRY(const Element field, window.element(position, file.end()));
        if (field.unknown_size || field.end() > file.end()) return Error{Fault::Malformed, "an element does not fit", {}, field.offset};
        if (field.id == id::kFileName || field.id == id::kFileMediaType) {
            constexpr std::uint64_t kLongestName = 1'024;
            BT_TRY(const ByteView body, window.look(field.data, static_cast<std::size_t>(std::min(field.size, kLongestName))));
            std::string text = Child{.id = field.id, .data = body}.text();
            (field.id == id::kFileName ? attachment.name : attachment.media_type) = std::move(text);
        }
        if (field.id == id::kFileData) {
            attachment.data = {field.data, field.size};
            has_data = true;
        }
        position = field.end();
    }
    if (!has_data) return std::optional<Attachment>{};
    return std::optional{std::move(attachment)};
}

}  // namespace

Result<std::vector<Attachment>> read_attachments(SourceWindow& window, const Element& attachments, std::vector<std::string>& notes) {
    std::vector<Attachment> out;
    const std::uint64_t end = std::min(attachments.end(), window.size());
    std::uint64_t position = attachments.data;
    const auto damaged = [&] {
        notes.emplace_back("Segment > Attachments: damaged; the files before the damage are listed");
        return std::move(out);
    };
    for (std::size_t i = 0; i < kMaxAttachments && position < end; ++i) {
        auto child = window.element(position, end);
        if (!child && child.error().fault == Fault::Io) return std::move(child).error();
        if (!child || child->unknown_size || child->end() > end) return damaged();
        if (child->id == id::kAttachedFile) {
            auto file = read_attached_file(window, *child);
            if (!file && file.error().fault == Fault::Io) return std::move(file).error();
            if (!file) return damaged();
            if (*file) out.push_back(std::move(**file));
        }
        position = child->end();
    }
    return out;
}

}  // namespace bt::media::matroska
