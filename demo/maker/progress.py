"""One line on the terminal that says how far it is."""

import sys
import time


class Progress:
    """Steps have weights in seconds as measured once; the bar and the time left follow from them."""

    def __init__(self, weights, out=sys.stderr):
        self.weights, self.done, self.out = dict(weights), dict.fromkeys(weights, 0.0), out
        self.begun, self.shown, self.live = time.monotonic(), 0.0, out.isatty()
        self.decade = -1

    def share(self):
        return sum(self.weights[k] * self.done[k] for k in self.weights) / sum(self.weights.values())

    def set(self, step, share, text=""):
        self.done[step] = min(1.0, max(self.done[step], share))
        now = time.monotonic()
        if self.live and (now - self.shown > 0.1 or share >= 1):
            self.shown = now
            self._bar(now - self.begun, text)
        elif not self.live and int(self.share() * 10) > self.decade:
            self.decade = int(self.share() * 10)
            print(f"demonstration: {self.share():4.0%}  {text}", file=self.out, flush=True)

    def _bar(self, elapsed, text):
        share, width = self.share(), 30
        filled = int(share * width)
        left = f"{elapsed / share - elapsed:3.0f} s left" if share > 0.04 else ""
        self.out.write(f"\r\x1b[2K  [{'█' * filled}{'░' * (width - filled)}] {share:4.0%}  {text:<34} {left}")
        self.out.flush()

    def finish(self):
        """Takes the bar off the terminal."""
        if self.live:
            self.out.write("\r\x1b[2K")
            self.out.flush()
