// SAMI (Microsoft, 1998; still common for Korean): <SYNC Start=ms> begins a text that lasts until the next SYNC of the same
// class; a text of &nbsp; clears the screen. Each class (KRCC, ENCC) is a language. HTML in the wild is never well-formed, so
// this reads tags one by one and expects nothing to be closed.

#include <algorithm>
#include <cctype>
#include <charconv>
#include <map>

#include "base/text.h"
#include "subtitle/markup.h"
#include "subtitle/read.h"

namespace bt::subtitle {
namespace {

constexpr std::chrono::milliseconds kLongestShown{10'000};  // when nothing clears the last text
constexpr std::size_t kMostClasses = 16;

struct Text {
    std::chrono::milliseconds start{0};
    std::string html;
};

/// The value of an attribute in a tag's inside: quoted or bare; empty when absent.
std::string_view attribute(std::string_view tag, std::string_view name) {
    const auto lower = ascii_lower(tag);
    for (std::size_t at = lower.find(name); at != std::string::npos; at = lower.find(name, at + 1)) {
        auto rest = tag.substr(at + name.size());
        while (!rest.empty() && rest.front() == ' ') rest.remove_prefix(1);
        if (rest.empty() || rest.front() != '=') continue;
        rest = trim(rest.substr(1));
        if (!rest.empty() && (rest.front() == '"' || rest.front() == '\'')) return rest.substr(1, rest.find(rest.front(), 1) - 1);
        return rest.substr(0, rest.find_first_of(" \t\n>"));
    }
    return {};
}

/// `.KRCC {Name:한국어; lang:ko-KR;}` in the STYLE block: languages and names by class, in lower case.
std::map<std::string, Stream> read_classes(std::string_view style) {
    std::map<std::string, Stream> classes;
    for (std::size_t dot = style.find('.'); dot != std::string_view::npos; dot = style.find('.', dot + 1)) {
        const auto open = style.find('{', dot);
        if (open == std::string_view::npos) break;
        const auto close = std::min(style.find('}', open), style.size());
        const auto name = ascii_lower(trim(style.substr(dot + 1, open - dot - 1)));
        if (name.empty() || name.find_first_of(" \n\t{}:;") != std::string::npos || classes.size() >= kMostClasses) continue;
        Stream stream;
        for (const auto declaration : split(style.substr(open + 1, close - open - 1), ';')) {
            const auto colon = declaration.find(':');
            if (colon == std::string_view::npos) continue;
            const auto property = ascii_lower(trim(declaration.substr(0, colon)));
            if (property == "name") stream.name = trim(declaration.substr(colon + 1));
            if (property == "lang") stream.language = ascii_lower(trim(declaration.substr(colon + 1)).substr(0, 2));
        }
        classes.emplace(name, std::move(stream));
    }
    return classes;
}

/// Languages of classes that a file uses without declaring them.
std::string language_of_class(const std::string& name) {
    if (name.starts_with("kr") || name.starts_with("ko")) return "ko";
    if (name.starts_with("en") || name.starts_with("eg")) return "en";
    if (name.starts_with("jp") || name.starts_with("ja")) return "ja";
    return {};
}

/// Text with &nbsp; as a blank, to see whether anything is shown at all.
bool is_blank(std::string_view text) {
    for (std::size_t i = 0; i < text.size();) {
        if (text.substr(i).starts_with("&nbsp;")) i += 6;
        else if (text.substr(i).starts_with("&amp;nbsp")) i += 9;
        else if (text.substr(i).starts_with("\xC2\xA0")) i += 2;
        else if (text[i] == ' ' || text[i] == '\n' || text[i] == '\t' || text[i] == ';') ++i;
        else return false;
    }
    return true;
}

/// HTML text to cue text: line ends are spaces, <br> is a line end.
std::string cue_text(std::string_view html) {
    std::string flat;
    for (const char c : html) flat += c == '\n' || c == '\t' ? ' ' : c;
    auto text = from_subrip(flat).text;
    std::string out;
    for (const auto line : split(text, '\n')) {
        const auto kept = trim(line);
        if (kept.empty()) continue;
        if (!out.empty()) out += '\n';
        out += kept;
    }
    return out;
}

std::vector<Cue> to_cues(std::vector<Text> texts) {
    std::stable_sort(texts.begin(), texts.end(), [](const Text& a, const Text& b) { return a.start < b.start; });
    std::vector<Cue> cues;
    for (std::size_t i = 0; i < texts.size(); ++i) {
        auto text = cue_text(texts[i].html);
        if (is_blank(text)) continue;
        const auto end = i + 1 < texts.size() ? texts[i + 1].start : texts[i].start + kLongestShown;
        cues.push_back({texts[i].start, end, std::move(text), {}});
    }
    return cues;
}

}  // namespace

bool declares_korean(std::string_view sami) {
    const auto head = ascii_lower(sami.substr(0, 64 * 1024));
    if (head.find("<sami") == std::string::npos && head.find("<sync") == std::string::npos) return false;
    const auto classes = read_classes(std::string_view(head).substr(0, head.find("<body")));
    return head.find("class=krcc") != std::string::npos || std::ranges::any_of(classes, [](const auto& each) {
        return each.second.language == "ko" || (each.second.language.empty() && language_of_class(each.first) == "ko");
    });
}

Cues read_sami(std::string_view text) {
    Cues result;
    auto classes = read_classes(text.substr(0, ascii_lower(text.substr(0, 64 * 1024)).find("<body")));
    std::map<std::string, std::vector<Text>> texts;
    std::optional<std::chrono::milliseconds> now;
    std::string current;  // the class whose text is being read
    std::size_t total = 0;
    for (std::size_t i = 0; i < text.size() && total < kMostCues;) {
        if (text[i] != '<') {
            const auto end = std::min(text.find('<', i), text.size());
            if (now && !texts[current].empty() && texts[current].back().html.size() < kLongestCueText) {
                texts[current].back().html += text.substr(i, end - i);
            }
            i = end;
            continue;
        }
        const auto close = text.find('>', i);
        if (close == std::string_view::npos) break;
        const auto tag = text.substr(i + 1, close - i - 1);
        const auto lower = ascii_lower(tag);
        i = close + 1;
        if (lower.starts_with("sync")) {
            std::int64_t ms = 0;
            const auto value = attribute(tag, "start");
            const auto [end, fault] = std::from_chars(value.data(), value.data() + value.size(), ms);
            now.reset();
            if (fault == std::errc{} && ms >= 0 && ms < 1'000'000'000) now = std::chrono::milliseconds(ms);
            else ++result.skipped;
            // Text may follow at once, without a <P>: it belongs to the class of the text before.
            if (now && !classes.empty() && current.empty()) current = classes.begin()->first;
            if (now) texts[current].push_back({*now, {}}), ++total;
        } else if (lower == "p" || lower.starts_with("p ")) {
            const auto name = ascii_lower(attribute(tag, "class"));
            if (name.empty() || name == current || texts.size() >= kMostClasses || !now) continue;
            // The empty text that SYNC began belongs to this class instead.
            if (auto& before = texts[current]; !before.empty() && before.back().html.empty() && before.back().start == *now) before.pop_back();
            current = name;
            texts[current].push_back({*now, {}});
        } else if (lower.starts_with("/body") || lower.starts_with("/sami")) {
            now.reset();
        } else if (lower.starts_with("br") || lower == "i" || lower == "b" || lower == "u" || lower == "/i" || lower == "/b" || lower == "/u") {
            if (now && !texts[current].empty()) texts[current].back().html += "<" + (lower.starts_with("br") ? std::string("br") : lower) + ">";
        }
    }
    for (auto& [name, list] : texts) {
        auto stream = classes.contains(name) ? classes.at(name) : Stream{};
        if (stream.language.empty()) stream.language = language_of_class(name);
        stream.cues = to_cues(std::move(list));
        if (!stream.cues.empty()) result.streams.push_back(std::move(stream));
    }
    return result;
}

}  // namespace bt::subtitle
