// Three little tokenisers that share one idea: text goes through, escaped; only tags WebVTT knows are written, and every tag
// that is opened is closed, so that one bad line cannot italicise the rest of a film.

#include "subtitle/markup.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <optional>
#include <vector>

#include "base/text.h"

namespace bt::subtitle {
namespace {

/// Writes text and tags so that tags nest.
class TagWriter {
public:
    void put(std::string_view plain) { out_ += escape_webvtt(plain); }
    void raw(std::string_view escaped) { out_ += escaped; }
    void open(std::string name, std::string_view full) {
        out_ += '<';
        out_ += full;
        out_ += '>';
        open_.push_back(std::move(name));
    }
    void open(const std::string& name) { open(name, name); }
    bool is_open(std::string_view name) const { return std::find(open_.begin(), open_.end(), name) != open_.end(); }
    /// Closes `name` and what was opened inside it; what was inside is opened again.
    void close(std::string_view name) {
        const auto at = std::find(open_.rbegin(), open_.rend(), name);
        if (at == open_.rend()) return;
        std::vector<std::string> inside(open_.rbegin(), at);
        for (std::size_t i = 0; i <= inside.size(); ++i) {
            out_ += "</" + open_.back() + ">";
            open_.pop_back();
        }
        // Tags with annotations are not opened again: their annotation is gone.
        for (auto it = inside.rbegin(); it != inside.rend(); ++it) {
            if (it->size() == 1 && *it != "c" && *it != "v") open(*it);
        }
    }
    std::string finish() && {
        while (!out_.empty() && trim(out_.substr(out_.size() - 1)).empty()) out_.pop_back();
        while (!open_.empty()) close(std::string(open_.back()));
        return std::string(trim(out_));
    }

private:
    std::string out_;
    std::vector<std::string> open_;
};

/// The tag that starts at `text[0] == '<'`, without its angle brackets; nothing when it does not end on this cue.
std::optional<std::string_view> tag_at(std::string_view text) {
    const auto end = text.find('>');
    if (end == std::string_view::npos || end > 512) return std::nullopt;
    return text.substr(1, end - 1);
}

bool is_tag_start(std::string_view text) {
    return text.size() > 1 && (text[1] == '/' || std::isalpha(static_cast<unsigned char>(text[1])) != 0);
}

/// "\an8" or "\a6" anywhere in an override block, as a numpad place.
std::optional<int> alignment_in(std::string_view block) {
    if (const auto at = block.find("\\an"); at != std::string_view::npos && at + 3 < block.size()) {
        const int digit = block[at + 3] - '0';
        if (digit >= 1 && digit <= 9) return digit;
    }
    if (const auto at = block.find("\\a"); at != std::string_view::npos && at + 2 < block.size()) {
        // SSA's older numbers: 1-3 bottom, 5-7 top, 9-11 middle.
        const int digit = block[at + 2] - '0';
        if (digit >= 1 && digit <= 3) return digit;
        if (digit >= 5 && digit <= 7) return digit + 2;
        if (digit == 9) return 4;
    }
    return std::nullopt;
}

void switch_tag(TagWriter& out, const std::string& name, bool on) {
    if (on && !out.is_open(name)) out.open(name);
    if (!on) out.close(name);
}

/// Applies {\i1\b0...}: only italics, bold and underline survive.
void apply_ass_overrides(TagWriter& out, std::string_view block, bool& drawing) {
    for (std::size_t i = 0; i < block.size(); ++i) {
        if (block[i] != '\\' || i + 1 >= block.size()) continue;
        const char name = block[i + 1];
        const auto next = i + 2 < block.size() ? block[i + 2] : '\0';
        const bool number = std::isdigit(static_cast<unsigned char>(next)) != 0;
        if (name == 'r') {
            for (const char* tag : {"i", "b", "u"}) switch_tag(out, tag, false);
        } else if (!number) {
            continue;
        } else if (name == 'i' || name == 'b' || name == 'u') {
            switch_tag(out, std::string(1, name), next != '0');
        } else if (name == 'p') {
            drawing = next != '0';
        }
    }
}

constexpr std::array<std::string_view, 8> kWebVttTags = {"c", "i", "b", "u", "v", "lang", "ruby", "rt"};

}  // namespace

std::string escape_webvtt(std::string_view plain) {
    std::string out;
    out.reserve(plain.size());
    for (const char c : plain) {
        if (c == '&') out += "&amp;";
        else if (c == '<') out += "&lt;";
        else if (c == '>') out += "&gt;";
        else out += c;
    }
    return out;
}

std::string settings_for_alignment(int numpad) {
    const int column = (numpad - 1) % 3;
    const int row = (numpad - 1) / 3;
    std::string out;
    if (row == 1) out = "line:50%";
    if (row == 2) out = "line:5%";
    if (column == 0) out += std::string(out.empty() ? "" : " ") + "position:5% align:start";
    if (column == 2) out += std::string(out.empty() ? "" : " ") + "position:95% align:end";
    return out;
}

MarkedText from_subrip(std::string_view text) {
    TagWriter out;
    std::string settings;
    for (std::size_t i = 0; i < text.size();) {
        const auto rest = text.substr(i);
        if (rest.front() == '{' && rest.size() > 1 && (rest[1] == '\\' || rest[1] == 'y' || rest[1] == 'Y')) {
            const auto end = rest.find('}');
            if (end != std::string_view::npos) {
                if (const auto place = alignment_in(rest.substr(0, end))) settings = settings_for_alignment(*place);
                i += end + 1;
                continue;
            }
        }
        if (rest.front() == '<' && is_tag_start(rest)) {
            if (const auto tag = tag_at(rest)) {
                const auto name = ascii_lower(*tag);
                if (name == "i" || name == "b" || name == "u") switch_tag(out, name, true);
                if (name == "/i" || name == "/b" || name == "/u") switch_tag(out, name.substr(1), false);
                if (name == "br" || name == "br/" || name == "br /") out.put("\n");
                i += tag->size() + 2;
                continue;
            }
        }
        // Entities that SubRip files carry over from HTML stay what they mean.
        const auto plain_end = text.find_first_of("<{&", i + 1);
        if (rest.front() == '&') {
            static constexpr std::array<std::string_view, 5> kEntities = {"&amp;", "&lt;", "&gt;", "&nbsp;", "&quot;"};
            const auto entity = std::find_if(kEntities.begin(), kEntities.end(), [&](auto e) { return rest.starts_with(e); });
            if (entity != kEntities.end()) {
                out.raw(*entity == "&quot;" ? "\"" : *entity);
                i += entity->size();
                continue;
            }
        }
        const auto count = (plain_end == std::string_view::npos ? text.size() : plain_end) - i;
        out.put(text.substr(i, count));
        i += count;
    }
    return {std::move(out).finish(), settings};
}

MarkedText from_ass(std::string_view text) {
    TagWriter out;
    std::string settings;
    bool drawing = false;
    for (std::size_t i = 0; i < text.size();) {
        const auto rest = text.substr(i);
        if (rest.front() == '{') {
            const auto end = rest.find('}');
            if (end != std::string_view::npos) {
                const auto block = rest.substr(1, end - 1);
                if (const auto place = alignment_in(block)) settings = settings_for_alignment(*place);
                apply_ass_overrides(out, block, drawing);
                i += end + 1;
                continue;
            }
        }
        if (rest.front() == '\\' && rest.size() > 1 && (rest[1] == 'N' || rest[1] == 'n' || rest[1] == 'h')) {
            if (!drawing) out.put(rest[1] == 'h' ? "\xC2\xA0" : "\n");
            i += 2;
            continue;
        }
        const auto stop = text.find_first_of("{\\", i + 1);
        const auto count = (stop == std::string_view::npos ? text.size() : stop) - i;
        if (!drawing) out.put(text.substr(i, count));
        i += count;
    }
    return {std::move(out).finish(), settings};
}

std::string sanitise_webvtt(std::string_view text) {
    TagWriter out;
    for (std::size_t i = 0; i < text.size();) {
        const auto rest = text.substr(i);
        if (rest.front() == '<') {
            const auto tag = tag_at(rest);
            if (!tag) {
                out.put(rest.substr(0, 1));
                ++i;
                continue;
            }
            const bool closing = tag->starts_with('/');
            const std::size_t begin = closing ? 1 : 0;
            const auto name = std::string(tag->substr(begin, tag->find_first_of(". \t\n", begin) - begin));
            if (std::find(kWebVttTags.begin(), kWebVttTags.end(), name) != kWebVttTags.end()) {
                if (closing) out.close(name);
                else out.open(name, *tag);
            }
            i += tag->size() + 2;
            continue;
        }
        if (rest.front() == '&') {
            const auto end = rest.find(';');
            const bool reference = end != std::string_view::npos && end <= 10 && end > 1 &&
                                   std::all_of(rest.begin() + 1, rest.begin() + static_cast<std::ptrdiff_t>(end), [](char c) {
                                       return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '#';
                                   });
            if (reference) out.raw(rest.substr(0, end + 1));
            else out.raw("&amp;");
            i += reference ? end + 1 : 1;
            continue;
        }
        const auto stop = text.find_first_of("<&", i + 1);
        const auto count = (stop == std::string_view::npos ? text.size() : stop) - i;
        out.put(text.substr(i, count));
        i += count;
    }
    return std::move(out).finish();
}

std::string sanitise_settings(std::string_view settings) {
    static constexpr std::array<std::string_view, 5> kNames = {"vertical", "line", "position", "size", "align"};
    std::string out;
    for (std::size_t i = 0; i < settings.size();) {
        const auto end = std::min(settings.find_first_of(" \t\n", i), settings.size());
        const auto word = settings.substr(i, end - i);
        i = end + 1;
        const auto colon = word.find(':');
        if (colon == std::string_view::npos || colon + 1 >= word.size() || word.size() > 64) continue;
        if (std::find(kNames.begin(), kNames.end(), word.substr(0, colon)) == kNames.end()) continue;
        const auto value = word.substr(colon + 1);
        const bool plain = std::all_of(value.begin(), value.end(), [](char c) {
            return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '.' || c == '%' || c == ',' || c == '-';
        });
        if (!plain) continue;
        if (!out.empty()) out += ' ';
        out += word;
    }
    return out;
}

std::string plain_text(std::string_view webvtt) {
    struct Reference {
        std::string_view name, text;
    };
    // W3C WebVTT §4.2.2. A no-break space is a space here; the marks of direction are nothing to search for.
    constexpr Reference kReferences[] = {{"&amp;", "&"}, {"&lt;", "<"}, {"&gt;", ">"}, {"&nbsp;", " "}, {"&lrm;", ""}, {"&rlm;", ""}};
    std::string out;
    const auto put = [&out](char c) {
        const bool is_space = c == ' ' || c == '\n' || c == '\r' || c == '\t';
        if (!is_space) out += c;
        else if (!out.empty() && out.back() != ' ') out += ' ';
    };
    bool is_gloss = false;
    for (std::size_t i = 0; i < webvtt.size();) {
        const auto rest = webvtt.substr(i);
        if (rest[0] == '<') {
            if (rest.starts_with("<rt")) is_gloss = true;
            if (rest.starts_with("</rt") || rest.starts_with("</ruby")) is_gloss = false;
            const auto end = rest.find('>');
            if (end == std::string_view::npos) break;
            i += end + 1;
            continue;
        }
        const auto* reference = std::find_if(std::begin(kReferences), std::end(kReferences), [&](const Reference& each) { return rest.starts_with(each.name); });
        if (reference != std::end(kReferences)) {
            if (!is_gloss) std::for_each(reference->text.begin(), reference->text.end(), put);
            i += reference->name.size();
            continue;
        }
        if (!is_gloss) put(rest[0]);
        ++i;
    }
    if (out.ends_with(' ')) out.pop_back();
    return out;
}

}  // namespace bt::subtitle
