#include "transcode/codec_libraries.h"

#include <dlfcn.h>

extern "C" {
#include <libavutil/error.h>
#include <libavutil/log.h>
#include <libavutil/macros.h>
}

#include <type_traits>

namespace bt::transcode {
namespace {

template <class Function>
struct Refusal;
template <class R, class... Arguments>
struct Refusal<R (*)(Arguments...)> {
    static R call(Arguments...) {
        if constexpr (std::is_same_v<R, int>) return AVERROR(ENOSYS);
        else return R();
    }
};

/// One library by the name of the version whose headers we were compiled with: another one has other structures.
class Library {
public:
    Library(const char* name, std::string& missing) : handle_(::dlopen(name, RTLD_LAZY | RTLD_LOCAL)), missing_(missing) {
        if (handle_ == nullptr) note_failure();
    }

    template <class Function>
    void find(const char* name, Function& into) {
        auto* const found = handle_ == nullptr ? nullptr : ::dlsym(handle_, name);
        if (handle_ != nullptr && found == nullptr) note_failure();
        into = found == nullptr ? &Refusal<Function>::call : reinterpret_cast<Function>(found);
    }

private:
    void note_failure() {
        if (missing_.empty()) missing_ = ::dlerror();
    }
    void* handle_;
    std::string& missing_;
};

CodecLibraries load() {
    CodecLibraries found;
#define BT_FIND(name) library.find(#name, found.name);
    {
        Library library("libavcodec.so." AV_STRINGIFY(LIBAVCODEC_VERSION_MAJOR), found.missing);
        BT_LIBAVCODEC_CALLS(BT_FIND)
    }
    {
        Library library("libavformat.so." AV_STRINGIFY(LIBAVFORMAT_VERSION_MAJOR), found.missing);
        BT_LIBAVFORMAT_CALLS(BT_FIND)
    }
    {
        Library library("libswscale.so." AV_STRINGIFY(LIBSWSCALE_VERSION_MAJOR), found.missing);
        BT_LIBSWSCALE_CALLS(BT_FIND)
    }
#undef BT_FIND
    // libav writes what it thinks of a file to the standard error, which is our log; what matters comes back as a fault.
    av_log_set_level(AV_LOG_QUIET);
    return found;
}

}  // namespace

const CodecLibraries& libav() {
    static const CodecLibraries kLoaded = load();
    return kLoaded;
}

}  // namespace bt::transcode
