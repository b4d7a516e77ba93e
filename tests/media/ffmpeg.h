// The independent judge: runs ffmpeg and ffprobe, and reads what ffprobe prints. Tests that need them skip where they are absent.
#pragma once

#include <unistd.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/text.h"
#include "tests/temporary_folder.h"

namespace bt::testing {

/// What a shell command prints on both of its outputs, and whether it succeeded.
struct Ran {
    bool ok = false;
    std::string output;
};
inline Ran run(const std::string& command) {
    Ran result;
    std::FILE* pipe = ::popen((command + " 2>&1").c_str(), "r");
    if (pipe == nullptr) return result;
    std::array<char, 4'096> buffer{};
    for (std::size_t got = 0; (got = std::fread(buffer.data(), 1, buffer.size(), pipe)) > 0;) result.output.append(buffer.data(), got);
    result.ok = ::pclose(pipe) == 0;
    return result;
}

inline bool has_ffmpeg() {
    static const bool kHas = run("ffmpeg -hide_banner -version && ffprobe -hide_banner -version").ok;
    return kHas;
}
/// ffmpeg was built with this encoder.
inline bool has_encoder(const std::string& name) {
    return has_ffmpeg() && run("ffmpeg -hide_banner -h encoder=" + name).output.find("is not recognized") == std::string::npos;
}

inline Bytes read_file(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(in), {}};
    return to_bytes(as_bytes(text));
}
inline void write_file(const std::string& path, ByteView bytes) {
    std::ofstream(path, std::ios::binary).write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
}

/// key=value pairs of one line of `ffprobe -of compact`.
using Fields = std::map<std::string, std::string>;
inline std::vector<Fields> probe(const std::string& path, const std::string& section, const std::string& options) {
    const Ran ran = run("ffprobe -v error -select_streams 0 " + options + " -of compact=nk=0:p=1 '" + path + "'");
    std::vector<Fields> rows;
    bool wanted = false;
    for (const std::string_view line : split(ran.output, '\n')) {
        const auto cells = split(line, '|');
        const bool goes_on = line.starts_with('|');  // behind the side data of a packet
        if (!goes_on) wanted = cells.front() == section;
        if (!wanted) continue;
        if (!goes_on) rows.emplace_back();
        Fields& row = rows.back();
        for (const std::string_view cell : cells) {
            if (const auto equals = cell.find('='); equals != std::string_view::npos) {
                row.emplace(std::string(cell.substr(0, equals)), std::string(trim(cell.substr(equals + 1))));
            }
        }
    }
    return rows;
}

/// The bytes of a hex dump as `ffprobe -show_data` prints it (already with "\n" spelled out by the compact writer).
inline Bytes from_hex_dump(std::string_view dump) {
    Bytes bytes;
    std::size_t at = 0;
    for (;;) {
        std::array<char, 16> label{};  // each line begins with the offset it has got to
        std::snprintf(label.data(), label.size(), "%08zx: ", bytes.size());
        at = dump.find(label.data(), at);
        if (at == std::string_view::npos) break;
        at += 10;
        int nibbles = 0;
        unsigned value = 0;
        for (std::size_t i = at; i < dump.size() && i < at + 39; ++i) {
            const char c = dump[i];
            if (c == ' ' && i + 1 < dump.size() && dump[i + 1] == ' ') break;
            if (c == ' ') continue;
            value = value * 16 + static_cast<unsigned>(c >= 'a' ? c - 'a' + 10 : c - '0');
            if (++nibbles % 2 == 0) {
                bytes.push_back(static_cast<std::byte>(value & 0xFF));
                value = 0;
            }
        }
    }
    return bytes;
}

}  // namespace bt::testing
