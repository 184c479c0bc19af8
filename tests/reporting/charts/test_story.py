"""The story of a year: a picture a moment, true to the views, with no word of a chat unless one asks."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from etl.commands.cli import main
from etl.reporting.charts.draw import story
from etl.reporting.charts.picture import Options
from etl.reporting.charts.story import SIZES
from etl.reporting.charts.wrapped import strings
from tests.conftest import look_up
from tests.export.export_cases import loaded

NAMES = ["first", "night", "models", "streak", "hours", "tool", "persona"]


def etl(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["chart", *arguments], catch_exceptions=False)


@pytest.mark.parametrize("size", SIZES)
def test_the_demo_has_seven_pictures_that_look_as_they_did(
    demo: Path, size: str, expect: Callable[[str, str], None]
) -> None:
    found = story(demo, Options(year=2025, size=size, embed=False))
    assert [picture.name for picture in found] == NAMES
    expect(f"charts/story_{size}.svg", "\n".join(picture.svg for picture in found) + "\n")


def test_its_figures_are_those_of_the_views(demo: Path) -> None:
    said = {picture.name: picture.summary for picture in story(demo, Options(year=2025))}
    sql = """
        select strftime(day, '%-d %b') from daily_usage
        where year(day) = 2025 and user_messages > 0 order by day limit 1
    """
    ((first,),) = look_up(demo, sql)
    assert str(first) in said["first"]
    sql = "select max(days) from streaks where scope = 'all' and year(first_day) = 2025 and year(last_day) = 2025"
    ((days,),) = look_up(demo, sql)
    assert f"{days} days" in said["streak"]
    sql = """
        select local_hour, count(*) as n from messages
        where is_user_message and year(local_date) = 2025 group by 1 order by n desc, 1 limit 1
    """
    ((hour, count),) = look_up(demo, sql)
    assert said["hours"] == f"My hour: {hour}:00. That is when I wrote most: {count} messages in that hour."


def test_no_title_is_told_unless_it_is_asked_for(demo: Path) -> None:
    titles = {str(title) for (title,) in look_up(demo, "select title from conversations") if title}
    for has_title in (False, True):
        words = " ".join(word for picture in story(demo, None, has_title) for word in strings(picture.svg))
        assert any(title in words for title in titles) is has_title


def test_one_chat_is_told_without_what_it_lacks(tmp_path: Path) -> None:
    one = loaded(tmp_path, "chatgpt/gpt5_web_2025.json")
    found = story(one, Options(year=2025))
    said = {picture.name: picture.summary for picture in found}
    assert "1 day" in said["streak"]
    assert "night" not in said
    assert story(one, Options(year=2019)) == []


def test_the_command_writes_a_file_for_each(demo: Path, tmp_path: Path) -> None:
    database = ("--db", str(demo))
    result = etl("wrapped", "--story", "--year", "2025", "-o", str(tmp_path / "my.svg"), *database)
    assert result.exit_code == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        f"my-{at}-{name}.svg" for at, name in enumerate(NAMES, 1)
    ]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("calendar", "--story", "-o", "x.svg"), "A story is told of the chart wrapped"),
        (("wrapped", "--with-titles", "-o", "x.svg"), "A story is told of the chart wrapped"),
        (("wrapped", "--story"), "A story is several files"),
        (("wrapped", "--story", "-o", "x.pdf"), "A chart is written as .svg or .png"),
        (("wrapped", "--story", "-o", "x.svg", "--size", "1x1"), "it knows: 1080x1920, 1200x630"),
        (("wrapped", "--story", "-o", "x.svg", "--year", "2019"), "there is no story to tell"),
    ],
)
def test_what_cannot_be_told_is_one_sentence(demo: Path, arguments: tuple[str, ...], sentence: str) -> None:
    result = etl(*arguments, "--db", str(demo))
    assert result.exit_code == 1
    assert sentence in result.stderr
