"""The API's description held against the server: every route is described, every path answers, and answers hold what is described and nothing else."""
import copy
import json
import pathlib
import re
import tempfile
import unittest
import urllib.parse

from library import Server, make_clip, make_library, make_styled_film
from program import has_tools

try:
    import jsonschema
except ImportError:
    jsonschema = None

SOURCES = pathlib.Path(__file__).resolve().parents[2] / "src" / "service"
ROUTE = re.compile(r'router\.(?:(get|post|put|patch)\(|add\(http::Method::(\w+), )"([^"]+)"')


def closed(document):
    """Components in which no object may hold a property that is not described. Those that others are made of stay open under
    another name: an object of `allOf` is closed as a whole."""
    def close(node, within_all_of=False):
        if isinstance(node, list):
            return [close(each, within_all_of) for each in node]
        if not isinstance(node, dict):
            return node
        out = {key: close(value, key == "allOf") for key, value in node.items() if key not in ("example", "examples")}
        if "$ref" in out and within_all_of:
            out["$ref"] = out["$ref"].replace("/schemas/", "/open/")
        if "allOf" in out and not within_all_of:
            out["unevaluatedProperties"] = False
        elif "properties" in out and not within_all_of:
            out.setdefault("additionalProperties", False)
        return out

    schemas = document["components"]["schemas"]
    open_schemas = {name: close(schema, within_all_of=True) for name, schema in schemas.items()}
    return {"components": {"schemas": {name: close(schema) for name, schema in schemas.items()}, "open": open_schemas}}


def resolve(document, node):
    while "$ref" in node:
        target = document
        for step in node["$ref"].removeprefix("#/").split("/"):
            target = target[step]
        node = target
    return node


@unittest.skipUnless(has_tools("ffmpeg"), "ffmpeg is not installed")
@unittest.skipUnless(jsonschema, "python3-jsonschema is not installed")
class OpenApi(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.scratch = tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls.scratch.cleanup)
        library = make_library(pathlib.Path(cls.scratch.name) / "library")
        series = library / "사운드트랙 (2024)"
        (series / "poster.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg" width="2" height="3"/>')
        (series / "poster.jpg").write_bytes(b"\xff\xd8\xff\xd9")
        make_styled_film(series / "Season 01" / "사운드트랙 S01E02.mkv")
        make_clip(series / "trailers" / "Teaser.mp4", 4)
        server = Server(library)
        cls.server = server.__enter__()
        cls.addClassCleanup(server.__exit__)
        assert cls.server.wait_for_scan()
        assert cls.server.wait_until(lambda: (a := cls.server.json("/api/v1/analysis"))["state"] == "idle" and a["seasons_done"] == 1, 120)
        cls.document = cls.server.json("/api/v1/openapi.json")
        cls.closed = closed(cls.document)
        cls.series = cls.server.json("/api/v1/series")["series"][0]["id"]
        cls.episodes = [e["id"] for e in cls.server.json(f"/api/v1/series/{cls.series}")["seasons"][0]["episodes"]]
        cls.episode = cls.server.json(f"/api/v1/episodes/{cls.episodes[0]}")
        cls.key = cls.episode["hls"].split("/")[2]
        cls.styled = cls.server.json(f"/api/v1/episodes/{cls.episodes[1]}")
        assert cls.server.wait_until(lambda: cls.server.json(f"/api/v1/episodes/{cls.episodes[0]}")["storyboard"], 60)

    def operations(self, *methods):
        for path, item in self.document["paths"].items():
            for method, operation in item.items():
                if not methods or method in methods:
                    yield path, method, operation

    def validator(self, schema):
        """For a schema of the document, with its components closed."""
        found = jsonschema.Draft202012Validator({**copy.deepcopy(self.closed), "allOf": [schema]}, format_checker=jsonschema.FormatChecker())
        return found

    def check(self, operation, status, headers, body, where):
        responses = operation["responses"]
        self.assertIn(str(status), responses, f"{where}: a status that is not described")
        answer = resolve(self.document, responses[str(status)])
        content = answer.get("content", {})
        if not content:
            return self.assertEqual(body, b"", where)
        media_type = headers.get_content_type()
        self.assertIn(media_type, content, where)
        schema = content[media_type].get("schema")
        if schema is None:
            return self.assertGreater(len(body), 0, where)
        value = json.loads(body) if media_type.endswith("json") else body.decode("utf-8")
        problems = [f"{'/'.join(map(str, e.absolute_path))}: {e.message[:300]}" for e in self.validator(schema).iter_errors(value)]
        return self.assertEqual(problems, [], where)

    def examples(self, path):
        """The path with everything that is there in the place of its parameters."""
        texts = [s["id"] for s in self.episode["subtitles"]]
        # There is no cue sheet of a file that cannot be heard, nor a picture of one that cannot be seen.
        episodes = self.episodes[:2] if path.endswith(("/cue-sheet", "/still")) else self.episodes
        ids = {"series": [self.series], "episodes": episodes, "songs": [s["id"] for s in self.server.json("/api/v1/songs")["songs"]], "albums": [s["cover"]["url"].split("/")[-2] for s in self.server.json("/api/v1/songs")["songs"]], "people": [p["id"] for p in self.server.json("/api/v1/people")["people"]],
               "extras": [e["id"] for e in self.server.json(f"/api/v1/series/{self.series}")["extras"]],
               "artwork": [p["url"].split("/")[-1].split("?")[0] for p in self.server.json(f"/api/v1/series/{self.series}")["artwork"].values()
                           if p["url"].startswith("/api/v1/artwork/")]}
        values = {"id": ids.get(path.removeprefix("/api/v1").removeprefix("/media").split("/")[1], []), "key": [self.key], "number": ["1"], "sheet": ["1"], "font": ["1"], "text": texts,
                  "styled": [s["id"] for s in self.styled["subtitles"] if s["format"] == "ASS"], "pictures": [s["id"] for s in self.styled["subtitles"] if s["format"] == "PGS"],
                  "rendition": ["v0"] if "iframes" in path or "/i{" in path else ["v0", "a1"]}
        if re.search(r"\{(styled|pictures|font)\}", path):
            values["key"] = [self.styled["hls"].split("/")[2]]
        found = [path]
        for name in re.findall(r"\{(\w+)\}", path):
            self.assertTrue(values[name], f"{path}: the library holds none")
            found = [each.replace("{%s}" % name, str(value)) for each in found for value in values[name]]
        return found

    def test_it_is_a_whole_document(self):
        self.assertTrue(self.document["openapi"].startswith("3.1."))
        operation_ids = [operation["operationId"] for _, _, operation in self.operations()]
        self.assertEqual(len(operation_ids), len(set(operation_ids)))
        for path, method, operation in self.operations():
            with self.subTest(path=path, method=method):
                self.assertTrue(operation["summary"])
                named = {resolve(self.document, p)["name"] for p in operation.get("parameters", []) if resolve(self.document, p)["in"] == "path"}
                self.assertEqual(named, set(re.findall(r"\{(\w+)\}", path)))
        references = re.findall(r'"#/([^"]+)"', json.dumps(self.document))
        for reference in references:
            self.assertTrue(resolve(self.document, {"$ref": f"#/{reference}"}), reference)
        for kind, components in self.document["components"].items():
            for name in components:
                self.assertIn(f"components/{kind}/{name}", references, "a component nobody uses")

    def test_schemas_are_schemas_and_their_examples_fit(self):
        for name, schema in self.document["components"]["schemas"].items():
            with self.subTest(name):
                jsonschema.Draft202012Validator.check_schema(schema)
                for example in schema.get("examples", []):
                    errors = [e.message for e in self.validator({"$ref": f"#/components/schemas/{name}"}).iter_errors(example)]
                    self.assertEqual(errors, [])

    def test_every_route_of_the_server_is_described(self):
        routes = {((m.group(1) or m.group(2)).lower(), m.group(3)) for source in SOURCES.rglob("*.cpp") for m in ROUTE.finditer(source.read_text())}
        self.assertGreater(len(routes), 10)
        described = {(method, path) for path, method, _ in self.operations()}
        for method, pattern in sorted(routes):
            with self.subTest(method=method, pattern=pattern):
                if pattern.endswith("...}"):
                    stem = pattern[:pattern.rindex("{")]
                    self.assertTrue(any(m == method and p.startswith(stem) for m, p in described))
                else:
                    self.assertIn((method, pattern), described)

    def test_every_described_path_answers_as_described(self):
        for path, method, operation in self.operations("get"):
            for example in self.examples(path):
                with self.subTest(path=example):
                    status, headers, body = self.server.request(example, method.upper())
                    self.assertEqual(status, 200)
                    self.check(operation, status, headers, body, example)
                    if "304" in operation["responses"] and headers["ETag"]:
                        again, now, _ = self.server.request(example, headers={"If-None-Match": headers["ETag"]})
                        self.assertTrue(again == 304 or (again == 200 and now["ETag"] != headers["ETag"]), "or it became another one meanwhile")
                    if "206" in operation["responses"]:
                        self.assertEqual(self.server.request(example, headers={"Range": "bytes=0-0"})[0], 206)
                        status, headers, body = self.server.request(example, headers={"Range": "bytes=99999999-"})
                        self.assertEqual(status, 416)
                        self.check(operation, status, headers, body, example)

    def test_what_is_not_there_is_answered_as_described(self):
        for path, method, operation in self.operations():
            if "{" not in path:
                continue
            for nobody in ("999999", "0" * 32, "x"):
                example = re.sub(r"\{\w+\}", nobody, path)
                with self.subTest(path=example):
                    status, headers, body = self.server.request(example, method.upper())
                    self.assertEqual(status, 404)
                    self.check(operation, status, headers, body, example)

    def test_every_value_of_a_parameter_is_taken_and_no_other(self):
        for path, method, operation in self.operations("get"):
            for parameter in (resolve(self.document, p) for p in operation.get("parameters", [])):
                if parameter["in"] != "query" or "{" in path:
                    continue
                schema, name = parameter["schema"], parameter["name"]
                if "enum" in schema:
                    good, bad = schema["enum"], ["neither"]
                elif schema["type"] == "integer":
                    good, bad = ["1", "2024"], ["x"]
                else:
                    good, bad = ([], ["!!"]) if name == "cursor" else (["Drama", ""], [])
                for value, expected in [*((v, 200) for v in good), *((v, 400) for v in bad)]:
                    with self.subTest(path=path, parameter=name, value=value):
                        status, headers, body = self.server.request(f"{path}?{name}={urllib.parse.quote(value)}", method.upper())
                        self.assertEqual(status, expected)
                        self.check(operation, status, headers, body, path)

    def test_pages_follow_each_other(self):
        for path in ("/api/v1/series", "/api/v1/people", "/api/v1/problems", "/api/v1/songs", "/api/v1/albums"):
            whole = self.server.json(path)
            self.assertEqual(whole["total"], len(whole[path.rsplit("/", 1)[1]]))
            self.assertIsNone(whole["next_cursor"])


if __name__ == "__main__":
    unittest.main()
