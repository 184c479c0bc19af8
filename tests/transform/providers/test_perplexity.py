"""Perplexity's threads as its own API has had them: where the answer stands, and entries that are told twice."""

import json
from pathlib import Path

from etl.rows.details import Attachment
from etl.transform.providers import perplexity
from etl.transform.providers.issues import MISFIT
from tests.pipeline.test_documents import ask, loaded


def test_an_older_thread_s_answer_is_in_its_last_step_and_an_entry_fetched_twice_counts_once(tmp_path: Path) -> None:
    answer = {"answer": "They sleep by day [1].", "web_results": [{"name": "Owls", "url": "https://example.org/owls"}]}
    steps = [
        {"step_type": "SEARCH_WEB", "content": {}},
        {"step_type": "FINAL", "content": {"answer": json.dumps(answer)}},
    ]
    entry = {"uuid": "e1", "context_uuid": "c1", "query_str": "Do owls sleep?", "text": json.dumps(steps)}
    later = {"uuid": "e2", "context_uuid": "c1", "query_str": "All?", "text": json.dumps({"answer": "Most."})}
    entry["updated_datetime"], later["updated_datetime"] = "2026-05-28T20:26:41", "2026-05-28T20:27:41"
    path = tmp_path / "thread.json"
    path.write_text(json.dumps({"thread_metadata": {"title": "Owls"}, "entries": [entry, later, entry]}))
    database = loaded(tmp_path, path)
    told = ["Do owls sleep?", "They sleep by day [1].", "All?", "Most."]
    assert ask(database, "select list(text order by tour_in) from core.messages") == [(told,)]
    assert ask(database, "select title from core.conversations") == [("Owls",)]
    assert ask(database, "select url from core.citations") == [("https://example.org/owls",)]


def test_a_report_that_is_a_file_elsewhere_is_named_without_its_signature_and_noted() -> None:
    report = {"url": "https://files.example.org/r/fungi.md?Signature=s3cret", "filename": "fungi.md"}
    steps = [{"step_type": "RESEARCH_ANSWER", "content": {"download_info": [report]}}]
    entry = {"uuid": "e", "query_str": "?", "created_us": 1780477200000000, "text": json.dumps(steps)}
    flat = perplexity.flatten({"context_uuid": "c", "entries": [entry]})
    told = [(row.role, row.created_at) for row in flat.messages]
    assert told == [("user", 1780477200000000), ("assistant", 1780477200000000)]
    files = [one for one in flat.details if isinstance(one, Attachment)]
    assert [(one.file_name, one.pointer) for one in files] == [("fungi.md", "https://files.example.org/r/fungi.md")]
    assert [issue.severity for issue in flat.issues] == ["warning"]


def test_every_block_of_an_answer_is_said_in_its_order_and_the_same_words_once() -> None:
    blocks: list[object] = [{"markdown_block": {"answer": words}} for words in ("One.", "Two.", "One.")]
    blocks += [{"markdown_block": {"chunks": ["Thr", "ee."]}}, {"markdown_block": {"chunks": ["Four.", {"text": "x"}]}}]
    flat = perplexity.flatten({"context_uuid": "c", "entries": [{"uuid": "e", "query_str": "?", "blocks": blocks}]})
    assert flat.messages[1].text == "One.\nTwo.\nThree.\nFour."
    assert [(issue.reason, issue.detail) for issue in flat.issues] == [(MISFIT, "chunks")]
