#!/usr/bin/env python3
"""Fails when a file under src/ or apps/ names what neither it nor a header it includes brings into sight.

Where files of a folder are compiled together, one may live on another's includes: a compiler would not notice. A name counts that exactly one
header declares: a type of ours, a free function, or a constant. What other libraries declare is known by its prefix.
"""
import collections
import functools
import pathlib
import re
import sys

root = pathlib.Path(sys.argv[1])
source = root / "src"

#: What a name begins with, and the headers one of which must be in sight.
LIBRARIES = {
    r"fmt::": r"fmt/.*", r"spdlog::": r"spdlog/.*", r"boost::json|json::(?:object|array|value)\b": r"boost/json.*", r"boost::asio|asio::": r"boost/(asio|beast).*",
    r"soci::": r"soci/.*", r"pugi::": r"pugixml.*", r"XXH3_": r"xxhash.*", r"CLI::": r"CLI/.*", r"std::(?:vector)\b": r"vector", r"std::optional\b": r"optional",
    r"std::function\b": r"functional", r"std::(?:map|multimap)\b": r"map", r"std::(?:set|multiset)\b": r"set", r"std::unordered_map\b": r"unordered_map",
    r"std::(?:mutex|lock_guard|unique_lock|call_once)\b": r"mutex|shared_mutex", r"std::(?:jthread|thread)\b": r"thread", r"std::atomic\b": r"atomic", r"std::filesystem\b": r"filesystem",
    r"std::chrono\b": r"chrono", r"std::(?:from|to)_chars\b": r"charconv", r"std::condition_variable": r"condition_variable", r"std::variant\b": r"variant",
    r"std::(?:i|o)?fstream\b": r"fstream", r"std::deque\b": r"deque", r"std::list\b": r"list", r"std::array\b": r"array",
    r"std::(?:sort|find_if|any_of|all_of|none_of|clamp|transform|copy_if|upper_bound|lower_bound|stable_sort|max_element)\b|std::ranges::\w": r"algorithm|ranges",
}


def code_of(path):
    """Comments and literals left out, lines kept."""
    text = path.read_text(encoding="utf-8")
    pattern = r'R"(\w*)\((?:.|\n)*?\)\1"|//[^\n]*|/\*(?:.|\n)*?\*/|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])+\''
    return re.sub(pattern, lambda m: m.group(0) if m.group(0).startswith('"') and "#include" in text[max(0, m.start() - 12) : m.start()] else "\n" * m.group(0).count("\n") or " ", text)


files = {p: code_of(p) for folder in ("src", "apps") for p in sorted((root / folder).rglob("*")) if p.suffix in (".h", ".cpp")}
headers = {str(p.relative_to(source)): p for p in files if p.suffix == ".h" and p.is_relative_to(source)}


@functools.lru_cache(maxsize=None)
def includes(path):
    """(ours, others'): as the file itself writes them."""
    ours, others = [], []
    for quote, name in re.findall(r'^\s*#\s*include\s+(["<])([^">]+)[">]', files[path], re.M):
        there = headers.get(name) or next((p for p in (path.parent / name,) if p in files), None)
        (ours.append(there) if there else others.append(name)) if quote == '"' or quote == "<" else None
    return tuple(ours), tuple(others)


@functools.lru_cache(maxsize=None)
def in_sight(path):
    """Every file of ours that is read when `path` is compiled, and every other header these name."""
    ours, others, waiting = {path}, set(), [path]
    while waiting:
        mine, foreign = includes(waiting.pop())
        others.update(foreign)
        waiting += [p for p in mine if p not in ours]
        ours.update(mine)
    return ours, others


declared = collections.defaultdict(set)
for path in headers.values():
    code = files[path]
    names = re.findall(r"^(?:template <[^\n]*>\n?)?\s?(?:struct|class|enum class|union)\s+(?:\[\[\w+\]\]\s*)?([A-Z]\w+)\s*(?:final\s*)?(?:[:{][^;]|$)", code, re.M)
    names += re.findall(r"^using ([A-Z]\w+) =", code, re.M)
    names += re.findall(r"^(?:inline )?constexpr [\w:<>, ]+ (k[A-Z]\w+)", code, re.M)
    names += re.findall(r"^(?:\[\[nodiscard\]\] |inline |constexpr )*(?:[\w:]+(?:<[^;{}()=]*>)?[&*]* )+[&*]?([a-z]\w+_\w+)\(", code, re.M)
    for name in names:
        declared[name].add(path)


@functools.lru_cache(maxsize=None)
def declares(path):
    """Whatever looks like a declaration, at any depth: members, enumerators, what a source file keeps to itself."""
    code = files[path]
    found = set(re.findall(r"\b(?:struct|class|enum|union|using|namespace|typename)\s+(\w+)", code))
    found.update(name for body in re.findall(r"\benum class \w+[^{;]*\{([^}]*)\}", code) for name in re.findall(r"\w+", body))
    found.update(re.findall(r"(?<=[\w>&*,]) [&*]?(\w+)\s*(?=[\[({=;,)])", code))
    return found


elsewhere = collections.Counter(name for path in files for name in declares(path))
#: Declared by one header, and nowhere else: a member or a local of the same name would be another thing.
unique = {}
for name, where in declared.items():
    home = next(iter(where))
    others = elsewhere[name] - sum(name in declares(p) for p in (home, home.with_suffix(".cpp")) if p in files)
    if len(where) == 1 and others == 0:
        unique[name] = home


def names_ours(line, name):
    """Not a member's name, nor one of another library's namespaces: ours are written small."""
    return any(not scope or scope.islower() for scope in re.findall(rf"(?<![.>\w])(?:(\w+)::)?{name}\b", line))


faults, checked = [], 0
for path, code in files.items():
    checked += 1
    ours, others = in_sight(path)
    lines = code.splitlines()
    for name in sorted(set(re.findall(r"\b[A-Za-z]\w+\b", code)) & unique.keys()):
        home = unique[name]
        used = None if home in ours else next((n for n, line in enumerate(lines, 1) if names_ours(line, name)), None)
        if used:
            faults.append(f"{path.relative_to(root)}:{used}: {name} is declared in {home.relative_to(source)}, which is not included")
    for pattern, wanted in LIBRARIES.items():
        if re.search(rf"^namespace {pattern.partition('::')[0]} {{", code, re.M) or any(re.fullmatch(wanted, each) for each in others):
            continue
        used = next((n for n, line in enumerate(lines, 1) if re.search(rf"(?<![\w:])(?:{pattern})", line)), None)
        if used:
            faults.append(f"{path.relative_to(root)}:{used}: none of <{wanted}> is included")

if checked == 0 or len(unique) < 400:
    faults.append("too little found: the check looked at the wrong place")
print("\n".join(faults) or f"{checked} files, {len(unique)} names of ours: all in sight")
sys.exit(bool(faults))
