// What a scan does not look at: names every server skips, and the .ignore and .plexignore files people leave.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace bt::library {

/// Names that never hold anything for viewers: hidden ones, "@eaDir", "#recycle", "lost+found", "*.trickplay", "sample.mkv", ...
/// ".ignore", ".plexignore", ".plexmatch" and the folder ".actors" are not hidden from the scan: it reads them.
bool is_skipped_name(std::string_view name, bool is_directory);

/// Patterns as in git's ignore files (gitignore(5)): comments, "!", a final "/" for folders, a "/" elsewhere ties the pattern to
/// the file's own folder, "*", "?", "[a-z]", "**". The last pattern that matches decides. Names are compared without ASCII case.
class IgnoreRules {
public:
    /// Beyond kMaxPatterns lines, or in a line longer than kMaxPatternBytes, nothing is read.
    static IgnoreRules parse(std::string_view text);
    static constexpr std::size_t kMaxPatterns = 2000;
    static constexpr std::size_t kMaxPatternBytes = 1024;

    /// An empty .ignore (nothing but white space) hides its whole folder.
    static bool hides_everything(std::string_view text);

    enum class Verdict { Silent, Hidden, Shown };
    /// `path` is relative to the folder that holds the file.
    Verdict judge(std::string_view path, bool is_directory) const;
    bool empty() const { return patterns_.empty(); }

private:
    struct Pattern {
        std::string glob;
        bool negated = false, folders_only = false, tied = false;
    };
    std::vector<Pattern> patterns_;
};

/// Whether `glob` matches the whole of `text`: "*" and "?" stop at '/', "**" does not. Time is at most |glob| times |text|.
bool glob_matches(std::string_view glob, std::string_view text);

}  // namespace bt::library
