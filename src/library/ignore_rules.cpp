#include "library/ignore_rules.h"

#include <algorithm>
#include <array>
#include <optional>

#include "base/text.h"
#include "library/text.h"

namespace bt::library {
namespace {

/// One step of a glob: what it accepts and how it repeats.
struct Step {
    enum class Kind { Literal, AnyOne, Class, Star, DoubleStar, FoldersStar } kind = Kind::Literal;
    char literal = 0;
    std::string_view members = {};  ///< of a class, with '!' or '^' in front when negated
};

bool in_class(std::string_view members, char c) {
    bool negated = false;
    if (!members.empty() && (members[0] == '!' || members[0] == '^')) {
        negated = true;
        members.remove_prefix(1);
    }
    bool found = false;
    for (std::size_t i = 0; i < members.size(); ++i) {
        if (members[i] == '\\' && i + 1 < members.size()) ++i;
        if (i + 2 < members.size() && members[i + 1] == '-') {
            found = found || (members[i] <= c && c <= members[i + 2]);
            i += 2;
        } else {
            found = found || members[i] == c;
        }
    }
    return found != negated;
}

/// The class that opens at `open`, without its brackets; nothing when it never closes.
std::optional<std::string_view> class_at(std::string_view glob, std::size_t open) {
    std::size_t i = open + 1;
    if (i < glob.size() && (glob[i] == '!' || glob[i] == '^')) ++i;
    if (i < glob.size() && glob[i] == ']') ++i;  // a first ']' is a member
    while (i < glob.size() && glob[i] != ']') i += glob[i] == '\\' ? 2U : 1U;
    if (i >= glob.size()) return std::nullopt;
    return glob.substr(open + 1, i - open - 1);
}

std::vector<Step> compile(std::string_view glob) {
    std::vector<Step> steps;
    for (std::size_t i = 0; i < glob.size(); ++i) {
        const char c = glob[i];
        if (c == '*') {
            std::size_t end = i;
            while (end < glob.size() && glob[end] == '*') ++end;
            const bool whole_part = (i == 0 || glob[i - 1] == '/') && (end == glob.size() || glob[end] == '/');
            if (end - i >= 2 && whole_part && end < glob.size()) {
                steps.push_back({Step::Kind::FoldersStar});  // "**/": nothing, or folders
                i = end;
            } else {
                steps.push_back({end - i >= 2 && whole_part ? Step::Kind::DoubleStar : Step::Kind::Star});
                i = end - 1;
            }
        } else if (c == '?') {
            steps.push_back({Step::Kind::AnyOne});
        } else if (const auto members = c == '[' ? class_at(glob, i) : std::nullopt) {
            steps.push_back({Step::Kind::Class, 0, *members});
            i += members->size() + 1;
        } else {
            if (c == '\\' && i + 1 < glob.size()) ++i;
            steps.push_back({Step::Kind::Literal, glob[i]});
        }
    }
    return steps;
}

}  // namespace

// Every place in the pattern that can be reached is followed at once, one character of the text at a time: no backtracking, so a
// pattern such as "*a*a*a*a*b" costs no more than its length times that of the name.
bool glob_matches(std::string_view glob, std::string_view text) {
    const std::vector<Step> steps = compile(glob);
    std::vector<char> now(steps.size() + 1, 0);
    std::vector<char> next(steps.size() + 1, 0);
    // Steps that may match nothing let the next one begin at the same place. "**/" only at the beginning of a part.
    const auto close_over = [&](std::vector<char>& places) {
        for (std::size_t s = 0; s < steps.size(); ++s) {
            if (places[s] == 0) continue;
            const auto kind = steps[s].kind;
            const bool may_be_nothing = kind == Step::Kind::Star || kind == Step::Kind::DoubleStar || (kind == Step::Kind::FoldersStar && places[s] == 1);
            if (may_be_nothing && places[s + 1] == 0) places[s + 1] = 1;
        }
    };
    now[0] = 1;
    close_over(now);
    for (const char c : text) {
        std::ranges::fill(next, char{0});
        for (std::size_t s = 0; s < steps.size(); ++s) {
            if (now[s] == 0) continue;
            switch (steps[s].kind) {
                case Step::Kind::Literal: if (c == steps[s].literal) next[s + 1] = 1; break;
                case Step::Kind::AnyOne: if (c != '/') next[s + 1] = 1; break;
                case Step::Kind::Class: if (c != '/' && in_class(steps[s].members, c)) next[s + 1] = 1; break;
                case Step::Kind::Star: if (c != '/') next[s] = 1; break;
                case Step::Kind::DoubleStar: next[s] = 1; break;
                // 1: at the beginning of a part, 2: inside one.
                case Step::Kind::FoldersStar: next[s] = c == '/' ? 1 : (next[s] == 1 ? 1 : 2); break;
            }
        }
        now.swap(next);
        close_over(now);
    }
    return now[steps.size()] != 0;
}

bool is_skipped_name(std::string_view raw_name, bool is_directory) {
    static constexpr std::array kNames = {
        std::string_view("@eadir"), std::string_view("eadir"), std::string_view("#recycle"), std::string_view("@recycle"),
        std::string_view("@recently-snapshot"), std::string_view("$recycle.bin"), std::string_view("lost+found"),
        std::string_view("system volume information"), std::string_view("extrathumbs"), std::string_view("thumbs.db"),
        std::string_view("desktop.ini"), std::string_view("#snapshot"), std::string_view("@tmp")};
    static constexpr std::array kReadHidden = {std::string_view(".ignore"), std::string_view(".plexignore"), std::string_view(".plexmatch")};
    const std::string name = ascii_lower(raw_name);
    if (name.empty() || name == "." || name == "..") return true;
    if (name[0] == '.') {
        if (is_directory) return name != ".actors";
        return std::ranges::find(kReadHidden, name) == kReadHidden.end();
    }
    if (std::ranges::find(kNames, name) != kNames.end()) return true;
    if (is_directory) return name.ends_with(".trickplay");
    return stem(name) == "sample" || name.ends_with(".grab");
}

IgnoreRules IgnoreRules::parse(std::string_view text) {
    IgnoreRules rules;
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    for (std::string_view line : split(text, '\n')) {
        if (rules.patterns_.size() == kMaxPatterns) break;
        if (line.ends_with('\r')) line.remove_suffix(1);
        // Spaces at the end do not count unless a backslash protects the last.
        while (line.ends_with(' ') && !line.ends_with("\\ ")) line.remove_suffix(1);
        if (line.empty() || line[0] == '#' || line.size() > kMaxPatternBytes) continue;
        Pattern pattern;
        if (line[0] == '!') {
            pattern.negated = true;
            line.remove_prefix(1);
        }
        if (line.ends_with('/')) {
            pattern.folders_only = true;
            line.remove_suffix(1);
        }
        pattern.tied = line.find('/') != std::string_view::npos;
        if (line.starts_with('/')) line.remove_prefix(1);
        if (line.empty()) continue;
        pattern.glob = ascii_lower(nfc(line));
        rules.patterns_.push_back(std::move(pattern));
    }
    return rules;
}

bool IgnoreRules::hides_everything(std::string_view text) {
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    return trim(text).empty();
}

IgnoreRules::Verdict IgnoreRules::judge(std::string_view raw_path, bool is_directory) const {
    if (patterns_.empty()) return Verdict::Silent;
    const std::string path = ascii_lower(nfc(raw_path));
    for (auto pattern = patterns_.rbegin(); pattern != patterns_.rend(); ++pattern) {
        if (pattern->folders_only && !is_directory) continue;
        if (glob_matches(pattern->glob, pattern->tied ? std::string_view(path) : file_name(path)))
            return pattern->negated ? Verdict::Shown : Verdict::Hidden;
    }
    return Verdict::Silent;
}

}  // namespace bt::library
