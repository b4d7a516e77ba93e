"""The settings file of `serve`: read, overruled by the command line, and never passed over in silence."""
import pathlib
import re
import tempfile
import unittest

from program import run


class SettingsFile(unittest.TestCase):
    def serve(self, settings, *arguments):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "bonustrack.conf"
            path.write_text(f'data = "{folder}/data"\n' + settings)
            return run("serve", "--config", path, *arguments)

    def test_a_setting_is_used(self):
        code, _, err = self.serve('listen = ["nowhere:no-port"]\n')
        self.assertNotEqual(code, 0)
        self.assertIn("nowhere", err)

    def test_the_command_line_overrules_it(self):
        _, _, err = self.serve('listen = ["nowhere:no-port"]\n', "--listen", "elsewhere:no-port")
        self.assertIn("elsewhere", err)
        self.assertNotIn("nowhere", err)

    def test_a_misspelt_setting_is_named(self):
        for line in ('lisen = ["127.0.0.1:0"]', "help = true", 'config = "x"'):
            with self.subTest(line):
                code, _, err = self.serve(line + "\n")
                self.assertEqual(code, 2)
                self.assertRegex(err, rf'bonustrack\.conf: "{line.split()[0]}" is no option of serve')

    def test_a_section_is_none(self):
        code, _, err = self.serve('[server]\nlisten = ["127.0.0.1:0"]\n')
        self.assertEqual(code, 2)
        self.assertRegex(err, r"bonustrack\.conf: it has a section \[server\]")

    def test_a_file_that_is_missing_is_named(self):
        code, _, err = run("serve", "--config", "/nonexistent/bonustrack.conf")
        self.assertEqual(code, 2)
        self.assertIn("/nonexistent/bonustrack.conf", err)


class Script(unittest.TestCase):
    def test_scripts_serve_knows_which_options_take_a_value(self):
        code, out, err = run("serve", "--help")
        self.assertEqual(code, 0, err)
        takes_value = re.findall(r"^  (--[\w-]+) (?:TEXT|UINT)", out, re.MULTILINE)
        self.assertIn("--allow-host", takes_value)
        script = (pathlib.Path(__file__).resolve().parents[2] / "scripts" / "serve").read_text()
        for option in takes_value:
            self.assertRegex(script, rf"\s{option}[ )]", "its value would be taken for a library")


if __name__ == "__main__":
    unittest.main()
