#!/usr/bin/env python3
"""The service's figures beside their peers, in one run: scan against ffprobe, rescan against find, first bytes of films never played.

    bench/service/figures.py [--program build/release/bonustrack] [--work DIR] [--episodes 1000] [--rounds 5]

Prints medians. Needs ffmpeg. The material (about 15 GB for 1,000 episodes) stays in DIR for the next run.
"""
import argparse
import http.client
import json
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.parse

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "tests" / "e2e"))
import material  # noqa: E402


OTHERS = 80


def start(program, library, data, *options):
    """A server that neither listens to the films nor draws their storyboards meanwhile: both would be counted as delivery's time."""
    os.environ["BONUSTRACK"] = str(program)
    import library as harness
    harness.PROGRAM = str(program)
    return harness.Server(*(library if isinstance(library, tuple) else (library,)), data=data, options=("--no-analysis", "--no-storyboards", *options))


def median_ms(samples):
    return statistics.median(samples) * 1000


def scan_against_ffprobe(program, library, work, rounds):
    files = sorted(p for p in library.rglob("*") if p.is_file())
    for path in files:  # warm: the page cache holds them all
        path.read_bytes()
    sample = files[:: max(1, len(files) // 100)]
    begin = time.monotonic()
    for path in sample:
        subprocess.run(["ffprobe", "-v", "error", "-show_format", "-show_streams", "-of", "json", path], capture_output=True, check=True)
    probe_each = (time.monotonic() - begin) / len(sample)
    first, again, found = [], [], []
    for _ in range(rounds):
        data = work / "data"
        shutil.rmtree(data, ignore_errors=True)
        data.mkdir()
        begin = time.monotonic()
        with start(program, library, data) as server:
            assert server.wait_until(lambda: (s := server.json("/api/v1/scan"))["finished"] and s["state"] == "idle", 600)
            first.append(time.monotonic() - begin)
        begin = time.monotonic()
        with start(program, library, data) as server:
            assert server.wait_until(lambda: (s := server.json("/api/v1/scan"))["finished"] and s["state"] == "idle", 600)
            again.append(time.monotonic() - begin)
        begin = time.monotonic()
        subprocess.run(["find", library, "-type", "f", "-printf", "%p %s %T@ %i\\n"], stdout=subprocess.DEVNULL, check=True)
        found.append(time.monotonic() - begin)
    scan = statistics.median(first)
    print(f"scan of {len(files)} episodes, start of the program included: {scan:.2f} s; ffprobe in a loop: {probe_each * len(files):.1f} s; {probe_each * len(files) / scan:.0f} times faster")
    print(f"start and rescan unchanged: {statistics.median(again) * 1000:.0f} ms; find -printf: {statistics.median(found) * 1000:.0f} ms")


def get(url, path):
    """Time to the first byte of the body, in seconds, on a connection that is open already."""
    address = urllib.parse.urlparse(url).netloc
    connection = http.client.HTTPConnection(address)
    connection.connect()
    begin = time.perf_counter()
    connection.request("GET", path)
    answer = connection.getresponse()
    answer.read(1)
    taken = time.perf_counter() - begin
    assert answer.status == 200, path
    connection.close()
    return taken


def playable(server):
    """Title and the URL of the media folder of every episode that plays."""
    for row in server.json("/api/v1/series?limit=100")["series"]:
        for season in server.json(f"/api/v1/series/{row['id']}")["seasons"]:
            for episode in season["episodes"]:
                if episode["hls"]:
                    yield row["title"], episode["hls"].rsplit("/", 1)[0]


def first_bytes(program, work, rounds):
    """Films that are not open, in a server that runs; and the first film of a server just started. Indexes are there, as after any scan."""
    library = (material.hour_library(work), material.season_library(work, OTHERS))
    data = work / "first-bytes-data"
    shutil.rmtree(data, ignore_errors=True)
    data.mkdir()
    times = {}
    for kind in ("mp4", "mkv"):  # warm: what is measured is the server, not the disk
        subprocess.run(["cat", material.hour(work, kind)], stdout=subprocess.DEVNULL, check=True)
    with start(program, library, data) as server:
        assert server.wait_until(lambda: len(list(playable(server))) == OTHERS + 2, 60)
        episodes = list(playable(server))
        hours = [(title[-3:], base) for title, base in episodes if title.startswith("Hour")]
        others = [base for title, base in episodes if not title.startswith("Hour")]
        assert len(hours) == 2 and len(others) == OTHERS, "the server keeps 64 films open: these push the hours out"
        for _ in range(rounds):
            for base in others:
                times.setdefault(("80 films of an hour", "cold media playlist"), []).append(get(server.url, f"{base}/v0/playlist.m3u8"))
            for base in others:
                times.setdefault(("80 films of an hour", "segment of picture, film not open"), []).append(get(server.url, f"{base}/v0/3.m4s"))
            for kind, base in hours:
                for name, path in (("cold media playlist", "v0/playlist.m3u8"), ("segment of picture after it", "v0/300.m4s"), ("segment of sound after it", "a1/400.m4s")):
                    times.setdefault((kind, name), []).append(get(server.url, f"{base}/{path}"))
            for base in others:
                get(server.url, f"{base}/v0/playlist.m3u8")
            for kind, base in hours:
                times.setdefault((kind, "segment of picture, film not open"), []).append(get(server.url, f"{base}/v0/320.m4s"))
            for _ in range(40):
                times.setdefault(("any", "/healthz"), []).append(get(server.url, "/healthz"))
    for _ in range(max(rounds, 7)):
        for kind, base in hours:
            with start(program, library, data) as server:
                assert server.wait_for_scan()
                before = written(server.process.pid)
                get(server.url, "/healthz")
                times.setdefault((kind, "first segment of a server just started"), []).append(get(server.url, f"{base}/v0/300.m4s"))
                times.setdefault((kind, "bytes written while playing"), []).append(written(server.process.pid) - before)
    for (kind, name), samples in sorted(times.items()):
        value = f"{statistics.median(samples)}" if name.startswith("bytes") else f"{median_ms(samples):.2f} ms (least {min(samples) * 1000:.2f})"
        print(f"{kind}: {name}: {value}")
    remux = []
    for _ in range(5):
        with tempfile.TemporaryDirectory() as folder:
            begin = time.monotonic()
            process = subprocess.Popen(["ffmpeg", "-v", "error", "-nostdin", "-ss", "1200", "-i", material.hour(work, "mkv"), "-c", "copy", "-f", "hls",
                                        "-hls_segment_type", "fmp4", "-hls_time", "6", f"{folder}/a.m3u8"], stdout=subprocess.DEVNULL)
            while not (pathlib.Path(folder) / "a1.m4s").exists():
                time.sleep(0.002)
            remux.append(time.monotonic() - begin)
            process.kill()
            process.wait()
    print(f"ffmpeg remux of the same MKV to its first finished segment: {median_ms(remux):.0f} ms")


def written(pid):
    for line in pathlib.Path(f"/proc/{pid}/io").read_text().splitlines():
        if line.startswith("write_bytes"):
            return int(line.split()[1])
    return 0


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--program", type=pathlib.Path, default=pathlib.Path("build/release/bonustrack"))
    arguments.add_argument("--work", default=str(pathlib.Path(tempfile.gettempdir()) / "bonustrack-bench"))
    arguments.add_argument("--episodes", type=int, default=1000)
    arguments.add_argument("--rounds", type=int, default=5)
    options = arguments.parse_args()
    work = material.main_folder(options.work)
    first_bytes(options.program.resolve(), work, options.rounds)
    scan_against_ffprobe(options.program.resolve(), material.season_library(work, options.episodes), work, options.rounds)


if __name__ == "__main__":
    main()
