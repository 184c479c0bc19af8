"""What the tests of hostile uploads share: chats, zips, and what the app says of them."""

import io
import json
import zipfile
from pathlib import Path

from click.testing import CliRunner

from etl.commands.cli import main
from etl.reporting.reports.connection import connect
from tests.web.web_cases import Web, form, over


def zipped(*members: tuple[str | zipfile.ZipInfo, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip of these members."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", compression) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return packed.getvalue()


def chats(*titles: str) -> bytes:
    """A conversations.json of chats of one message, "hello"; their ids are c0, c1, …"""
    node: dict[str, object] = {"id": "n", "parent": None, "children": []}
    said = {"id": "n", "author": {"role": "user"}, "content": {"content_type": "text", "parts": ["hello"]}}
    return json.dumps(
        [
            {"id": f"c{number}", "conversation_id": f"c{number}", "title": title, "create_time": 1.7e9}
            | {"current_node": "n", "mapping": {"n": node | {"message": said}}}
            for number, title in enumerate(titles)
        ]
    ).encode()


def taken(folder: Path, *files: tuple[str, bytes]) -> tuple[bool, str]:
    """Was it loaded, and what the command said, which a job of the app repeats: the same load, in this process."""
    uploads = folder / "uploads"
    uploads.mkdir()
    for name, data in files:
        (uploads / name).write_bytes(data)
    typed = ["load", *(str(uploads / name) for name, _ in files), "--db", str(folder / "chats.duckdb")]
    result = CliRunner().invoke(main, typed, catch_exceptions=False)
    assert result.exit_code == 0 or not (folder / "chats.duckdb").exists()
    return result.exit_code == 0, result.stderr.removeprefix("Error: ").rstrip()


def sent(web: Web, name: str, data: bytes) -> dict[str, object]:
    """What a load of these bytes comes to. Nothing of the upload may be left, and no path or traceback be told."""
    body, headers = form((f'name="file"; filename="{name}"', data))
    answer = web.ask("/api/loads", "POST", body, headers)
    assert answer.status == 202, answer.text
    told = over(web, answer.json["job_id"])
    left = [path for path in web.database.parent.rglob("*") if ".uploads" in str(path.parent) and path.is_file()]
    assert [path.suffix for path in left] in ([], [".lock"])
    assert str(web.database.parent) not in str(told)
    assert "Traceback" not in str(told)
    return told


def titles(database: Path) -> list[str]:
    """The titles of all conversations, in order."""
    with connect(database) as connection:
        found = connection.execute("select title from v1.conversations order by title").fetchall()
    return [title for (title,) in found]
