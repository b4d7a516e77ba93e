#!/usr/bin/env python3
"""What does it cost to send a segment, beside nginx sending the same bytes from one file?

    cmake --preset release -DBONUSTRACK_BENCH=ON && cmake --build --preset release
    bench/http/sending.py build/release [--seconds 3] [--rounds 5] [--only WORD]

One serving thread or worker each, 32 keep-alive connections on loopback, warm page cache, bodies dropped in the client's kernel. Servers run
on one core and the client on the others, each server in a session of its own: the scheduler treats those otherwise (autogroups).
The unit is CPU seconds of the server per gigabyte (for small answers: microseconds per request), from /proc/PID/task/*/schedstat.
Every variant runs once in each round, in turn, so that neighbours disturb all alike; medians are printed, with the ratio to nginx.
"""
import argparse
import json
import os
import pathlib
import shutil
import signal
import statistics
import subprocess
import tempfile
import time

SEGMENTS, RANGES, FRAME, GAP, HEAD = 100, 120, 17_500, 800, 3_000
CONNECTIONS = 32
NGINX = "/usr/sbin/nginx"


def cpu_seconds(pids):
    total = 0
    for pid in pids:
        for task in pathlib.Path(f"/proc/{pid}/task").glob("*/schedstat"):
            total += int(task.read_text().split()[0])
    return total / 1e9


def memory_kb(pids, name):
    total = 0
    for pid in pids:
        for line in pathlib.Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith(name):
                total += int(line.split()[1])
    return total


def make_files(folder):
    block = bytes(range(256)) * 4096
    span = SEGMENTS * RANGES * (FRAME + GAP)
    with open(folder / "episode.mp4", "wb") as out:
        while out.tell() < span:
            out.write(block)
    (folder / "static").mkdir()
    for n in range(SEGMENTS):
        size = HEAD + RANGES * FRAME
        (folder / "static" / str(n)).write_bytes((block * (size // len(block) + 1))[:size])


def need(build):
    """Ends with a word on what is missing."""
    if not pathlib.Path(NGINX).exists():
        raise SystemExit(f"{NGINX}, the peer, is not there: apt-get install nginx-light")
    if not (build / "bench_http_load").exists():
        raise SystemExit(f"{build} has no benches: cmake --preset release -DBONUSTRACK_BENCH=ON && cmake --build --preset release")


class Nginx:
    def __init__(self, folder):
        config = folder / "nginx.conf"
        self.pid_file = folder / "nginx.pid"
        self.socket_port = 18_437
        config.write_text(f"""
            worker_processes 1; pid {self.pid_file}; error_log {folder}/error.log;
            events {{ worker_connections 4096; }}
            http {{
                access_log off; sendfile on; tcp_nopush on; keepalive_requests 100000000; open_file_cache max=1000;
                client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
                uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
                server {{
                    listen 127.0.0.1:{self.socket_port};
                    root {folder}/static;
                    location = /json {{ default_type application/json; return 200 '{{"series":[{{"id":1,"title":"Soundtrack 1","year":2022}},{{"id":2,"title":"Snowdrop","year":2021}}]}}'; }}
                }}
            }}""")
        self.process = subprocess.Popen([NGINX, "-c", str(config), "-p", str(folder), "-g", "daemon off;"], start_new_session=True)
        time.sleep(1)
        self.pids = [int(p) for p in pathlib.Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()]
        self.port = self.socket_port

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait()


class Program:
    def __init__(self, *command):
        self.process = subprocess.Popen([str(word) for word in command], stdout=subprocess.PIPE, text=True, start_new_session=True)
        self.port = int(self.process.stdout.readline())
        self.pids = [self.process.pid]

    def stop(self):
        self.process.kill()
        self.process.wait()


def keep_apart(pids):
    """The servers on the first core, and what is given to preexec_fn on the others: where the client runs is not for the scheduler to choose,
    which wakes it on the server's core in one run and beside it in the next."""
    first, *others = sorted(os.sched_getaffinity(0))
    if not others:
        return None
    for pid in pids:
        for task in pathlib.Path(f"/proc/{pid}/task").iterdir():
            os.sched_setaffinity(int(task.name), {first})
    return lambda: os.sched_setaffinity(0, others)


def drive(load, server, targets, seconds, connections=CONNECTIONS):
    before = cpu_seconds(server.pids)
    run = subprocess.run([str(load), str(server.port), str(connections), str(seconds), *targets], stdout=subprocess.PIPE, text=True,
                         preexec_fn=keep_apart(server.pids))
    result = json.loads(run.stdout)
    if result["failures"] or not result["answers"]:
        raise SystemExit(f"failed answers: {result}")
    result["cpu"] = cpu_seconds(server.pids) - before
    result["rss_mb"] = memory_kb(server.pids, "VmHWM") / 1024
    return result


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("build", type=pathlib.Path)
    parser.add_argument("--seconds", type=int, default=3)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--only", default="")
    options = parser.parse_args()
    build = options.build.resolve()
    need(build)
    load = build / "bench_http_load"
    folder = pathlib.Path(tempfile.mkdtemp(prefix="bonustrack-bench-"))
    folder.chmod(0o755)
    try:
        make_files(folder)
        episode = folder / "episode.mp4"
        numbers = range(SEGMENTS)
        ranges, whole = [f"/ranges/{n}" for n in numbers], [f"/whole/{n}" for n in numbers]
        methods = build / "bench_http_methods"
        server = lambda: Program(build / "bench_http_server", episode)
        variants = {"nginx, one file each": (lambda: Nginx(folder), [f"/{n}" for n in numbers], "GB"),
                    "server, 120 ranges": (server, ranges, "GB"),
                    "server, one range": (server, whole, "GB")}
        for name in ("sendfile", "map-256", "map-1024", "map-2300", "mapped", "window-64", "window-256", "window-1024", "splice-256", "splice-900",
                     "gapless-256"):
            variants[f"bare loop, 120 ranges, {name}"] = (lambda name=name: Program(methods, name, episode), ranges, "GB")
        variants["nginx, small JSON"] = (lambda: Nginx(folder), ["/json"], "requests")
        variants["server, small JSON"] = (server, ["/json"], "requests")
        variants["server, small JSON on a worker"] = (server, ["/blocking"], "requests")
        variants = {name: v for name, v in variants.items() if options.only in name or name.startswith("nginx")}
        costs, speeds, memory = {n: [] for n in variants}, {n: [] for n in variants}, {n: 0 for n in variants}
        for _ in range(options.rounds):
            for name, (start, targets, unit) in variants.items():
                running = start()
                try:
                    result = drive(load, running, targets, options.seconds)
                finally:
                    running.stop()
                if unit == "GB":
                    costs[name].append(result["cpu"] / (result["bytes"] / 1e9))
                    speeds[name].append(result["bytes"] / 1e6 / result["seconds"])
                else:
                    costs[name].append(result["cpu"] / result["answers"] * 1e6)
                    speeds[name].append(result["answers"] / result["seconds"])
                memory[name] = max(memory[name], result["rss_mb"])
        print(f"{'':44} {'CPU':>8} {'x nginx':>8} {'rate':>9} {'peak MB':>8}   each round")
        for name, (_, _, unit) in variants.items():
            peer = "nginx, one file each" if unit == "GB" else "nginx, small JSON"
            ratio = statistics.median(own / its for own, its in zip(costs[name], costs[peer]))
            print(f"{name:44} {statistics.median(costs[name]):8.3f} {ratio:8.2f} {statistics.median(speeds[name]):9.0f} {memory[name]:8.1f}   "
                  + " ".join(f"{c:.3f}" for c in costs[name]))
        print("CPU: s/GB for segments, us/request for JSON; rate: MB/s, requests/s")
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
