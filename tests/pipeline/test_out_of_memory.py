"""Memory that runs out where conversations are read ends the load with one sentence, whichever process it is in."""

import json
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from etl.commands.cli import main
from etl.pipeline import options
from etl.transform.providers import chatgpt
from tests.chatgpt_export import chain, said


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="a spawned worker would not know of the change")
@pytest.mark.parametrize("jobs", [1, 2])
def test_a_load_that_lacks_memory_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, jobs: int) -> None:
    def flatten(_: object) -> None:
        raise MemoryError

    export, folder = tmp_path / "conversations.json", tmp_path / "here"
    export.write_text(json.dumps([chain(said("user", "hello"))]))
    folder.mkdir()
    monkeypatch.setattr(options, "SMALL", 0)
    monkeypatch.setattr(chatgpt, "flatten", flatten)
    load = ["load", str(export), "--jobs", str(jobs), "--db", str(folder / "chats.duckdb")]
    result = CliRunner().invoke(main, load)
    assert result.exit_code == 1
    assert result.output.splitlines()[-1].startswith("Error: Memory ran out: ")
    assert list(folder.iterdir()) == []
