"""The demonstration's timeline, subtitles and truth, without drawing or speaking anything."""

import functools
import re
import sys
import unittest
from pathlib import Path
from xml.etree import ElementTree

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "demo"))

from maker import reels, script, sidecars, subtitles, truth  # noqa: E402
from maker.timeline import PARTS, Planner, frames  # noqa: E402


def spoken_lengths():
    """Every line as long as its words, about as fast as Flite reads."""
    return {
        (series.key, episode.number, shot.key, number): 0.4 + 0.062 * len(line.en)
        for series in script.SERIES
        for episode in series.episodes
        for shot in (*episode.cold, *episode.story, *episode.epilogue)
        for number, line in enumerate(shot.lines)
    }


PLANS = Planner(script.SERIES, spoken_lengths()).plan_all()


def for_each(check):
    """Runs the check on every plan; the one that fails is named."""

    @functools.wraps(check)
    def run(self):
        for plan in PLANS:
            with self.subTest(plan.name):
                check(self, plan)

    return run


class Timeline(unittest.TestCase):
    def test_there_are_four_episodes_and_then_two(self):
        self.assertEqual([(p.series.key, p.episode.number) for p in PLANS],
                         [("rain", 1), ("rain", 2), ("rain", 3), ("rain", 4), ("light", 1), ("light", 2)])  # fmt: skip

    @for_each
    def test_parts_follow_each_other_without_gaps_to_the_end(self, plan):
        self.assertEqual(plan.parts[0][1], 0.0)
        for (_, _, end), (_, start, _) in zip(plan.parts, plan.parts[1:]):
            self.assertAlmostEqual(end, start, places=9)
        self.assertAlmostEqual(plan.parts[-1][2], plan.duration, places=9)

    @for_each
    def test_the_epilogue_comes_right_after_the_credits_and_before_the_preview(self, plan):
        kinds = [kind for kind, _, _ in plan.parts]
        self.assertEqual(kinds[kinds.index("credits") + 1], "epilogue")
        if "preview" in kinds:
            self.assertEqual(kinds[-1], "preview")

    def test_only_first_episodes_lack_a_recap_and_only_the_very_last_a_preview(self):
        kinds = {(p.series.key, p.episode.number): {kind for kind, _, _ in p.parts} for p in PLANS}
        self.assertEqual([key for key, have in kinds.items() if "recap" not in have], [("rain", 1), ("light", 1)])
        self.assertEqual([key for key, have in kinds.items() if "preview" not in have], [("light", 2)])

    @for_each
    def test_every_shot_begins_and_ends_on_a_frame(self, plan):
        for shot in plan.shots:
            for at in (shot.start, shot.end):
                self.assertAlmostEqual(at * plan.fps, round(at * plan.fps), places=6)

    def test_the_intro_is_the_same_in_every_episode_of_a_series(self):
        for series in script.SERIES:
            intros = {(c.song, c.offset, round(c.end - c.start, 1)) for p in PLANS if p.series is series
                      for kind, start, _ in p.parts if kind == "intro" for c in p.cues if c.start == start}  # fmt: skip
            self.assertEqual(len(intros), 1)

    def test_an_excerpt_holds_its_lines_whole_and_as_they_were_spoken(self):
        borrowed = 0
        for plan in PLANS:
            for shot in plan.shots:
                if not shot.source:
                    continue
                series, number, second = shot.source
                there = next(p for p in PLANS if (p.series.key, p.episode.number) == (series, number))
                here = [line for line in plan.lines if shot.start <= line.start < shot.end]
                self.assertTrue(here)
                for line in here:
                    home = next(x for x in there.lines if x.key == line.key and not self._is_borrowed(there, x))
                    self.assertLessEqual(line.end, shot.end + 1 / 20)
                    self.assertAlmostEqual(line.start - shot.start, home.start - second, places=6)
                    borrowed += 1
        self.assertGreater(borrowed, 12)

    @staticmethod
    def _is_borrowed(plan, line):
        return any(s.source and s.start <= line.start < s.end for s in plan.shots)

    @for_each
    def test_lines_do_not_overlap(self, plan):
        for before, after in zip(plan.lines, plan.lines[1:]):
            self.assertLessEqual(before.end, after.start + 1e-6)

    @for_each
    def test_cues_name_songs_of_the_soundtrack_or_of_the_other_instalment(self, plan):
        self.assertGreaterEqual(len({cue.song for cue in plan.cues}), 4)
        for cue in plan.cues:
            self.assertIn(cue.song, {song for series in script.SERIES for song in series.songs})
            self.assertLess(cue.start, cue.end)
            self.assertLessEqual(cue.end, plan.duration + 1e-6)

    def test_some_song_is_heard_in_several_episodes_and_one_plays_at_another_speed(self):
        self.assertGreaterEqual(sum(any(c.song == "Awakening" and c.music for c in p.cues) for p in PLANS), 3)
        self.assertEqual({c.rate for p in PLANS for c in p.cues if c.music}, {1.0, 1.02})

    def test_a_cue_inside_an_excerpt_continues_the_song_where_the_excerpt_starts(self):
        plan = next(p for p in PLANS if p.series.key == "rain" and p.episode.number == 2)
        home = PLANS[0]
        shot = next(s for s in plan.shots if s.source and s.shot.key == "bus")
        here = next(c for c in plan.cues if c.start == shot.start)
        there = next(c for c in home.cues if c.music and c.music.first == "bus")
        self.assertEqual(here.song, there.song)
        self.assertAlmostEqual(here.offset, there.offset + (shot.source[2] - there.start), places=6)

    def test_frames_rounds_to_the_nearest(self):
        from fractions import Fraction
        for seconds, rate, expected in ((1, (24, 1), 24), (1, (24000, 1001), 24), (0.02, (24, 1), 0), (0.03, (24, 1), 1), (100, (24000, 1001), 2398)):
            with self.subTest(seconds=seconds, rate=rate):
                self.assertEqual(frames(seconds, Fraction(*rate)), expected)


class Reels(unittest.TestCase):
    def setUp(self):
        self.drawn, self.order = reels.cut(PLANS)
        self.made = {reel.name: reel.length for reel in self.drawn} | {copy.reel.name: copy.reel.length for reel in self.drawn for copy in reel.copies}

    @for_each
    def test_the_reels_of_an_episode_hold_all_its_frames(self, plan):
        row = self.order[plan.series.key, plan.episode.number]
        self.assertEqual(sum(count for _, count in row), round(plan.duration * plan.fps))
        self.assertEqual([self.made[name] for name, _ in row], [count for _, count in row])

    def test_an_intro_is_drawn_once_for_each_series_and_frame_rate(self):
        intros = [reel.name for reel in self.drawn if "intro" in reel.name]
        self.assertEqual(sorted(intros), ["light-intro-24-1", "rain-intro-24-1", "rain-intro-24000-1001"])
        self.assertEqual(sum(("rain-intro-24-1", 288) in row for row in self.order.values()), 3)

    def test_every_excerpt_is_taken_from_a_scene_of_its_own_shot(self):
        copies = [(reel, copy) for reel in self.drawn for copy in reel.copies]
        self.assertEqual(len(copies), sum(bool(shot.source) for plan in PLANS for shot in plan.shots))
        for reel, copy in copies:
            with self.subTest(copy.reel.name):
                shot = next(s for s in copy.reel.plan.shots if frames(s.start, copy.reel.plan.fps) == copy.reel.first)
                at = copy.home / reel.plan.fps
                there = next(s for s in reel.plan.shots if s.start <= at + 1e-6 < s.end)
                self.assertEqual(there.shot, shot.shot)
                self.assertAlmostEqual(float(at), shot.source[2], delta=0.021)
                self.assertGreaterEqual(copy.last, copy.home + copy.reel.length - 2, "at most its last frame stands for two")


class Subtitles(unittest.TestCase):
    def test_subrip_has_a_block_for_each_line_with_its_times(self):
        for plan in PLANS:
            for language in ("ko", "en"):
                blocks = subtitles.subrip(plan, language).strip().split("\n\n")
                self.assertEqual(len(blocks), len(plan.lines))
                for block, line in zip(blocks, plan.lines):
                    hours, minutes, seconds, thousandths = map(int, re.match(r"\d+\n(\d\d):(\d\d):(\d\d),(\d{3}) --> ", block).groups())
                    self.assertAlmostEqual(hours * 3600 + minutes * 60 + seconds + thousandths / 1000, line.start, delta=0.0006)
                    self.assertIn(line.line.ko if language == "ko" else line.line.en, block)

    def test_nothing_stays_on_screen_into_the_next_line(self):
        for plan in PLANS:
            shown = subtitles.texts(plan, "en")
            for (_, end, _, _), (start, _, _, _) in zip(shown, shown[1:]):
                self.assertLess(end, start + 1e-6)

    def test_clock_carries_rounding_into_seconds(self):
        for seconds, expected in ((0, "00:00:00.000"), (59.9996, "00:01:00.000"), (3661.5, "01:01:01.500")):
            with self.subTest(seconds):
                self.assertEqual(subtitles._clock(seconds, "."), expected)

    def test_sami_fits_the_code_page_of_old_korean_files(self):
        for plan in PLANS:
            self.assertIn("<P Class=KRCC>", subtitles.sami(plan).encode("cp949").decode("cp949"))

    def test_ass_and_webvtt_name_the_speaker(self):
        self.assertIn(",라디오,", subtitles.ass(PLANS[0], "ko"))
        self.assertIn("<v Radio host>", subtitles.webvtt(PLANS[0], "en"))


class Truth(unittest.TestCase):
    def test_it_lists_only_the_parts_a_viewer_may_be_offered(self):
        for plan in PLANS:
            found = truth.of_episode(plan, "x.mkv")
            self.assertLessEqual({p["type"] for p in found["parts"]}, set(PARTS))
            self.assertEqual([p["type"] for p in found["parts"]], [kind for kind, _, _ in plan.parts if kind != "story"])

    def test_cues_carry_the_file_name_of_the_song(self):
        found = truth.of_episode(PLANS[0], "x.mp4")
        self.assertIn("01 - Coherence.ogg", {cue["song"] for cue in found["cues"]})


class Sidecars(unittest.TestCase):
    def test_every_nfo_is_well_formed_and_names_the_anthology(self):
        for series in script.SERIES:
            root = ElementTree.fromstring(sidecars.tvshow(series))
            self.assertEqual(root.findtext("set/name"), "숨은 트랙")
            self.assertEqual(root.findtext("title"), series.title)
        for plan in PLANS:
            self.assertEqual(ElementTree.fromstring(sidecars.episode(plan)).findtext("aired"), plan.episode.aired)

    def test_nobody_is_named_who_does_not_exist(self):
        for series in script.SERIES:
            for actor in ElementTree.fromstring(sidecars.tvshow(series)).iter("actor"):
                self.assertRegex(actor.findtext("name"), r"^(Flite, CMU ARCTIC voice|Maxstack)")


if __name__ == "__main__":
    unittest.main()
