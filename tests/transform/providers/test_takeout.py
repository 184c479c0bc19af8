"""Pages and records of Takeout's activity: what stands beside a prompt costs no word of it, and no file is lost."""

from pathlib import Path
from typing import Any

import pytest

from etl.extract.documents import Document
from etl.rows.details import Attachment
from etl.transform.providers import gemini
from tests.pipeline.test_documents import CELL, LINK, ask, loaded

FILE = '<a href="moss-1f.pdf">moss.pdf</a>'


@pytest.mark.parametrize(
    ("before", "asked"),
    [
        (f"one<br>two Attached 1 file.<br>- {FILE}", "one\ntwo"),
        (f"one Attached 1 file.<br>- {FILE}", "one"),
        (f"one<br>two<br>Attached 1 file.<br>- {FILE}", "one\ntwo"),
        (f"one<br>two<br>1 Datei angehängt.<br>- {FILE}", "one\ntwo"),
        (f"one<br>take 1<br>- {FILE}", "one\ntake 1"),
        (f"one<br>My 2 files say otherwise, why is it so?<br>- {FILE}", "one\nMy 2 files say otherwise, why is it so?"),
        ("one<br>Attached 2 files.", "one\nAttached 2 files."),
    ],
)
def test_a_line_that_counts_the_files_goes_and_no_word_with_it(tmp_path: Path, before: str, asked: str) -> None:
    body = f"Prompted\xa0{before}<br>Nov 5, 2025, 1:34:47 AM UTC<br><p>So.</p>"
    path = tmp_path / "MyActivity.html"
    path.write_text(f"<html><body>{CELL.format(body=body, link=LINK.format('abc'))}</body></html>")
    database = loaded(tmp_path, path)
    assert ask(database, "select text from core.messages order by tour_in") == [(asked,), ("So.",)]
    files = ask(database, "select file_name, pointer from core.attachments")
    assert files == ([("moss.pdf", "moss-1f.pdf")] if FILE in before else [])


def test_what_an_answer_links_is_a_source_and_a_picture_in_it_a_file(tmp_path: Path) -> None:
    answer = '<p><a href="https://example.org/moss">Moss</a></p><img src="moss-2e.png"><img src="data:image/png,x">'
    body = f"Prompted\xa0Draw moss<br>Nov 5, 2025, 1:34:47 AM UTC<br>{answer}"
    path = tmp_path / "MyActivity.html"
    path.write_text(f"<html><body>{CELL.format(body=body, link=LINK.format('abc'))}</body></html>")
    database = loaded(tmp_path, path)
    assert ask(database, "select url, title from core.citations") == [("https://example.org/moss", "Moss")]
    pictures = ask(database, "select pointer, direction from core.attachments order by ordinal")
    assert pictures == [("moss-2e.png", "out"), ("data:image/png,x", "out")]


def record(**more: Any) -> dict[str, Any]:
    return {"header": "Gemini Apps", "title": "Prompted Moss?", "time": "2026-01-15T10:00:00.000Z"} | more


def test_files_stand_in_the_subtitles_of_a_record_and_count_once() -> None:
    sent = [
        {"name": "Attached 1 file."},
        {"name": "-  moss.png", "url": "moss-3d.png"},
        {"name": "A gem was used.", "url": "https://gemini.google.com/gems/1"},
    ]
    one = record(subtitles=sent, imageFile="moss-3d.png", audioFiles=["moss.wav"])
    (raw,) = gemini.conversations(Document("MyActivity.json", "json", [one]))
    files = [one for one in gemini.flatten(raw).details if isinstance(one, Attachment)]
    assert [(one.file_name, one.pointer) for one in files] == [("moss.png", "moss-3d.png"), ("moss.wav", "moss.wav")]


def test_an_answer_is_kept_whatever_its_record_is_called() -> None:
    one = record(title="Used an assistant", safeHtmlItem=[{"html": "It is <b>noon</b>."}])
    (raw,) = gemini.conversations(Document("MyActivity.json", "json", [one]))
    assert [(row.role, row.text, row.source_title) for row in gemini.flatten(raw).messages] == [
        ("assistant", "It is noon.", "Used an assistant")
    ]


def test_a_document_without_a_link_follows_what_was_asked_and_heads_no_chat() -> None:
    def document(minute: int) -> dict[str, Any]:
        told = {"title": f"Created a Canvas {minute}", "safeHtmlItem": [{"html": f"Draft {minute}"}]}
        return record(**told, time=f"2026-01-15T10:{minute:02}:00Z")

    asked = record(title="Prompted Moss?", time="2026-01-15T10:10:00Z")
    told = Document("MyActivity.json", "json", [document(15), asked, document(5)])
    flats = [gemini.flatten(raw) for raw in gemini.conversations(told)]
    assert [(one.conversation.title, [row.text for row in one.messages]) for one in flats] == [
        ("Created a Canvas 5", ["Draft 5"]),
        ("Moss?", ["Moss?", "Draft 15"]),
    ]
