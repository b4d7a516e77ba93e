#include "media/isobmff/table_window.h"

#include <fmt/format.h>

#include <algorithm>

namespace bt::media::isobmff {

TableWindow::TableWindow(const io::ByteSource& source, Table table, std::uint32_t entry_bytes, std::uint32_t window_entries)
    : source_(&source), table_(table), entry_bytes_(entry_bytes), window_entries_(std::max(window_entries, 2U)) {}

bool TableWindow::fill(std::uint32_t index) {
    held_ = 0;
    if (index >= table_.count) {
        fault_ = Error{.fault = Fault::Malformed, .message = fmt::format("entry {} of {} wanted", index, table_.count),
                       .offset = table_.offset};
        return false;
    }
    const auto entries = std::min(window_entries_, table_.count - index);
    const auto offset = table_.offset + std::uint64_t{index} * entry_bytes_;
    buffer_.resize(std::size_t{entries} * entry_bytes_);
    const auto got = source_->read_at(offset, buffer_);
    if (!got) {
        fault_ = got.error();
        return false;
    }
    if (got.value() != buffer_.size()) {
        fault_ = Error{.fault = Fault::Truncated, .message = "the file became shorter", .offset = offset + got.value()};
        return false;
    }
    first_ = index;
    held_ = entries;
    return true;
}

}  // namespace bt::media::isobmff
