"""Episodes as files: a small picture, chapters where a disc would have them, sound as broadcasters and shops send it."""
import subprocess

import numpy

from ingredients import RATE

WIDTH, HEIGHT, FRAME_RATE = 96, 54, 5

# codec, bit rate, channels, what is written in the truth
SOUND = [
    ("aac", "128k", 2), ("ac3", "192k", 2), ("aac", "64k", 1), ("libopus", "48k", 2), ("ac3", "384k", 6), ("aac", "96k", 2),
]


def picture(shot, frame):
    if shot[0] == "black":
        return numpy.full((HEIGHT, WIDTH), 16, numpy.uint8)
    if shot[0] == "credits":  # lines of words, rolling up
        out = numpy.full((HEIGHT, WIDTH), 16, numpy.uint8)
        for line in range(-8, HEIGHT, 8):
            y = (line - frame) % (HEIGHT + 8)
            words = numpy.random.default_rng((line - frame - y) % 997).random(WIDTH // 4) < 0.5
            words[:6] = words[-6:] = False
            out[y:y + 3] = numpy.where(numpy.repeat(words, 4), 220, 16)[None, :]
        return out
    random = numpy.random.default_rng(shot[1])
    coarse = random.integers(40, 200, (7, 13))
    base = numpy.kron(coarse, numpy.ones((8, 8)))[:HEIGHT, :WIDTH]
    return numpy.roll(base, frame % 7, 1).astype(numpy.uint8)


def pictures(shots, seconds):
    shots, which = sorted(shots, key=lambda each: each[0]), 0
    for frame in range(int(seconds * FRAME_RATE)):
        while which + 1 < len(shots) and shots[which + 1][0] <= frame / FRAME_RATE + 1e-6:
            which += 1
        yield picture(shots[which][1], frame).tobytes()


def write(path, sound, spans, number, chapters):
    """Writes the episode and returns how its sound is coded."""
    codec, bit_rate, channels = SOUND[number % len(SOUND)]
    if channels == 6:  # dialogue in the centre, the rest left and right, a little of it behind
        mixed = numpy.zeros((len(sound.bed), 6), numpy.float32)
        mixed[:, 0:2], mixed[:, 2] = sound.bed, sound.dialogue.mean(1) * 2 ** 0.5
        mixed[:, 4:6] = sound.bed * 0.3
    else:
        mixed = sound.bed + sound.dialogue
    peak = numpy.abs(mixed).max()
    if peak > 0.95:  # as a limiter would, but plainly
        mixed = numpy.tanh(mixed / 0.95) * 0.95
    layout = {6: "5.1"}.get(channels, "stereo")
    raw = path.with_suffix(".raw")
    (mixed * 32767).astype(numpy.int16).tofile(raw)
    notes = path.with_suffix(".chapters")
    if chapters:
        names = {"intro": "Opening", "credits": "Ending", "preview": "Preview", "recap": "Recap", "epilogue": "Epilogue"}
        text = ";FFMETADATA1\n"
        for name, start, end in spans:
            if name != "gap":
                text += f"[CHAPTER]\nTIMEBASE=1/1000\nSTART={int(start * 1000)}\nEND={int(end * 1000)}\ntitle={names.get(name, 'Part')}\n"
        notes.write_text(text)
    command = ["ffmpeg", "-v", "error", "-y", "-f", "rawvideo", "-pix_fmt", "gray", "-s", f"{WIDTH}x{HEIGHT}", "-r", str(FRAME_RATE), "-i", "-",
               "-f", "s16le", "-ar", str(RATE), "-ac", str(mixed.shape[1]), "-channel_layout", layout, "-i", str(raw)]
    command += ["-i", str(notes), "-map_chapters", "2"] if chapters else []
    command += ["-map", "0:v", "-map", "1:a", "-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-crf", "35", "-g", "50",
                "-c:a", codec, "-b:a", bit_rate, "-ac", str(channels), "-threads", "1", str(path)]
    encoder = subprocess.Popen(command, stdin=subprocess.PIPE)
    for each in pictures(sound.shots, sound.seconds):
        encoder.stdin.write(each)
    encoder.stdin.close()
    if encoder.wait():
        raise SystemExit(f"{path}: ffmpeg failed")
    raw.unlink()
    notes.unlink(missing_ok=True)
    return f"{codec.removeprefix('lib')} {bit_rate} {channels} ch"
