"""AI Studio's prompts: whose a picture is, and the calls of functions a developer gave to the model."""

import json
from pathlib import Path

from tests.pipeline.test_documents import ask, loaded


def test_a_picture_of_the_model_goes_out_and_calls_of_functions_are_kept(tmp_path: Path) -> None:
    chunks = [
        {"role": "user", "driveImage": {"id": "d1"}},
        {"role": "user", "text": "Draw an owl."},
        {"role": "model", "inlineImage": {"mimeType": "image/png", "data": ""}},
        {"role": "model", "text": "Here.", "functionCall": {"name": "frame"}},
        {"role": "user", "functionResponse": {"name": "frame", "response": {"wood": "oak"}}},
    ]
    path = tmp_path / "Owl"
    path.write_text(json.dumps({"chunkedPrompt": {"chunks": chunks}}))
    database = loaded(tmp_path, path)
    pictures = "select a.direction from core.attachments a order by a.direction"
    assert ask(database, pictures) == [("in",), ("out",)]
    kept = "select kind, raw_content like '%frame%' from core.messages where raw_content is not null order by tour_in"
    assert ask(database, kept) == [("text", True), ("unknown", True)]


def test_the_chunks_of_a_prompt_by_themselves_are_one(tmp_path: Path) -> None:
    path = tmp_path / "Owl.json"
    path.write_text(json.dumps([{"role": "user", "text": "Why?"}, {"role": "model", "text": "So.", "tokenCount": 2}]))
    database = loaded(tmp_path, path)
    assert ask(database, "select list(text order by tour_in), any_value(provider) from core.messages") == [
        (["Why?", "So."], "ai_studio")
    ]


def test_a_prompt_of_another_kind_is_kept_whole(tmp_path: Path) -> None:
    path = tmp_path / "Owl"
    told = {"value": "Name an owl: ", "examples": [["tawny", "yes"]]}
    path.write_text(json.dumps({"runSettings": {"model": "models/text-bison"}, "textPrompt": told}))
    database = loaded(tmp_path, path)
    assert ask(database, "select text, raw_content like '%tawny%' from core.messages") == [("Name an owl: ", True)]
    assert ask(database, "select count(*) from core.load_issues") == [(1,)]
