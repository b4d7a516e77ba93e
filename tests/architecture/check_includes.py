#!/usr/bin/env python3
"""Fails when a folder under src/ includes one that its bt_folder() line in CMakeLists.txt does not name.

The graph must also be free of cycles; both are read from the sources, so neither can be forgotten.
"""
import pathlib
import re
import sys

root = pathlib.Path(sys.argv[1])
cmake = re.sub(r"#.*", "", (root / "CMakeLists.txt").read_text())
graph = {}
for body in re.findall(r"bt_folder\(([^)]*)\)", cmake):
    words = body.split()
    depends = []
    if "DEPENDS" in words:
        for word in words[words.index("DEPENDS") + 1:]:
            if word.isupper():
                break
            depends.append(word)
    graph[words[0]] = depends

faults = []
position = {name: place for place, name in enumerate(graph)}
for name, depends in graph.items():
    for other in depends:
        if position.get(other, len(graph)) >= position[name]:
            faults.append(f"CMakeLists.txt: {name} depends on {other}, which does not stand above it")

folders = sorted(p.name for p in (root / "src").iterdir() if p.is_dir())
faults += [f"src/{name} has no bt_folder() line" for name in folders if name not in graph]
checked = 0
for path in sorted((root / "src").rglob("*")):
    if path.suffix not in (".h", ".cpp"):
        continue
    checked += 1
    here = path.relative_to(root / "src").parts[0]
    for number, line in enumerate(path.read_text().splitlines(), 1):
        found = re.match(r'\s*#\s*include\s+"([^"]+)"', line)
        if not found:
            continue
        there = found.group(1).split("/")[0]
        if there not in folders:
            faults.append(f"{path.relative_to(root)}:{number}: write the include from src/: {found.group(1)}")
        elif there != here and there not in graph.get(here, []):
            faults.append(f"{path.relative_to(root)}:{number}: {here} may not include {there}")
    if path.suffix == ".h" and "#pragma once" not in path.read_text():
        faults.append(f"{path.relative_to(root)}: no #pragma once")

if checked == 0:
    faults.append("no sources found: the check looked at the wrong place")
print("\n".join(faults) or f"{checked} files, {len(graph)} folders, one direction")
sys.exit(bool(faults))
