"""Sound with known truth, made from a seed: songs of struck chords, and episodes in which they sound under a noise of voices."""
import array
import math
import random
import wave

from program import ffmpeg

RATE = 16000


def song(seed, seconds):
    """Notes with overtones that die away, chord after chord: music enough to be known again. Each song has a tuning and a pulse of
    its own; chance makes the chords, and in one key and tempo chance alone would make two songs alike."""
    notes = random.Random(seed)
    samples = array.array("f", bytes(4 * int(seconds * RATE)))
    start, tuning, pulse = 0, 110 * 2 ** notes.random(), notes.uniform(0.2, 0.35)
    while start < len(samples):
        for _ in range(3):
            pitch = tuning * 2 ** notes.uniform(0, 3.5)
            for overtone, strength in ((1, 0.12), (2, 0.07), (3, 0.04)):
                step = 2 * math.pi * pitch * overtone / RATE
                if pitch * overtone > 4000:
                    continue
                # A turning pointer is far faster than a sine each.
                real, imaginary, cosine, sine = strength, 0.0, math.cos(step) * 0.99985, math.sin(step) * 0.99985
                for i in range(start, min(start + RATE // 2, len(samples))):
                    samples[i] += imaginary
                    real, imaginary = real * cosine - imaginary * sine, real * sine + imaginary * cosine
        start += int(pulse * notes.uniform(0.8, 1.2) * RATE)
    return samples


def voices(seed, seconds, level=0.02):
    noise = random.Random(seed)
    return array.array("f", (noise.uniform(-level, level) for _ in range(int(seconds * RATE))))


def mix(bed, music, at, offset=0.0, length=None, gain=1.0):
    """Puts `music` from its `offset` on into `bed` at the second `at`."""
    start, first = int(at * RATE), int(offset * RATE)
    count = min(len(music) - first, len(bed) - start, int(length * RATE) if length else len(music))
    for i in range(count):
        bed[start + i] += gain * music[first + i]
    return bed


def write_wav(samples, path):
    with wave.open(str(path), "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(RATE)
        out.writeframes(array.array("h", (max(-32767, min(32767, int(s * 32767))) for s in samples)).tobytes())
    return path


def write_song(samples, path, scratch, **tags):
    path.parent.mkdir(parents=True, exist_ok=True)
    wav = write_wav(samples, scratch / "song.wav")
    ffmpeg("-i", wav, *(word for name, value in tags.items() for word in ("-metadata", f"{name}={value}")), path)
    return path


def write_episode(samples, path, scratch):
    path.parent.mkdir(parents=True, exist_ok=True)
    wav = write_wav(samples, scratch / "episode.wav")
    part = scratch / ("part" + path.suffix)
    ffmpeg("-f", "lavfi", "-i", f"testsrc2=size=64x36:rate=5:duration={len(samples) / RATE}", "-i", wav, "-c:v", "libx264", "-preset", "ultrafast", "-g", "25",
           "-pix_fmt", "yuv420p", "-c:a", "aac", "-b:a", "96k", "-shortest", part)
    part.rename(path)
    return path
