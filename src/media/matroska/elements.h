// The element IDs this reader knows: RFC 9559 §5.1 (Matroska) and RFC 8794 §11 (EBML). Names are the elements' own.
#pragma once

#include <cstdint>

namespace bt::media::matroska::id {

using Id = std::uint32_t;

// EBML Header and global elements
inline constexpr Id kEbml = 0x1A45DFA3, kEbmlReadVersion = 0x42F7, kEbmlMaxIdLength = 0x42F2, kEbmlMaxSizeLength = 0x42F3,
                    kDocType = 0x4282, kDocTypeVersion = 0x4287, kDocTypeReadVersion = 0x4285, kCrc32 = 0xBF, kVoid = 0xEC;
// Segment and its children
inline constexpr Id kSegment = 0x18538067, kSeekHead = 0x114D9B74, kInfo = 0x1549A966, kTracks = 0x1654AE6B, kCues = 0x1C53BB6B,
                    kChapters = 0x1043A770, kAttachments = 0x1941A469, kTags = 0x1254C367, kCluster = 0x1F43B675;
// SeekHead
inline constexpr Id kSeek = 0x4DBB, kSeekId = 0x53AB, kSeekPosition = 0x53AC;
// Info
inline constexpr Id kTimestampScale = 0x2AD7B1, kDuration = 0x4489, kTitle = 0x7BA9, kMuxingApp = 0x4D80, kWritingApp = 0x5741;
// TrackEntry
inline constexpr Id kTrackEntry = 0xAE, kTrackNumber = 0xD7, kTrackUid = 0x73C5, kTrackType = 0x83, kFlagDefault = 0x88,
                    kFlagForced = 0x55AA, kFlagHearingImpaired = 0x55AB, kFlagVisualImpaired = 0x55AC, kFlagOriginal = 0x55AE,
                    kFlagCommentary = 0x55AF, kDefaultDuration = 0x23E383, kTrackTimestampScale = 0x23314F, kName = 0x536E,
                    kLanguage = 0x22B59C, kLanguageBcp47 = 0x22B59D, kCodecId = 0x86, kCodecPrivate = 0x63A2, kCodecDelay = 0x56AA,
                    kVideo = 0xE0, kAudio = 0xE1, kContentEncodings = 0x6D80, kBlockAdditionMapping = 0x41E4;
// BlockAdditionMapping
inline constexpr Id kBlockAddIdType = 0x41E7, kBlockAddIdExtraData = 0x41ED;
// Video
inline constexpr Id kPixelWidth = 0xB0, kPixelHeight = 0xBA, kPixelCropBottom = 0x54AA, kPixelCropTop = 0x54BB, kPixelCropLeft = 0x54CC,
                    kPixelCropRight = 0x54DD, kDisplayWidth = 0x54B0, kDisplayHeight = 0x54BA, kDisplayUnit = 0x54B2,
                    kFlagInterlaced = 0x9A, kStereoMode = 0x53B8, kAlphaMode = 0x53C0, kColour = 0x55B0, kProjection = 0x7670,
                    kProjectionType = 0x7671, kProjectionPoseRoll = 0x7675;
// Colour
inline constexpr Id kMatrixCoefficients = 0x55B1, kRange = 0x55B9, kTransferCharacteristics = 0x55BA, kPrimaries = 0x55BB,
                    kMaxCll = 0x55BC, kMaxFall = 0x55BD, kMasteringMetadata = 0x55D0, kPrimaryRChromaticityX = 0x55D1,
                    kPrimaryRChromaticityY = 0x55D2, kPrimaryGChromaticityX = 0x55D3, kPrimaryGChromaticityY = 0x55D4,
                    kPrimaryBChromaticityX = 0x55D5, kPrimaryBChromaticityY = 0x55D6, kWhitePointChromaticityX = 0x55D7,
                    kWhitePointChromaticityY = 0x55D8, kLuminanceMax = 0x55D9, kLuminanceMin = 0x55DA;
// Audio
inline constexpr Id kSamplingFrequency = 0xB5, kOutputSamplingFrequency = 0x78B5, kChannels = 0x9F, kBitDepth = 0x6264;
// ContentEncodings
inline constexpr Id kContentEncoding = 0x6240, kContentEncodingScope = 0x5032, kContentEncodingType = 0x5033,
                    kContentCompression = 0x5034, kContentCompAlgo = 0x4254, kContentCompSettings = 0x4255;
// Cluster
inline constexpr Id kTimestamp = 0xE7, kSimpleBlock = 0xA3, kBlockGroup = 0xA0, kBlock = 0xA1, kBlockDuration = 0x9B,
                    kReferenceBlock = 0xFB, kEncryptedBlock = 0xAF;
// Cues
inline constexpr Id kCuePoint = 0xBB, kCueTime = 0xB3, kCueTrackPositions = 0xB7, kCueTrack = 0xF7, kCueClusterPosition = 0xF1,
                    kCueRelativePosition = 0xF0;
// Chapters
inline constexpr Id kEditionEntry = 0x45B9, kEditionFlagHidden = 0x45BD, kEditionFlagDefault = 0x45DB, kEditionFlagOrdered = 0x45DD,
                    kChapterAtom = 0xB6, kChapterTimeStart = 0x91, kChapterTimeEnd = 0x92, kChapterFlagHidden = 0x98,
                    kChapterFlagEnabled = 0x4598, kChapterDisplay = 0x80, kChapString = 0x85, kChapLanguage = 0x437C,
                    kChapLanguageBcp47 = 0x437D;
// Attachments
inline constexpr Id kAttachedFile = 0x61A7, kFileName = 0x466E, kFileMediaType = 0x4660, kFileData = 0x465C;
// Tags
inline constexpr Id kTag = 0x7373, kTargets = 0x63C0, kTargetTypeValue = 0x68CA, kTagTrackUid = 0x63C5, kTagEditionUid = 0x63C9,
                    kTagChapterUid = 0x63C4, kTagAttachmentUid = 0x63C6, kSimpleTag = 0x67C8, kTagName = 0x45A3, kTagString = 0x4487;

/// A child of Segment, or something that can only follow one: where these begin, an element of unknown size has ended.
constexpr bool ends_a_cluster(Id element) {
    switch (element) {
        case kEbml: case kSegment: case kSeekHead: case kInfo: case kTracks: case kCues: case kChapters: case kAttachments:
        case kTags: case kCluster: return true;
        default: return false;
    }
}

}  // namespace bt::media::matroska::id
