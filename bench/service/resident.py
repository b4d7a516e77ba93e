#!/usr/bin/env python3
"""How much memory does the server take, and how much its helpers, which decode for it, over a library as somebody has it?

    cmake --preset release -DBONUSTRACK_BENCH=ON && cmake --build --preset release
    bench/service/resident.py LIBRARY [--build build/release] [--program build/release/bonustrack] [--seconds 10]

A new data folder: sampled while everything is listened to and drawn, then with nothing to do. The server that did it and one started after it,
each at rest, with 32 busy connections on segments of all films, after that, and with 1,000 idle viewers. Resident memory (VmRSS), its
share of pages of files, and proportional (Pss), in MB; of helpers the sum. And what a picture costs that nobody has asked for: from the request to
its last byte, with a helper at rest and without one.
"""
import argparse
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.parse

HERE = pathlib.Path(__file__).resolve()
sys.path.insert(0, str(HERE.parents[1] / "http"))
sys.path.insert(0, str(HERE.parents[2] / "tests" / "e2e"))
import sending  # noqa: E402
from delivering import idle_viewers  # noqa: E402
import library as harness  # noqa: E402

HELPER_RESTS = 33  # seconds, and a little more: service/serving.cpp


def memory(pids):
    """Resident, of that pages of files, and proportional memory in MB."""
    sums = {"Rss": 0, "Pss": 0, "Anonymous": 0}
    for pid in pids:
        try:
            lines = pathlib.Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
        except OSError:
            continue  # it has ended meanwhile
        for line in lines:
            name, _, rest = line.partition(":")
            if name in sums:
                sums[name] += int(rest.split()[0])
    return sums["Rss"] / 1024, (sums["Rss"] - sums["Anonymous"]) / 1024, sums["Pss"] / 1024


def processor_seconds(pid):
    """What the process has had of the processor, helpers that have ended included."""
    fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return sum(int(fields[n]) for n in range(11, 15)) / os.sysconf("SC_CLK_TCK")


def say(what, pids):
    resident, of_files, proportional = memory(pids)
    print(f"{what}: resident {resident:.1f} MB (pages of files {of_files:.1f}), proportional {proportional:.1f} MB", flush=True)


def films(server):
    for row in server.json("/api/v1/series?limit=100")["series"]:
        for season in server.json(f"/api/v1/series/{row['id']}")["seasons"]:
            for episode in season["episodes"]:
                if episode["hls"]:
                    yield episode["id"], episode["hls"].rsplit("/", 1)[0]


def is_done(server, data, count):
    if server.json("/api/v1/analysis")["state"] != "idle":
        return False
    return len(list((data / "storyboards").rglob("*.vtt"))) >= count


def first_time(server, data):
    """Samples until everything is heard and drawn; returns the seconds."""
    begin, most, most_helpers, samples, together = time.monotonic(), 0, 0, [], 0
    assert server.wait_for_scan()
    count = len(list(films(server)))
    while not is_done(server, data, count):
        own, helpers = memory([server.process.pid])[0], memory(server.helpers())
        most, most_helpers, together = max(most, own), max(most_helpers, helpers[0]), max(together, helpers[2])
        samples.append(own)
        time.sleep(0.2)
    print(f"everything heard and drawn: server at most {most:.1f} MB, median {statistics.median(samples):.1f}; its helpers at most {most_helpers:.1f} MB together,"
          f" proportional {together:.1f}; {time.monotonic() - begin:.0f} s", flush=True)


def loads(name, server, load, seconds):
    served = type("Served", (), {"pids": [server.process.pid], "port": urllib.parse.urlparse(server.url).port})
    say(f"{name}: at rest", served.pids)
    targets = []
    for _, base in films(server):
        for track in ("v0", "a1"):
            for number in range(0, 60):
                path = f"{base}/{track}/{number}.m4s"
                if server.request(path)[0] == 200:
                    targets.append(path)
    result = sending.drive(load, served, targets, seconds)
    print(f"{name}: 32 busy connections, {len(targets)} segments of all films: resident at most {result['rss_mb']:.1f} MB since the start ({result['answers']} answers)", flush=True)
    say(f"{name}: after them", served.pids)
    print(f"{name}: 1,000 idle viewers: resident {idle_viewers(served, targets[0].rsplit('/', 2)[0]):.1f} MB", flush=True)


def picture(server, episode, at, width):
    begin = time.perf_counter()
    status, _, body = server.request(f"/api/v1/episodes/{episode}/still?w={width}&at={at}", headers={"Accept": "image/webp"})
    assert status == 200 and body, status
    return (time.perf_counter() - begin) * 1000


def artwork(server, url, width):
    begin = time.perf_counter()
    status, headers, body = server.request(f"{url}&w={width}", headers={"Accept": "image/webp"})
    assert status == 200 and headers["Content-Type"] == "image/webp", status
    return (time.perf_counter() - begin) * 1000


def pictures(server):
    """Pictures of widths that nothing makes ahead, after a pause and then one after the other."""
    episodes = [episode for episode, _ in films(server)]
    urls = []
    for row in server.json("/api/v1/series?limit=100")["series"]:
        found = server.json(f"/api/v1/series/{row['id']}")["artwork"]
        urls += [found[kind]["url"] for kind in ("poster", "fanart") if kind in found]
    cold = []
    for number, url in enumerate(urls[:4]):
        time.sleep(HELPER_RESTS if number else 0)
        cold.append(artwork(server, url, 160))
    warm = [artwork(server, url, 960) for url in urls]
    stills = [picture(server, episode, 7 + 30 * n, 640) for episode in episodes for n in range(4)]
    print(f"artwork of 960 pixels: median {statistics.median(warm):.0f} ms of {len(warm)}; of 160, the first after a pause: {', '.join(f'{each:.0f}' for each in cold)} ms; "
          f"stills of 640: median {statistics.median(stills):.0f} ms of {len(stills)}", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("library", type=pathlib.Path)
    parser.add_argument("--build", type=pathlib.Path, default=pathlib.Path("build/release"))
    parser.add_argument("--program", type=pathlib.Path)
    parser.add_argument("--seconds", type=int, default=10)
    options = parser.parse_args()
    program, load = (options.program or options.build / "bonustrack").resolve(), options.build.resolve() / "bench_http_load"
    harness.PROGRAM = str(program)

    def start():
        return harness.Server(options.library, data=data, options=("--log-level", "warning", "--allow-host", "bench"))

    with tempfile.TemporaryDirectory() as scratch:
        data = pathlib.Path(scratch) / "data"
        data.mkdir()
        with start() as server:
            first_time(server, data)
            time.sleep(HELPER_RESTS)
            print(f"processor time of all that: {processor_seconds(server.process.pid):.1f} s", flush=True)
            pictures(server)
            time.sleep(HELPER_RESTS)
            loads("the server that did it", server, load, options.seconds)
        with start() as server:
            assert server.wait_for_scan()
            time.sleep(HELPER_RESTS)
            loads("one started afterwards", server, load, options.seconds)
    print(f"load of the machine: {os.getloadavg()[1]:.0f}")


if __name__ == "__main__":
    main()
