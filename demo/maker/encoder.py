"""Pictures into H.264, and stills into JPEG, by FFmpeg's libraries in this very process.

Cairo paints straight into the memory the encoder reads. A pipe into `ffmpeg` took 1.2 ms a frame more of the processor, and each start of it 70 ms.
"""

import contextlib

import av
import cairo
import numpy as np

from .canvas import STAGE_HEIGHT, STAGE_WIDTH

av.logging.set_level(av.logging.ERROR)

SCREEN_HEIGHT = 720
BAR = (SCREEN_HEIGHT - STAGE_HEIGHT) // 2  # black, above and below the stage
BLACK = (16, 128, 128)
KEYFRAME_SECONDS = 3
# The cheapest preset with what costs little and saves much: CABAC, the deblocking filter, large transforms; and one quantizer for all pictures, since to
# look ahead for a rate costs 1 ms a frame. Of four places, 120 frames each, processor time of x264, bytes and SSIM of luma, with all that crf 24 was told
# before (aq-mode 3, mbtree, two B frames): 3.7 ms, 5.3 kB, 0.981; this 2.7 ms, 6.2 kB, 0.981, and dark blocks flicker less.
_X264 = {"preset": "ultrafast", "qp": "24", "bf": "3", "profile": "high", "x264-params": "cabac=1:deblock=0,0:8x8dct=1"}


class Stage:
    """A surface to paint on that lies in a frame of the encoder's."""

    def __init__(self):
        self.frame = av.VideoFrame(STAGE_WIDTH, STAGE_HEIGHT, "bgr0")
        plane = self.frame.planes[0]
        self.surface = cairo.ImageSurface.create_for_data(plane, cairo.FORMAT_RGB24, STAGE_WIDTH, STAGE_HEIGHT, plane.line_size)


class Reel:
    """A file of pictures alone. Its clock holds frames of either rate exactly; the same pictures give the same bytes on any number of cores."""

    def __init__(self, path, rate):
        self.file = av.open(str(path), "w", format="mp4", options={"video_track_timescale": "24000", "fflags": "+bitexact"})
        self.stream = self.file.add_stream("libx264", rate=rate)
        self.stream.width, self.stream.height, self.stream.pix_fmt = STAGE_WIDTH, SCREEN_HEIGHT, "yuv420p"
        self.stream.codec_context.thread_count = 1
        colours = dict.fromkeys(("colorspace", "color_primaries", "color_trc"), "bt709")
        self.stream.options = {**_X264, **colours, "color_range": "tv", "g": str(round(KEYFRAME_SECONDS * rate))}
        self.screen = av.VideoFrame(STAGE_WIDTH, SCREEN_HEIGHT, "yuv420p")
        for rows, black in zip(_planes(self.screen), BLACK):
            rows[:] = black
        self.count = 0

    def add(self, stage):
        """The next picture: what is painted on the stage."""
        stage.surface.flush()
        # Of four neighbours one gives the colour: a third of the conversion's time less than the mean of them.
        picture = stage.frame.reformat(format="yuv420p", dst_colorspace="itu709", interpolation="POINT")
        for rows, painted in zip(_planes(self.screen), _planes(picture)):
            top = BAR * len(rows) // SCREEN_HEIGHT
            rows[top : top + len(painted)] = painted
        self.add_again()

    def add_again(self):
        """The last picture once more."""
        self.screen.pts = self.count
        self.count += 1
        self._write(self.stream.encode(self.screen))

    def close(self):
        self._write(self.stream.encode(None))
        self.file.close()

    def _write(self, packets):
        for packet in packets:
            self.file.mux(packet)


def _planes(frame):
    return [np.frombuffer(plane, np.uint8).reshape(plane.height, plane.line_size) for plane in frame.planes]


@contextlib.contextmanager
def reel(path, rate):
    """A Reel that is whole when the block ends."""
    with faults_told():
        made = Reel(path, rate)
        yield made
        made.close()


def jpeg(surface, quality):
    """The surface's picture as a JPEG file's bytes; 2 is the best quality, 31 the worst."""
    with faults_told():
        width, height = surface.get_width(), surface.get_height()
        surface.flush()
        frame = av.VideoFrame.from_ndarray(np.ndarray((height, width, 4), np.uint8, surface.get_data(), strides=(surface.get_stride(), 4, 1)), "bgra")
        codec = av.CodecContext.create("mjpeg", "w")
        codec.width, codec.height, codec.pix_fmt, codec.time_base = width, height, "yuvj444p", 1
        codec.options = {"qmin": str(quality), "qmax": str(quality)}
        frame = frame.reformat(format="yuvj444p")
        return b"".join(bytes(packet) for packet in (*codec.encode(frame), *codec.encode(None)))


@contextlib.contextmanager
def faults_told():
    """FFmpeg's errors as such that other processes can be told of."""
    try:
        yield
    except av.AVError as fault:
        raise RuntimeError(f"FFmpeg's libraries: {fault}") from None
