// A real server on a free port of 127.0.0.1 and files for it to send.
#pragma once

#include <gtest/gtest.h>

#include <unistd.h>

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "http/server.h"
#include "tests/http/client.h"
#include "tests/temporary_folder.h"

namespace bt::http {

/// Started with `router`; the test fails when that does not work.
inline std::unique_ptr<Server> serve(Router router, ServerOptions options = {}) {
    if (options.listeners.front().address == Listener{}.address) options.listeners.front().address = "127.0.0.1:0";
    auto server = Server::start(std::move(router), std::move(options));
    if (!server) {
        ADD_FAILURE() << server.error().describe();
        return nullptr;
    }
    return std::move(*server);
}

inline const std::string& url(const std::unique_ptr<Server>& server) { return server->bound().front().url; }

/// Bytes of which every stretch of four tells its own place.
inline std::string numbered_bytes(std::size_t count) {
    // Words rather than characters one by one: with sanitizers those took most of the tests' time.
    std::vector<std::uint32_t> words((count + 3) / 4);
    for (std::uint32_t i = 0; auto& word : words) word = __builtin_bswap32(i++);
    return {reinterpret_cast<const char*>(words.data()), count};
}

inline std::string write_file(const std::string& name, std::string_view content) {
    const auto path = tests::scratch_file(name);
    std::ofstream(path, std::ios::binary).write(content.data(), static_cast<std::streamsize>(content.size()));
    return path;
}

inline std::shared_ptr<const io::File> open_file(const std::string& path) { return io::File::open(path).value(); }

inline Response plain(std::string text) { return make_response(200, "text/plain", std::move(text)); }

}  // namespace bt::http
