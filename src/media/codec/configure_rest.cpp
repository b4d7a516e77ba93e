#include "media/codec/track_configuration.h"
namespace bt::media::codec {
Result<CodecConfiguration> configure_hevc(const Track&, ByteView) { return Error{Fault::Unsupported, ""}; }
Result<CodecConfiguration> configure_av1(const Track&, ByteView) { return Error{Fault::Unsupported, ""}; }
Result<CodecConfiguration> configure_vp9(const Track&, ByteView) { return Error{Fault::Unsupported, ""}; }
Result<CodecConfiguration> configure_ac3(const Track&, ByteView) { return Error{Fault::Unsupported, ""}; }
Result<CodecConfiguration> configure_eac3(const Track&, ByteView) { return Error{Fault::Unsupported, ""}; }
Result<CodecConfiguration> configure_opus(const Track&, ByteView) { return Error{Fault::Unsupported, ""}; }
Result<CodecConfiguration> configure_flac(const Track&, ByteView) { return Error{Fault::Unsupported, ""}; }
Result<CodecConfiguration> configure_mp3(const Track&, ByteView) { return Error{Fault::Unsupported, ""}; }
}
