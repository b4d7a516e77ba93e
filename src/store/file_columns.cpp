#include "store/file_columns.h"

#include "store/details.h"
#include "store/stored_text.h"

namespace bt::store {

StampColumns::StampColumns(const domain::FileStamp& stamp, const std::optional<ContentKey>& content)
    : size(static_cast<std::int64_t>(stamp.size)), modified_ns(stamp.modified_ns), inode(static_cast<std::int64_t>(stamp.inode)) {
    if (content) content_key = content->text();
}

void StampColumns::attach(soci::statement& statement) {
    statement.exchange(into(size));
    statement.exchange(into(modified_ns));
    statement.exchange(into(inode));
    statement.exchange(into(content_key));
}

domain::FileStamp StampColumns::stamp() const {
    return {.size = static_cast<std::uint64_t>(size), .modified_ns = modified_ns, .inode = static_cast<std::uint64_t>(inode)};
}

std::optional<ContentKey> StampColumns::content() const {
    return content_key ? ContentKey::parse(*content_key) : std::nullopt;
}

void StampValues::attach(soci::statement& statement) const {
    statement.exchange(use(columns.size));
    statement.exchange(use(columns.modified_ns));
    statement.exchange(use(columns.inode));
    statement.exchange(use(columns.content_key));
}

void FileColumns::attach(soci::statement& statement) {
    statement.exchange(into(id));
    statement.exchange(into(path));
    stamp.attach(statement);
    statement.exchange(into(unreadable));
    statement.exchange(into(summary));
}

domain::MediaFile FileColumns::file() const {
    domain::MediaFile file;
    file.id = domain::FileId{id};
    file.path = from_stored_path(path);
    file.stamp = stamp.stamp();
    file.content = stamp.content();
    file.unreadable = unreadable;
    if (summary) file.summary = read_summary(*summary);
    return file;
}

}  // namespace bt::store
