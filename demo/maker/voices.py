"""Speech: Flite reads each line; filters place the voice in a room, a thought, a tape or a radio."""

import contextlib
import subprocess

import av
import av.filter
import numpy as np

from .script import VOICES

RATE = 48000
SPEECH_LEVEL = 10 ** (-20.5 / 20)  # RMS of the spoken parts

FILTERS = {
    "room": "highpass=f=90,equalizer=f=300:t=q:w=1:g=-2,equalizer=f=3300:t=q:w=1:g=2.5,aexciter=amount=1.2:freq=5000:ceil=12000",
    "inner": "highpass=f=70,equalizer=f=170:t=q:w=1:g=3.5,equalizer=f=4200:t=q:w=1:g=2,aexciter=amount=1:freq=5000:ceil=11000",
    "far": "highpass=f=140,lowpass=f=5600,equalizer=f=900:t=q:w=1:g=1.5",
    # What vibrato gives before its own memory of 5 ms is filled is whatever lay there, so it is cut off and silence put in its place.
    "tape": "highpass=f=230,lowpass=f=4600,vibrato=f=4.6:d=0.03,atrim=start_sample=241,adelay=241S,acompressor=threshold=0.1:ratio=4:attack=4:release=90",
    "air": "highpass=f=360,lowpass=f=3400,acompressor=threshold=0.08:ratio=6:attack=3:release=80,equalizer=f=1700:t=q:w=1:g=3",
}
# Seconds for the room to fall by 60 dB, and how much of it is heard.
ROOMS = {"room": (0.45, 0.16), "inner": (1.3, 0.20), "far": (1.0, 0.30), "tape": (0.5, 0.14), "air": (0.35, 0.08)}


def recite(line):
    """The line as mono samples at 48 kHz, without silence around it."""
    voice, stretch, pitch = VOICES[line.who]
    read = subprocess.run(
        ["flite", "-voice", voice, "--setf", f"duration_stretch={stretch * pitch}", "-t", line.en, "-o", "/dev/stdout"],
        capture_output=True, check=True, stdin=subprocess.DEVNULL,
    ).stdout  # fmt: skip
    samples = _filtered(np.frombuffer(read[44 : len(read) // 2 * 2], np.int16), f"asetrate={round(16000 * pitch)},aresample={RATE},{FILTERS[line.sound]}")
    loud = np.flatnonzero(np.abs(samples) > 0.012 * np.abs(samples).max())
    samples = samples[max(0, loud[0] - 600) : loud[-1] + 2400].astype(np.float32)
    spoken = samples[np.abs(samples) > 0.05 * np.abs(samples).max()]
    samples = samples * (SPEECH_LEVEL / np.sqrt((spoken**2).mean()))
    edge = np.linspace(0, 1, 300, dtype=np.float32)
    samples[:300] *= edge
    samples[-300:] *= edge[::-1]
    return samples


def _filtered(speech, chain):
    """Flite's samples (16 kHz) through a chain of FFmpeg's filters, at 48 kHz."""
    graph = av.filter.Graph()
    last = graph.add_abuffer(sample_rate=16000, format="s16", layout="mono", channels=1)
    for words in f"{chain},aresample={RATE},aformat=sample_fmts=flt,abuffersink".split(","):
        step = graph.add(*words.split("=", 1))
        last.link_to(step)
        last = step
    graph.configure()
    frame = av.AudioFrame.from_ndarray(speech[None, :], format="s16", layout="mono")
    frame.sample_rate, frame.pts = 16000, 0
    graph.push(frame)
    graph.push(None)
    heard = []
    with contextlib.suppress(av.error.EOFError):
        while True:
            heard.append(graph.pull().to_ndarray().ravel())
    return np.concatenate(heard)


def in_its_room(samples, line, seed):
    """Stereo, with the echo of the place, longer than the line by the echo's length."""
    seconds, wet = ROOMS[line.sound]
    rng = np.random.default_rng(seed)
    count = int(RATE * seconds)
    fall = np.exp(-6.9 * np.arange(count) / count)
    total = len(samples) + count
    size = 1 << (total - 1).bit_length()
    dry = np.zeros((total, 2), np.float32)
    dry[: len(samples)] = samples[:, None]
    spectrum = np.fft.rfft(samples, size)
    for side in (0, 1):
        echo = rng.normal(0, 1, count) * fall
        echo[: int(0.008 * RATE)] = 0
        echo /= np.sqrt((echo**2).sum())
        dry[:, side] += wet * np.fft.irfft(spectrum * np.fft.rfft(echo, size), size)[:total].astype(np.float32)
    if line.sound in ("air", "tape"):  # the noise of the medium, only while it speaks
        hiss = rng.normal(0, 0.0035 if line.sound == "air" else 0.0025, (len(samples), 2)).astype(np.float32)
        edge = np.minimum(1, np.minimum(np.arange(len(samples)), np.arange(len(samples))[::-1]) / 2400)[:, None]
        dry[: len(samples)] += hiss * edge
    return dry
