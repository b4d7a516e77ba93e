// The folder's plain values are in its headers; this makes sure that each compiles alone.
#include "sound/episode_sound.h"
#include "sound/pcm_source.h"
