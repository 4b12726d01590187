"""The five public stories: complete, in three languages, sourced, and told in our own words."""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from teranga.cli.demo.reading import StoryError
from teranga.cli.demo.stories import STORIES, load_stories, load_story
from teranga.cli.demo.world import HELP_WAYS, Event, Story
from teranga.foundation.translated import TranslatedText

SOURCE_DOCUMENTS = Path(__file__).resolve().parents[3].parent / "shared" / "data" / "stories"


@pytest.fixture(scope="module")
def stories() -> dict[str, Story]:
    return {story.slug: story for story in load_stories()}


@pytest.fixture
def one_story(tmp_path: Path) -> Path:
    """A copy of the shortest story that a test may damage."""
    file = tmp_path / "python-community.yaml"
    file.write_text((STORIES / file.name).read_text(encoding="utf-8"), encoding="utf-8")
    (tmp_path / "python-community").symlink_to(STORIES / "python-community")
    return file


def event(story: Story, slug: str) -> Event:
    return next(event for event in story.events if event.slug == slug)


def every_text(value: Any) -> list[TranslatedText]:
    if isinstance(value, TranslatedText):
        return [value] if value else []
    if is_dataclass(value):
        return [text for field in fields(value) for text in every_text(getattr(value, field.name))]
    if isinstance(value, dict):
        return [text for part in value.values() for text in every_text(part)]
    if isinstance(value, tuple | list):
        return [text for part in value for text in every_text(part)]
    return []


def test_the_five_communities_are_there(stories: dict[str, Story]) -> None:
    assert list(stories) == [
        "pycon-africa", "pycon-senegambia", "python-colombia", "python-community", "python-togo"
    ]  # fmt: skip


def test_every_text_of_a_story_exists_in_three_languages(stories: dict[str, Story]) -> None:
    texts = every_text(list(stories.values()))
    assert len(texts) == 202
    assert [text for text in texts if sorted(text) != ["en", "es", "fr"]] == []


def test_every_told_number_names_its_source(stories: dict[str, Story]) -> None:
    told = [figure for story in stories.values() for figure in story.figures]
    told_goals = [goal for story in stories.values() for goal in story.goals]
    assert len(told) == 12
    assert all(figure.source for figure in told)
    assert all(goal.told and goal.source and not goal.metric for goal in told_goals)
    counted = [event for story in stories.values() for event in story.events if event.attended]
    assert all(event.source for event in counted)


def test_every_named_person_comes_with_a_link(stories: dict[str, Story]) -> None:
    people = [person for story in stories.values() for person in story.people]
    speakers = [speaker for story in stories.values() for event in story.events for speaker in event.speakers]
    assert len(people) + len(speakers) == 10
    assert all(named.source_url.startswith("https://") for named in (*people, *speakers))


def test_python_togo_has_its_goals_values_and_ways_to_help(stories: dict[str, Story]) -> None:
    togo = stories["python-togo"]
    assert [goal.order for goal in togo.goals] == [1, 2, 3, 4, 5, 6]
    assert [(goal.target, goal.deadline) for goal in togo.goals if goal.target] == [
        (1000, date(2026, 12, 31))
    ]
    assert tuple(togo.help) == HELP_WAYS
    assert len(togo.mission) == 6
    assert len(togo.values) == 4
    assert {channel.kind for channel in togo.channels} >= {"discord", "linkedin", "x", "github"}
    assert [page.slug for page in togo.pages if page.kind == "story"] == ["our-story"]


def test_pyday_togo_is_a_satellite_of_pycon_africa(stories: dict[str, Story]) -> None:
    pyday = event(stories["python-togo"], "pyday-togo-2024")
    assert pyday.satellite_of == "pycon-africa/pycon-africa-2024"
    assert (pyday.expected, pyday.attended, pyday.at_least) == (50, 200, True)
    assert "150" in pyday.programme_note["en"]


def test_pycon_togo_2025_took_place_on_23_august_and_says_why(stories: dict[str, Story]) -> None:
    pycon = event(stories["python-togo"], "pycon-togo-2025")
    assert (pycon.start, pycon.end) == (date(2025, 8, 23), date(2025, 8, 23))
    assert "20 August" in pycon.programme_note["en"]


def test_pycon_senegambia_spans_two_countries_and_two_languages(stories: dict[str, Story]) -> None:
    senegambia = stories["pycon-senegambia"]
    assert senegambia.countries == ("GM", "SN")
    assert senegambia.languages == ("en", "fr")
    note = event(senegambia, "pycon-senegambia-2025").programme_note["en"]
    assert "27 and 28 November" in note
    assert "28 and 29" in note


def test_pycon_africa_has_four_editions_and_the_frame_of_2024(stories: dict[str, Story]) -> None:
    africa = stories["pycon-africa"]
    assert [event.slug[-4:] for event in africa.events] == ["2019", "2020", "2024", "2025"]
    accra = event(africa, "pycon-africa-2024")
    assert (accra.start, accra.end) == (date(2024, 9, 24), date(2024, 9, 28))
    assert [frame.day.day for frame in accra.frame] == [24, 25, 26, 27]
    assert {session.start for session in accra.sessions} == {None}


def test_pycon_colombia_2020_names_its_six_keynotes(stories: dict[str, Story]) -> None:
    colombia = event(stories["python-colombia"], "pycon-colombia-2020")
    assert colombia.attended == 476
    assert [speaker.name for speaker in colombia.speakers] == [
        "Andrew Godwin", "Emily Morehouse", "Fernando Pérez", "Ines Montani", "Sarah Guido", "Wes McKinney"
    ]  # fmt: skip


def test_the_directory_marks_what_has_closed(stories: dict[str, Story]) -> None:
    directory = stories["python-community"].directory
    assert {entry.kind for entry in directory} == {"conference", "resource", "channel"}
    assert len(directory) == 16
    assert [entry.title for entry in directory if entry.checked.startswith("closed")] == [
        "Python on Google Plus"
    ]


def test_every_link_between_stories_leads_somewhere(stories: dict[str, Story]) -> None:
    events = {f"{story.slug}/{event.slug}" for story in stories.values() for event in story.events}
    links = [link for story in stories.values() for link in story.network]
    assert [link.slug for link in links if link.slug and link.slug not in stories] == []
    for story in stories.values():
        for each in story.events:
            assert not each.satellite_of or each.satellite_of in events
            assert not each.part_of or f"{story.slug}/{each.part_of}" in events
            assert not each.series or each.series in {series.slug for series in story.series}


def test_no_two_communities_wear_the_same_colours(stories: dict[str, Story]) -> None:
    colours = [colour for story in stories.values() for colour in story.colours]
    assert len(set(colours)) == 10


def test_french_keeps_a_narrow_space_before_its_double_signs(stories: dict[str, Story]) -> None:
    wrong = [
        text["fr"]
        for text in every_text(list(stories.values()))
        if re.search(r" [;:!?»](\s|$)|« ", text["fr"])
    ]
    assert wrong == []


def runs_of_eight_words(text: str) -> set[str]:
    words = re.findall(r"[^\W_]+", text.lower())
    return {" ".join(words[start : start + 8]) for start in range(len(words) - 7)}


def readable(document: Path) -> str:
    """The text of a source document; the one that was decoded wrongly is repaired first."""
    text = document.read_text(encoding="utf-8")
    try:
        return text.encode("mac_roman").decode("utf-8")
    except UnicodeError:
        return text


def without(text: str, titles: list[str]) -> str:
    """The text less the titles of the documents it cites, which are theirs by nature."""
    for title in titles:
        text = text.replace(title, "|")
    return text


def test_no_eight_words_in_a_row_are_taken_from_a_source_document(stories: dict[str, Story]) -> None:
    if not SOURCE_DOCUMENTS.is_dir():
        pytest.skip("the five source documents are not beside this checkout")
    documents = [file for file in SOURCE_DOCUMENTS.iterdir() if file.name != "README.md"]
    theirs = set().union(*(runs_of_eight_words(readable(document)) for document in documents))
    cited = [source.title for story in stories.values() for source in story.sources]
    ours: set[str] = set()
    for text in every_text(list(stories.values())):
        for words in text.values():
            ours |= runs_of_eight_words(without(words, cited))
    assert len(documents) == 5
    assert len(theirs) > 2000
    assert theirs & ours == set()


@pytest.mark.parametrize(
    ("path", "value", "says"),
    [
        (("tagline", "fr"), None, "python-community.yaml: tagline.fr: is missing"),
        (
            ("colours",),
            ["blue", "#ffd43b"],
            "python-community.yaml: colours: must be two colours such as #1f3a68",
        ),
        (
            ("directory", 0, "kind"),
            "club",
            "python-community.yaml: directory[0].kind: is 'club', but must be one of",
        ),
        (
            ("directory", 0, "url"),
            "us.pycon.org",
            "python-community.yaml: directory[0].url: is 'us.pycon.org', but",
        ),
        (("zone",), 7, "python-community.yaml: zone: must be text, not 7"),
        (("surprise",), "x", "python-community.yaml: surprise: is not a key that a demo file has"),
        (("pages", 0, "slug"), "lost", "the page python-community/lost.en.md is missing or empty"),
        (("slug",), "other-name", "the page other-name/finding-your-people.en.md is missing or empty"),
    ],
)
def test_a_damaged_story_is_refused_with_its_file_key_and_trouble(
    one_story: Path, path: tuple[str | int, ...], value: object, says: str
) -> None:
    values = yaml.safe_load(one_story.read_text(encoding="utf-8"))
    part = values
    for key in path[:-1]:
        part = part[key]
    part[path[-1]] = value
    one_story.write_text(yaml.safe_dump(values), encoding="utf-8")
    with pytest.raises(StoryError, match=re.escape(says)):
        load_story(one_story)


def test_a_file_that_is_not_yaml_is_refused(one_story: Path) -> None:
    one_story.write_text("slug: [", encoding="utf-8")
    with pytest.raises(StoryError, match=r"python-community\.yaml: \(whole file\): cannot be read as YAML"):
        load_story(one_story)


def test_an_undamaged_copy_of_a_story_is_read(one_story: Path, stories: dict[str, Story]) -> None:
    assert load_story(one_story) == stories["python-community"]
