#!/usr/bin/env python3
"""Fails when a file would not compile but for what others included before it: builds that compile a folder's files as one cannot tell.

    alone.py ROOT COMPILE_COMMANDS      # of a build that compiles each file alone (the preset dev)

Clang reads each file of the program by itself and makes no code of it. The libraries' headers below are precompiled, or this would take as
long as a build; so whether a file includes those of them that it uses is looked up in its text and in our own headers it includes.
"""
import concurrent.futures
import functools
import json
import os
import pathlib
import re
import shlex
import subprocess
import sys
import tempfile

HEADERS = {  # the names that show a header is needed
    "algorithm": r"std::(?:ranges::)?(?:sort|stable_sort|find|find_if|any_of|all_of|none_of|count|count_if|copy|equal|min|max|clamp|minmax|min_element|max_element|lower_bound|"
                 r"upper_bound|partition_point|reverse|fill|fill_n|transform|unique|nth_element|rotate|search|mismatch)\(",
    "array": r"std::array<", "chrono": r"std::chrono\b", "cstdint": r"std::u?int(?:8|16|32|64)_t\b", "filesystem": r"std::filesystem\b",
    "functional": r"std::(?:function|hash)<", "map": r"std::(?:multi)?map<", "memory": r"std::(?:unique_ptr|shared_ptr|weak_ptr|make_unique|make_shared)\b",
    "optional": r"std::(?:optional<|nullopt\b)", "span": r"std::span\b", "string": r"std::(?:string|to_string)\b", "string_view": r"std::string_view\b",
    "unordered_map": r"std::unordered_map<", "variant": r"std::(?:variant<|get_if|holds_alternative|visit)\b", "vector": r"std::vector\b",
    "fmt/format.h": r"fmt::format", "boost/json.hpp": r"boost::json\b", "spdlog/spdlog.h": r"spdlog::", "gtest/gtest.h": r"\b(?:EXPECT|ASSERT)_(?!THAT)\w+\(", "gmock/gmock.h": r"\b(?:EXPECT|ASSERT)_THAT\(",
}
#: What brings another's names by its own definition.
BRINGS = {"string": {"string_view"}, "gmock/gmock.h": {"gtest/gtest.h"}, "boost/json/object.hpp": {"boost/json.hpp"}, "boost/json/value.hpp": {"boost/json.hpp"}}

root = pathlib.Path(sys.argv[1])
includes = re.compile(r'^\s*#\s*include\s+(?:<([^>]+)>|"([^"]+)")', re.M)


@functools.lru_cache(None)
def libraries_of(path):
    """The headers of libraries that a file includes, also through our own."""
    found = set()
    for library, ours in includes.findall(path.read_text()):
        if library:
            found |= {library} | BRINGS.get(library, set())
        else:
            beside = [each for each in (root / "src" / ours, root / ours, path.parent / ours) if each.is_file()]
            found |= libraries_of(beside[0]) if beside else set()
    return frozenset(found)


def unnamed(path):
    text = re.sub(r'//[^\n]*|"(?:[^"\\\n]|\\.)*"', "", path.read_text())
    return [f"{path.relative_to(root)}: uses {match[0]} and does not include <{header}>" for header, names in HEADERS.items()
            if header not in libraries_of(path) and (match := re.search(names, text))]


def clang(entry, *more):
    """Clang with the flags that the file of this entry is compiled with."""
    words = shlex.split(entry["command"])
    first = next(place for place, word in enumerate(words) if word.endswith("++"))  # behind a launcher
    # Without what only GCC knows, and without what would ask for a precompiled header of its own.
    flags = [word for word in words[first + 1:words.index("-o")] if not re.match("-[gO]|-Wno-maybe-uninitialized|-Wno-restrict", word)]
    return subprocess.run(["clang++", *flags, *more], cwd=entry["directory"], capture_output=True, text=True, check=False)


def misread(entry, header):
    done = clang(entry, "-fsyntax-only", "-include-pch", header, entry["file"])
    return done.stderr if done.returncode else ""


entries = [each for each in json.loads(pathlib.Path(sys.argv[2]).read_text()) if re.search("/(src|apps)/", each["file"])]
faults = [fault for folder in ("src", "apps", "tests") for path in sorted((root / folder).rglob("*")) if path.suffix in (".h", ".cpp") for fault in unnamed(path)]
with tempfile.TemporaryDirectory() as scratch:
    source, header = pathlib.Path(scratch) / "all.h", pathlib.Path(scratch) / "all.pch"
    source.write_text("".join(f"#include <{each}>\n" for each in HEADERS))
    # As the files that know all of these libraries are compiled.
    made = clang(next(each for each in entries if "/service/" in each["file"]), "-x", "c++-header", source, "-o", header)
    if made.returncode:
        sys.exit(made.stderr)
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        faults += filter(None, pool.map(lambda each: misread(each, header), entries))
if not entries:
    faults.append("no sources found: the check looked at the wrong place")
print("\n".join(faults) or f"{len(entries)} files stand alone")
sys.exit(bool(faults))
