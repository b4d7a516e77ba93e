// Pictures by libav, for helpers: the server itself decodes none.
#pragma once

#include <cstdint>

#include "base/bytes.h"
#include "base/result.h"
#include "domain/series.h"
#include "service/decoding/requests.h"

namespace bt::service {

/// Faults: Conflict when something else lies there by now; those of opening and reading it.
Result<std::shared_ptr<const io::File>> open_content(const PlacedContent& place);

/// Faults: TooLarge; NotFound for a song without a picture; those of opening, decoding and encoding.
Result<Bytes> shrink_picture(const ShrinkPicture& request);
/// Faults: as above; Unsupported for a film without a picture that can be decoded, Malformed for a key frame that cannot.
Result<Bytes> take_still(const TakeStill& request);
/// Faults: Unsupported for a film without a picture that can be decoded; those of opening and reading it.
Result<domain::ChosenStill> choose_still_of(const ChooseStill& request);
/// One that cannot be decoded has its content's key and nothing else. Faults: those of opening and reading it.
Result<domain::ArtworkFacts> describe_picture(const DescribePicture& request);

}  // namespace bt::service
