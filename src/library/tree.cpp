// One pass with openat, readdir and fstatat: a path is never looked up from the root again, so that a walk of ten thousand files costs
// little more than their stat calls, and a folder renamed meanwhile cannot lead it astray.
#include "library/tree.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <xxhash.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <memory>
#include <set>
#include <utility>

#include "io/byte_source.h"
#include "library/ignore_rules.h"
#include "library/sidecar_name.h"
#include "library/text.h"

namespace bt::library {
namespace {

// Bounds memory at some gigabyte; a library of a hundred thousand episodes has about a million entries.
constexpr std::uint64_t kMaxEntries = 4'000'000;
constexpr std::uint64_t kMaxIgnoreBytes = 256U << 10;
constexpr std::uint64_t kProgressEvery = 512;

struct CloseDirectory {
    void operator()(DIR* directory) const { closedir(directory); }
};
using Directory = std::unique_ptr<DIR, CloseDirectory>;
using Identity = std::pair<dev_t, ino_t>;

/// The rules of one folder's .ignore, for all that lies below it.
struct RulesAt {
    std::string folder;
    IgnoreRules rules;
};

domain::FileStamp stamp_of(const struct stat& info) {
    return {.size = static_cast<std::uint64_t>(info.st_size),
            .modified_ns = info.st_mtim.tv_sec * 1'000'000'000LL + info.st_mtim.tv_nsec,
            .inode = info.st_ino};
}

class Walk {
public:
    Walk(std::string root, const WalkOptions& options) : root_(std::move(root)), options_(options) {}

    Result<Tree> run() {
        const int descriptor = open(root_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        if (descriptor < 0) return io::system_error(errno, "cannot be opened", root_);
        visit(descriptor, tree_.root, 0);
        if (options_.stop.stop_requested()) return Error{Fault::Busy, "the scan was stopped"};
        return std::move(tree_);
    }

private:
    /// Reads the folder behind `descriptor`, which is closed, into `into`. False when it hides itself.
    bool visit(int descriptor, TreeFolder& into, int depth) {
        struct stat self {};
        fstat(descriptor, &self);
        const Identity identity{self.st_dev, self.st_ino};
        Directory directory(fdopendir(descriptor));
        if (!directory) {
            const int fault = errno;
            close(descriptor);
            add_unread(into, fault);
            return true;
        }
        ++tree_.folders_seen;
        met_.insert(identity);
        above_.push_back(identity);
        const std::size_t rules_before = rules_.size();
        const bool is_shown = visit_entries(directory.get(), into, depth);
        rules_.erase(rules_.begin() + static_cast<std::ptrdiff_t>(rules_before), rules_.end());
        above_.pop_back();
        return is_shown;
    }

    bool visit_entries(DIR* directory, TreeFolder& into, int depth) {
        std::vector<std::pair<std::string, unsigned char>> names;
        errno = 0;
        while (const dirent* entry = readdir(directory)) {
            if (tree_.files_seen + names.size() > kMaxEntries) {
                add_problem(into.path, "more entries than a library may have; the rest is not listed");
                into.is_partial = true;
                break;
            }
            if (!is_skipped_name(entry->d_name, entry->d_type == DT_DIR || (entry->d_type != DT_REG && entry->d_name[0] == '.')))
                names.emplace_back(entry->d_name, entry->d_type);
            errno = 0;
        }
        if (errno != 0) add_unread(into, errno);
        std::ranges::sort(names);
        if (!read_ignore_files(dirfd(directory), names, into)) return false;
        for (const auto& [name, type] : names) {
            if (options_.stop.stop_requested()) return true;
            visit_entry(dirfd(directory), name, type, into, depth);
        }
        return true;
    }

    /// False when an empty .ignore hides the folder, unless its sound is wanted.
    bool read_ignore_files(int folder, const std::vector<std::pair<std::string, unsigned char>>& names, TreeFolder& into) {
        for (const std::string_view file : {".ignore", ".plexignore"}) {
            if (!std::ranges::binary_search(names, file, {}, [](const auto& entry) { return std::string_view(entry.first); })) continue;
            const auto text = read_at(folder, file);
            if (!text) continue;
            if (file == ".ignore" && IgnoreRules::hides_everything(*text)) {
                into.is_sound_only = options_.keep_hidden_soundtracks && is_soundtrack_folder(into.name, file_name(parent_path(into.path)));
                if (!into.is_sound_only) return false;
                continue;
            }
            rules_.push_back({into.path, IgnoreRules::parse(*text)});
        }
        return true;
    }

    static std::optional<std::string> read_at(int folder, std::string_view name) {
        const int descriptor = openat(folder, std::string(name).c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
        if (descriptor < 0) return std::nullopt;
        std::string text(kMaxIgnoreBytes, '\0');
        const auto size = ::read(descriptor, text.data(), text.size());
        close(descriptor);
        if (size < 0) return std::nullopt;
        text.resize(static_cast<std::size_t>(size));
        return text;
    }

    void visit_entry(int folder, const std::string& name, unsigned char type, TreeFolder& into, int depth) {
        struct stat info {};
        const bool is_link = type == DT_LNK || type == DT_UNKNOWN;
        if (type == DT_DIR) info.st_mode = S_IFDIR;
        else if (fstatat(folder, name.c_str(), &info, is_link ? 0 : AT_SYMLINK_NOFOLLOW) != 0) return add_unstated_entry(folder, name, into, errno);
        const bool is_directory = S_ISDIR(info.st_mode);
        if (!is_directory && !S_ISREG(info.st_mode)) return;  // pipes, sockets, devices
        if (is_skipped_name(name, is_directory)) return;
        const std::string path = join_path(into.path, name);
        if (is_hidden(path, is_directory)) return;
        if (!is_directory) {
            into.files.push_back({name, stamp_of(info)});
            if (++tree_.files_seen % kProgressEvery == 0 && options_.progress) options_.progress(tree_.folders_seen, tree_.files_seen);
            return;
        }
        visit_folder(folder, name, path, is_link, into, depth);
    }

    void visit_folder(int folder, const std::string& name, const std::string& path, bool may_be_link, TreeFolder& into, int depth) {
        if (depth + 1 >= kMaxDepth) return add_problem(path, "folders lie too deep here and are not read");
        const int descriptor = openat(folder, name.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC | (may_be_link ? 0 : O_NOFOLLOW));
        if (descriptor < 0) return add_unread_entry(into, name, errno);
        if (may_be_link && leads_back(descriptor)) {
            close(descriptor);
            return add_problem(path, "a link to a folder that was read already; it is not followed again");
        }
        TreeFolder child{.name = name, .path = path};
        if (!visit(descriptor, child, depth + 1)) return;
        into.is_partial = into.is_partial || child.is_partial;
        into.folders.push_back(std::move(child));
    }

    /// A link may lead to a folder once. So links cannot multiply a tree, and cannot form a loop.
    bool leads_back(int descriptor) const {
        struct stat info {};
        if (fstat(descriptor, &info) != 0) return true;
        return met_.contains({info.st_dev, info.st_ino}) || std::ranges::find(above_, Identity{info.st_dev, info.st_ino}) != above_.end();
    }

    bool is_hidden(std::string_view path, bool is_directory) const {
        for (auto at = rules_.rbegin(); at != rules_.rend(); ++at) {
            const auto relative = at->folder.empty() ? path : path.substr(at->folder.size() + 1);
            const auto verdict = at->rules.judge(relative, is_directory);
            if (verdict != IgnoreRules::Verdict::Silent) return verdict == IgnoreRules::Verdict::Hidden;
        }
        return false;
    }

    void add_problem(const std::string& path, std::string message) { tree_.problems.push_back({path, std::move(message)}); }
    void add_unread(TreeFolder& folder, int fault) {
        folder.is_partial = true;
        add_problem(folder.path, std::string("the folder cannot be read: ") + std::strerror(fault));
    }
    /// It went away since the folder was listed, which nobody need hear of, or is a link to nothing.
    void add_unstated_entry(int folder, const std::string& name, TreeFolder& into, int fault) {
        if (fault != ENOENT) return add_unread_entry(into, name, fault);
        struct stat link {};
        const bool leads_nowhere = fstatat(folder, name.c_str(), &link, AT_SYMLINK_NOFOLLOW) == 0 && S_ISLNK(link.st_mode);
        const std::string path = join_path(into.path, name);
        if (leads_nowhere && !is_skipped_name(name, false) && !is_hidden(path, false)) add_problem(path, "a link to a file that is not there");
    }
    void add_unread_entry(TreeFolder& folder, const std::string& name, int fault) {
        if (fault == ENOENT) return;  // it went away since it was listed
        folder.is_partial = true;
        add_problem(join_path(folder.path, name), std::string(fault == ELOOP ? "a link that leads to itself" : "it cannot be read: ") +
                                                      (fault == ELOOP ? "" : std::strerror(fault)));
    }

    std::string root_;
    const WalkOptions& options_;
    Tree tree_;
    std::set<Identity> met_;
    std::vector<Identity> above_;
    std::vector<RulesAt> rules_;
};

void append_number(std::string& out, std::uint64_t value) {
    out.append(reinterpret_cast<const char*>(&value), sizeof value);
}

}  // namespace

Result<Tree> walk(const std::string& root, const WalkOptions& options) { return Walk(root, options).run(); }

domain::FolderSignature signature_of(const TreeFolder& folder) {
    std::string text;
    for (const auto& file : folder.files) {
        text += file.name;
        text += '\0';
        append_number(text, file.stamp.size);
        append_number(text, static_cast<std::uint64_t>(file.stamp.modified_ns));
        append_number(text, file.stamp.inode);
    }
    text += '/';
    for (const auto& child : folder.folders) {
        text += child.name;
        text += '\0';
        append_number(text, signature_of(child).value);
    }
    text += folder.is_partial ? 'p' : '-';
    text += folder.is_sound_only ? 's' : '-';
    return {XXH3_64bits(text.data(), text.size())};
}

Result<std::string> read_small_file(const std::string& path, std::uint64_t limit) {
    BT_TRY(const auto file, io::File::open(path));
    if (file->size() > limit) return Error{.fault = Fault::TooLarge, .message = "larger than such a file should be", .place = path};
    std::string text(file->size(), '\0');
    BT_TRY(const auto size, file->read_at(0, std::as_writable_bytes(std::span(text))));
    text.resize(size);
    return text;
}

}  // namespace bt::library
