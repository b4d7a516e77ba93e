// FFmpeg and MKVToolNix as independent judges: run at test time, skipped where they are not installed.
#pragma once

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "base/text.h"
#include "tests/temporary_folder.h"

namespace bt::media::matroska::test {

inline bool has_tool(const std::string& name) { return std::system(("command -v " + name + " >/dev/null 2>&1").c_str()) == 0; }

inline std::string quoted(const std::string& path) {
    std::string out = "'";
    for (const char c : path) out += c == '\'' ? std::string("'\\''") : std::string(1, c);
    return out + "'";
}

inline std::string output_of(const std::string& command) {
    std::string out;
    FILE* pipe = popen((command + " 2>/dev/null").c_str(), "r");
    if (pipe == nullptr) return out;
    char buffer[65'536];
    for (std::size_t got = 0; (got = fread(buffer, 1, sizeof buffer, pipe)) > 0;) out.append(buffer, got);
    pclose(pipe);
    return out;
}

/// Runs FFmpeg or mkvmerge to make a file; the test fails when that fails (mkvmerge's 1 is a warning).
inline void make(const std::string& command, bool warnings_are_fine = false) {
    const int status = std::system((command + " >/dev/null 2>&1").c_str());
    const int code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    ASSERT_TRUE(code == 0 || (warnings_are_fine && code == 1)) << command;
}

/// A packet as ffprobe sees it.
struct Packet {
    std::optional<double> pts;  ///< seconds
    std::uint64_t size = 0;
    bool is_key = false;
    std::uint32_t crc = 0;      ///< of the payload
};

/// By stream index; packets in file order.
inline std::map<int, std::vector<Packet>> packets_of(const std::string& path) {
    std::map<int, std::vector<Packet>> out;
    const std::string text = output_of("ffprobe -v error -show_packets -show_data_hash crc32 -show_entries packet=stream_index,pts_time,size,flags,data_hash -of compact=p=0 " + quoted(path));
    std::string joined = text;  // side data makes a packet go on in the next line, which then begins with the separator
    for (std::size_t at = 0; (at = joined.find("\n|", at)) != std::string::npos;) joined.erase(at, 1);
    for (const std::string_view line : split(joined, '\n')) {
        Packet packet;
        int stream = -1;
        for (const std::string_view field : split(line, '|')) {
            const auto equals = field.find('=');
            if (equals == std::string_view::npos) continue;
            const std::string_view key = field.substr(0, equals);
            const std::string value(field.substr(equals + 1));
            if (key == "stream_index") stream = std::stoi(value);
            if (key == "pts_time" && value != "N/A") packet.pts = std::stod(value);
            if (key == "size") packet.size = std::stoull(value);
            if (key == "flags") packet.is_key = !value.empty() && value[0] == 'K';
            if (key == "data_hash") packet.crc = static_cast<std::uint32_t>(std::stoul(value.substr(value.find(':') + 1), nullptr, 16));
        }
        if (stream >= 0) out[stream].push_back(packet);
    }
    return out;
}

}  // namespace bt::media::matroska::test
