// The files of a split episode that could not be listened to, as the column of soundings keeps them: JSON, or nothing when all could.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "domain/episode_sound.h"

namespace bt::store {

std::string write_unheard_files(const std::vector<domain::UnheardFile>& files);
/// None for text that nobody wrote.
std::vector<domain::UnheardFile> read_unheard_files(std::string_view text);

}  // namespace bt::store
