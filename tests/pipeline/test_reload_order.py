"""No order of loads makes a difference, nor how many exports one load takes: of chats and of what stands beside."""

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from etl.pipeline.options import Options
from etl.pipeline.parquet import load_parquet
from tests import claude_export
from tests.pipeline.reload_cases import HOLDS, START, Version, ask, content, exported, held, lacking, loaded

UNSHRUNK = (Phase.explicit, Phase.generate)
"""Every example is a handful of loads: too dear for hundreds of smaller ones."""

versions = st.builds(
    Version,
    title=st.sampled_from(["First", "Second"]),
    answer=st.sampled_from(["The beginn", "The begunn", "The beginning and the whole end."]),
    current=st.sampled_from("ab"),
    has_branch=st.booleans(),
    is_archived=st.booleans(),
    project=st.sampled_from([None, "g-p-1"]),
    update_time=st.sampled_from([START, START + 60]),
    rating=st.sampled_from(["thumbs_up", "thumbs_down"]),
    email=st.sampled_from(["one@example.org", "two@example.org"]),
)


def _order_makes_no_difference(told: Sequence[Version], order: Sequence[int], cuts: Sequence[bool]) -> None:
    told = sorted(told, key=lambda version: version.update_time)
    with TemporaryDirectory() as folder:
        paths = [exported(Path(folder, f"{day}.zip"), version, day) for day, version in enumerate(told, 1)]
        in_order, other = Path(folder, "in_order.duckdb"), Path(folder, "other.duckdb")
        for path in paths:
            loaded(in_order, path)
        group: list[Path] = []
        for place, is_end in zip(order, [*cuts, True], strict=False):
            group.append(paths[place])
            if is_end or place == order[-1]:
                loaded(other, *group)
                group = []
                assert lacking(other, [paths[one] for one in order[: order.index(place) + 1]]) == []
        assert content(other) == content(in_order)
        assert ask(other, HOLDS)[0][:-1] == held(told[-1])[0][:-1]


@settings(max_examples=2, phases=UNSHRUNK)
@given(st.permutations(range(3)), st.lists(versions, min_size=3, max_size=3), st.tuples(st.booleans(), st.booleans()))
def test_the_order_of_loads_makes_no_difference(order: list[int], told: list[Version], cuts: tuple[bool, ...]) -> None:
    _order_makes_no_difference(told, order, cuts)


@pytest.mark.slow
@settings(max_examples=25, phases=UNSHRUNK)
@given(st.permutations(range(4)), st.lists(versions, min_size=4, max_size=4), st.tuples(*[st.booleans()] * 3))
def test_no_order_of_loads_makes_a_difference(order: list[int], told: list[Version], cuts: tuple[bool, ...]) -> None:
    _order_makes_no_difference(told, order, cuts)


def _claude(path: Path, name: str, words: str) -> Path:
    """An export of Claude's that says everything with the same words; its times never change."""
    attached = {"file_name": "a.txt", "file_type": "txt", "file_size": 3, "extracted_content": words}
    chat = claude_export.talk(claude_export.said("human", "Look", attachments=[attached]), is_starred=words != "one")
    return claude_export.packed(
        path / name,
        conversations=[chat | {"name": words}],
        users=[{"uuid": claude_export.ACCOUNT, "full_name": words, "email_address": f"{words}@example.org"}],
        projects=[{"uuid": "p", "name": words, "docs": [{"uuid": "d", "filename": words, "content": words}]}],
        memories=[{"account_uuid": claude_export.ACCOUNT, "conversations_memory": words}],
    )


ONE_EACH = (
    "select (select title from core.conversations), (select is_starred from core.conversations), "
    "(select name from core.accounts), (select email from core.accounts), (select name from core.projects), "
    "(select content from core.project_documents), (select content from core.memories)"
)


def test_what_stands_beside_the_chats_is_that_of_the_newest_export_in_any_order(tmp_path: Path) -> None:
    exports = [_claude(tmp_path, f"data-2026-0{month}-01.zip", words) for month, words in ((3, "one"), (5, "two"))]
    for number, order in enumerate((exports, exports[::-1])):
        database = tmp_path / f"{number}.duckdb"
        for place, path in enumerate(order, 1):
            loaded(database, path)
            assert lacking(database, order[:place]) == []
        assert ask(database, ONE_EACH) == [("two", True, "two", "two@example.org", "two", "two", "two")]
        assert ask(database, "select count(*) from core.messages where text = 'two'") == [(1,)]


def test_parquet_files_say_which_of_two_versions_is_newer(tmp_path: Path) -> None:
    for month, words in ((5, "two"), (3, "one")):
        path = _claude(tmp_path, f"data-2026-0{month}-01.zip", words)
        load_parquet([path], tmp_path / "lake", Options(tmp_path / "none.duckdb", zone="UTC"), lambda *_: None)
    lake = f"read_parquet('{tmp_path}/lake/{{}}/*.parquet')"
    dates = f"(select distinct load_id, exported_at from {lake.format('load_files')})"
    newest = f"select max_by(title, exported_at) from {lake.format('conversations')} join {dates} using (load_id)"
    assert duckdb.execute(newest).fetchall() == [("two",)]
    assert duckdb.execute(f"select max_by(name, exported_at) from {lake.format('accounts')}").fetchall() == [("two",)]
