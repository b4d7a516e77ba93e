#include "service/sound/correction_words.h"

#include <fmt/format.h>

namespace bt::service {
namespace {

std::string called(const domain::Music& music, const store::SoundView& view) {
    if (const auto* title = std::get_if<std::string>(&music)) return *title;
    if (const auto* theme = std::get_if<domain::ThemeId>(&music)) {
        const auto found = view.themes.find(*theme);
        return found == view.themes.end() ? fmt::format("theme {}", theme->value) : found->second.label();
    }
    const auto& content = std::get<ContentKey>(music);
    const auto found = view.songs.find(content);
    return found == view.songs.end() || found->second.title.empty() ? fmt::format("a song that has left the library ({})", content.text()) : found->second.title;
}
std::string called(domain::PartType part, const store::SoundView&) { return fmt::format("[{}]", domain::to_string(part)); }

std::string stretch_text(const domain::Stretch& stretch) {
    const auto seconds = [](std::chrono::milliseconds time) { return static_cast<double>(time.count()) / 1'000; };
    return fmt::format("{:.2f}-{:.2f}", seconds(stretch.start), seconds(stretch.end));
}

}  // namespace

std::string describe(const domain::Correction& correction, const store::SoundView& view) {
    return std::visit([&](const auto& about) {
        auto out = fmt::format("{} {} {}", domain::to_string(correction.action), called(about.was.what, view), stretch_text(about.was.stretch));
        if (about.now == about.was) return out;
        out += " to";
        if (about.now.what != about.was.what) out += " " + called(about.now.what, view);
        if (about.now.stretch != about.was.stretch) out += " " + stretch_text(about.now.stretch);
        return out;
    }, correction.about);
}

}  // namespace bt::service
