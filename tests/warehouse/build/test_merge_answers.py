"""One answer of an API stays one request when a session's rows come from several logs."""

import json
from pathlib import Path
from typing import Any

import duckdb
import pytest

from etl.pipeline.load import load
from etl.pipeline.options import Options

Row = dict[str, Any]


def answer(uuid: str, parent: str | None, said: str, output: int) -> Row:
    """A row of the answer msg_1: the same input in all of them, and what was put out so far."""
    usage = {"input_tokens": 10, "output_tokens": output}
    message = {"id": "msg_1", "role": "assistant", "model": "claude-opus-4-6", "usage": usage}
    content = [{"type": "text", "text": said}]
    common = {"sessionId": "s1", "timestamp": "2026-03-01T10:00:00.000Z", "requestId": "req_1"}
    return {
        "type": "assistant",
        "uuid": uuid,
        "parentUuid": parent,
        "message": message | {"content": content},
        **common,
    }


ASKED: Row = {
    "type": "user",
    "uuid": "u1",
    "parentUuid": None,
    "sessionId": "s1",
    "timestamp": "2026-03-01T09:59:00.000Z",
    "message": {"role": "user", "content": "Which gate?"},
}
FIRST, OTHER, LAST = answer("a1", "u1", "The", 3), answer("a2", "u1", "The green", 5), answer("a3", "a1", " one.", 40)


@pytest.mark.parametrize(
    "logs",
    [[[ASKED, FIRST, LAST], [ASKED, OTHER]], [[ASKED, OTHER], [ASKED, FIRST, LAST]], [[OTHER], [FIRST, LAST], [ASKED]]],
    ids=["a copy that ends early", "the copy first", "no row in two logs"],
)
@pytest.mark.parametrize("at_once", [True, False], ids=["in one load", "one load each"])
def test_its_rows_in_several_logs_are_one_request(tmp_path: Path, logs: list[list[Row]], at_once: bool) -> None:
    paths = []
    for number, rows in enumerate(logs):
        paths.append(tmp_path / f"{number}.jsonl")
        paths[-1].write_text("".join(f"{json.dumps(row)}\n" for row in rows), "utf-8")
    database = tmp_path / "chats.duckdb"
    for some in [paths] if at_once else [[path] for path in paths]:
        load(some, Options(database, zone="UTC", jobs=1), lambda *_: None)
    with duckdb.connect(str(database), read_only=True) as connection:
        found = connection.execute(
            "select input_visible, output_visible, is_unreported from v1.request_costs"
        ).fetchall()
    assert found == [(10, 40, False)]
