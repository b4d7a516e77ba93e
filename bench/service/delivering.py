#!/usr/bin/env python3
"""What does the whole service cost in processor time and memory, beside nginx sending the same segments packaged beforehand?

    cmake --preset release -DBONUSTRACK_BENCH=ON && cmake --build --preset release
    bench/service/delivering.py [--build build/release] [--work DIR] [--seconds 0.5] [--rounds 12] [--before PROGRAM]

An hour of 720p at 3 Mbit/s, as MP4 and as MKV: segments of picture and of sound apart, as players of HLS and DASH fetch them, a hundred of
each in turn over 32 keep-alive connections (--connections) on loopback, warm page cache, bodies dropped in the client's kernel. `bonustrack package` writes
what nginx sends, so both send the same bytes. One serving thread and one nginx worker; the service's worker threads are counted too.
All servers stay up and take turns of half a second: what neighbours do to the memory changes within a few seconds, and a ratio is worth
something only between turns that follow each other. Medians are printed, and of the rounds' ratios the quartiles too.
--before: an older program, which takes its turns between the others.
"""
import argparse
import os
import pathlib
import socket
import statistics
import subprocess
import sys
import tempfile
import urllib.parse

HERE = pathlib.Path(__file__).resolve()
sys.path.insert(0, str(HERE.parents[1] / "http"))
sys.path.insert(0, str(HERE.parents[2] / "tests" / "e2e"))
import material  # noqa: E402
import sending  # noqa: E402
from figures import start  # noqa: E402

SEGMENTS, IDLE_VIEWERS = 100, 1000
NAMES = [f"{track}/{n}.m4s" for n in range(200, 200 + SEGMENTS) for track in ("v0", "a1")]


class Served:
    """The program over a library, with one serving thread."""

    def __init__(self, program, library, data):
        self.server = start(program, library, data, "--threads", "1", "--log-level", "warning", "--allow-host", "bench").__enter__()
        assert self.server.wait_for_scan()
        self.pids = [self.server.process.pid]
        self.port = urllib.parse.urlparse(self.server.url).port

    def base(self, title):
        series = next(s for s in self.server.json("/api/v1/series")["series"] if s["title"] == title)
        return self.server.json(f"/api/v1/series/{series['id']}")["seasons"][0]["episodes"][0]["hls"].rsplit("/", 1)[0]

    def stop(self):
        self.server.__exit__()


def package(program, film, folder):
    if not (folder / "master.m3u8").exists():
        subprocess.run([program, "package", film, folder], check=True, stdout=subprocess.DEVNULL)


def idle_viewers(served, base):
    """Viewers who have fetched a playlist and a segment, and pause: resident memory with their connections open."""
    connections = []
    for _ in range(IDLE_VIEWERS):
        connection = socket.create_connection(("127.0.0.1", served.port))
        reader = connection.makefile("rb")
        for path in ("v0/playlist.m3u8", "a1/1.m4s"):
            connection.sendall(f"GET {base}/{path} HTTP/1.1\r\nHost: bench\r\n\r\n".encode())
            length = 0
            while (line := reader.readline()) not in (b"\r\n", b""):
                if line.lower().startswith(b"content-length:"):
                    length = int(line.split(b":")[1])
            assert len(reader.read(length)) == length > 0
        connections.append(connection)
    memory = sending.memory_kb(served.pids, "VmRSS") / 1024
    for connection in connections:
        connection.close()
    return memory


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--build", type=pathlib.Path, default=pathlib.Path("build/release"))
    parser.add_argument("--work", default=str(pathlib.Path(tempfile.gettempdir()) / "bonustrack-bench"))
    parser.add_argument("--seconds", type=float, default=0.5)
    parser.add_argument("--rounds", type=int, default=12)
    parser.add_argument("--before", type=pathlib.Path)
    parser.add_argument("--connections", type=int, default=sending.CONNECTIONS)
    options = parser.parse_args()
    build = options.build.resolve()
    sending.need(build)
    program, load = build / "bonustrack", build / "bench_http_load"
    work = material.main_folder(options.work)
    library = material.hour_library(work)
    scratch = pathlib.Path(tempfile.mkdtemp(prefix="delivering-", dir=work))
    scratch.chmod(0o755)
    static = scratch / "static"
    static.mkdir()
    for kind in ("mp4", "mkv"):
        package(program, material.hour(work, kind), work / f"packaged-{kind}")
        (static / kind).symlink_to(work / f"packaged-{kind}")
    programs = {"service": program, **({"before": options.before.resolve()} if options.before else {})}

    costs, memory, idle = {}, {}, {}
    for kind in ("mp4", "mkv"):
        servers, targets = {"nginx": sending.Nginx(scratch)}, {}
        try:
            for who, path in programs.items():
                data = scratch / f"data-{who}"
                data.mkdir(exist_ok=True)
                servers[who] = Served(path, library, data)
            for who, server in servers.items():
                base = f"/{kind}" if who == "nginx" else server.base(f"Hour {kind}")
                targets[who] = [f"{base}/{name}" for name in NAMES]
                sending.drive(load, server, targets[who], 2, options.connections)  # warm
            for _ in range(options.rounds):
                for who, server in servers.items():
                    result = sending.drive(load, server, targets[who], options.seconds, options.connections)
                    costs.setdefault((kind, who), []).append(result["cpu"] / (result["bytes"] / 1e9))
                    memory[who] = max(memory.get(who, 0), result["rss_mb"])
            for who in programs:
                idle[who] = max(idle.get(who, 0), idle_viewers(servers[who], targets[who][0].rsplit("/", 2)[0]))
        finally:
            for server in servers.values():
                server.stop()
    for (kind, who), own in costs.items():
        ratios = [a / b for a, b in zip(own, costs[kind, "nginx"])]
        low, middle, high = statistics.quantiles(ratios, n=4)
        print(f"{kind}, {who}: {statistics.median(own):.3f} CPU s/GB (least {min(own):.3f}); times nginx {middle:.2f}, quartiles {low:.2f} and {high:.2f}")
    for who, peak in memory.items():
        print(f"resident, {who}: {options.connections} busy connections (peak) {peak:.1f} MB" + (f"; {IDLE_VIEWERS} idle viewers {idle[who]:.1f} MB" if who in idle else ""))
    print(f"load of the machine: {os.getloadavg()[1]:.0f}")


if __name__ == "__main__":
    main()
