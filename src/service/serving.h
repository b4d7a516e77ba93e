// `bonustrack serve`: everything put together and running until it is told to stop.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/result.h"
#include "http/server.h"
#include "service/api/writers.h"
#include "service/library_service.h"

namespace bt::service {

struct ServeOptions {
    std::vector<std::string> listen{"127.0.0.1:8420"};
    std::vector<std::string> allowed_hosts; ///< names the server answers to beside its own; see host_names.h
    Changes changes = Changes::Home;        ///< whose changes are taken over HTTP
    std::string data;                       ///< database, indexes and pictures; made when missing
    std::vector<std::string> libraries;
    std::string tls_certificate, tls_key;   ///< PEM files; both or neither
    unsigned io_threads = 0;                ///< 0: as many as cores, at most 4
    unsigned probe_threads = 2;
    bool analyse = true;                    ///< listen to the library in the background
    bool make_storyboards = true;           ///< make thumbnails for the seek bar in the background
    std::function<void(const ScanStatus&)> on_scan_progress = {};
};

/// The running server. Ends, in order, when it is destroyed.
class Serving {
public:
    /// Faults: Invalid settings, a library that cannot be opened, an address in use, a damaged or newer database.
    static Result<std::unique_ptr<Serving>> start(const ServeOptions& options);
    ~Serving();
    Serving(const Serving&) = delete;
    Serving& operator=(const Serving&) = delete;

    /// Where it can be reached: "http://127.0.0.1:8420".
    std::vector<std::string> urls() const;
    /// Finishes running answers for at most `patience`, then closes.
    void stop(std::chrono::milliseconds patience);

private:
    struct Parts;
    explicit Serving(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> parts_;
};

/// $XDG_DATA_HOME/bonustrack or ~/.local/share/bonustrack; /var/lib/bonustrack when there is no home.
std::string default_data_folder();

}  // namespace bt::service
