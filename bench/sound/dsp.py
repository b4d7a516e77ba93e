"""Sound as float32 arrays, frames x channels at RATE: rooms, bends, levels."""
import subprocess

import numpy

from ingredients import RATE

BLOCK = 1 << 15


def frames(seconds):
    return int(round(seconds * RATE))


def convolve(signal, response):
    """One channel through a short response, as long as the signal; overlap-add."""
    step = BLOCK - len(response) + 1
    blocks = -(-len(signal) // step)
    padded = numpy.zeros(blocks * step, numpy.float32)
    padded[:len(signal)] = signal
    kernel = numpy.fft.rfft(response, BLOCK).astype(numpy.complex64)
    out = numpy.zeros(blocks * step + BLOCK, numpy.float32)
    for at in range(0, blocks * step, step):
        out[at:at + BLOCK] += numpy.fft.irfft(numpy.fft.rfft(padded[at:at + step], BLOCK) * kernel, BLOCK).astype(numpy.float32)
    return out[:len(signal)]


def room(random, reverberation):
    """Two channels of a room's tail, energy 1 each: noise that falls 60 dB in `reverberation` seconds, duller as it falls."""
    length = min(frames(reverberation), BLOCK // 2)
    tail = random.standard_normal((length, 2)) * 10 ** (-3 * numpy.arange(length) / length)[:, None]
    tail[:, :] = (tail + numpy.roll(tail, 1, 0) + numpy.roll(tail, 2, 0)) / 3
    tail[:frames(random.uniform(0.005, 0.02))] *= 0.1
    return (tail / numpy.sqrt((tail ** 2).sum(0))).astype(numpy.float32)


def band_pass(low, high, length=513):
    n = numpy.arange(length) - length // 2
    taps = (2 * high / RATE * numpy.sinc(2 * high / RATE * n) - 2 * low / RATE * numpy.sinc(2 * low / RATE * n)) * numpy.hanning(length)
    return taps.astype(numpy.float32)


def active(mono, frame=RATE // 50):
    """For each 20 ms: is somebody speaking? Within 30 dB of the loudest 5 % of frames. Returns powers too."""
    power = (mono[:len(mono) // frame * frame].reshape(-1, frame) ** 2).mean(1)
    if not len(power):
        return numpy.zeros(0, bool), power
    return power > max(numpy.quantile(power, 0.95) * 1e-3, 1e-9), power


def active_power(mono):
    speaking, power = active(mono)
    return float(power[speaking].mean()) if speaking.any() else 0.0


def sounding(sound, silence=10 ** (-70 / 10), frame=RATE // 10, pause=20):
    """The stretches in which there is anything to hear, (from, to) in seconds, pauses of less than two seconds among them: recordings may end in a minute of nothing."""
    levels = (sound[:len(sound) // frame * frame].reshape(-1, frame * sound.shape[1]).astype(numpy.float64) ** 2).mean(1)
    loud = numpy.flatnonzero(levels > silence)
    if not len(loud):
        return []
    breaks = numpy.flatnonzero(numpy.diff(loud) > pause)
    starts, ends = loud[numpy.concatenate([[0], breaks + 1])], loud[numpy.concatenate([breaks, [len(loud) - 1]])] + 1
    last = len(levels)
    return [(a * frame / RATE, len(sound) / RATE if b == last else b * frame / RATE) for a, b in zip(starts, ends)]


def power(sound):
    """Mean over channels of the mean square."""
    return float((sound.astype(numpy.float64) ** 2).mean())


def bend(sound, kind, rate):
    """Through ffmpeg: tempo (pitch stays), pitch (tempo stays) or speed (both, as tape does). Returns the rate that was really reached."""
    if kind == "tempo-wsola":
        graph = f"atempo={rate:.5f}"
    elif kind == "tempo":
        graph = f"rubberband=tempo={rate:.5f}"
    elif kind == "pitch":
        graph = f"rubberband=pitch={rate:.5f}"
    else:
        played = round(RATE * rate)
        graph, rate = f"asetrate={played},aresample={RATE}", played / RATE
    command = ["ffmpeg", "-v", "error", "-f", "f32le", "-ar", str(RATE), "-ac", "2", "-i", "-", "-af", graph, "-f", "f32le", "-"]
    out = subprocess.run(command, input=sound.astype(numpy.float32).tobytes(), stdout=subprocess.PIPE, check=True).stdout
    return numpy.frombuffer(out, numpy.float32).reshape(-1, 2), rate


def faded(sound, fade_in, fade_out):
    """A copy with linear fades of so many seconds."""
    out = sound.copy()
    for length, part in ((frames(fade_in), out), (frames(fade_out), out[::-1])):
        length = min(length, len(out))
        part[:length] *= numpy.linspace(0, 1, length, dtype=numpy.float32)[:, None]
    return out
