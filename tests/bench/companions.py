"""What lies beside the conversations of the demo: the account, feedback, shared links, files and the rest."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from tests.bench.dice import Dice
from tests.bench.eras import Json

USER = "user-Rb1nQ7demo4Lakes"
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
    "0000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)
"""A picture of one pixel, in place of every real one."""


def members(raws: list[Json], dice: Dice) -> dict[str, bytes]:
    """The other members of the export by name."""
    assets = [(raw, node, part) for raw in raws for node, part in _assets(raw)]
    modern = [entry for entry in assets if entry[2]["asset_pointer"].startswith("sediment")]
    names = {f"{_file_id(part)}.dat": f"picture-{number:02}.png" for number, (_, _, part) in enumerate(modern, 1)}
    found: dict[str, Any] = {
        "user.json": {
            "id": USER,
            "email": "robin@example.org",
            "chatgpt_plus_user": True,
            "birth_year": 1987,
        },
        "user_settings.json": {
            "user_id": USER,
            "settings": {"voice_name": "cove", "training_allowed": False},
        },
        "message_feedback.json": list(_feedback(raws, dice)),
        "model_comparisons.json": list(_comparisons(raws, dice)),
        "shared_conversations.json": list(_shared(raws, dice)),
        "group_chats.json": {"chats": _group_chats(raws, dice)},
        "library_files.json": [_library_file(*entry, names, dice) for entry in modern[::2]],
        "conversation_asset_file_names.json": names,
        "shopping.json": [],
        "sora.json": {},
        "ads.json": {"ads_profile": {}, "ad_hides": []},
    }
    data = {name: json.dumps(value).encode() for name, value in found.items()}
    data["chat.html"] = _page([part for _, _, part in assets if part not in [m[2] for m in modern]])
    return data | dict.fromkeys(list(names)[:3], PIXEL)


def _assets(raw: Json) -> Iterator[tuple[str, Json]]:
    for node in raw["mapping"].values():
        for part in (node["message"] or {"content": {}})["content"].get("parts", ()):
            if isinstance(part, dict) and part.get("content_type") == "image_asset_pointer":
                yield node["id"], part


def _file_id(part: Json) -> str:
    return str(part["asset_pointer"]).split("://")[1]


def _answers(raw: Json) -> list[Json]:
    """The assistant's answers, in the order of the mapping."""
    messages = [node["message"] for node in raw["mapping"].values() if node["message"]]
    return [one for one in messages if one["author"]["role"] == "assistant" and one["content"].get("parts")]


def _feedback(raws: list[Json], dice: Dice) -> Iterator[Json]:
    for raw in raws[4::11]:
        message = dice.pick(_answers(raw))
        good = dice.chance(0.7)
        tags = {
            "tags": [] if good else ["not-helpful"],
            "text": "" if good else "Too long for my little garden.",
        }
        yield {
            "id": message["id"],
            "conversation_id": raw["id"],
            "user_id": USER,
            "rating": "thumbs_up" if good else "thumbs_down",
            "create_time": _iso(message["create_time"] + 40),
            "workspace_id": None,
            "content": json.dumps(tags),
            "evaluation_name": None,
            "evaluation_treatment": None,
        }


def _comparisons(raws: list[Json], dice: Dice) -> Iterator[Json]:
    for raw in raws[7::45]:
        shown = _answers(raw)[0]
        other = shown | {"id": dice.uuid(), "metadata": shown["metadata"] | {"model_slug": "gpt-4o"}}
        step = {"original_turn": [shown], "new_turn": [other]}
        rated = step | {"completion_comparison_rating": dice.pick(("new", "original", "same"))}
        slugs = {"original_model_slug": shown["metadata"]["model_slug"], "new_model_slug": "gpt-4o"}
        yield {
            "id": dice.uuid(),
            "user_id": USER,
            "input": {"prompt_convo": {"id": raw["id"], "messages": []}},
            "output": {"feedback_version": "inline_regen_feedback:a:1.0", "feedback_step_1": rated},
            "metadata": {"conversation_id": raw["id"]} | slugs,
            "create_time": _iso(shown["create_time"] + 60),
        }


def _shared(raws: list[Json], dice: Dice) -> Iterator[Json]:
    for number, raw in enumerate(raws[2::50]):
        anonymous = number % 2 == 0
        yield {
            "id": dice.uuid(),
            "conversation_id": raw["id"],
            "title": raw["title"],
            "is_anonymous": anonymous,
        }


def _group_chats(raws: list[Json], dice: Dice) -> list[Json]:
    start = raws[60]["create_time"]
    people = [USER, "user-An0therFriend", "user-Th1rdNeighbour"]
    chat = {"id": dice.uuid(), "title": "Garden sale", "create_time": start, "update_time": start + 9000}
    return [chat | {"participant_ids": people}]


def _library_file(raw: Json, node: str, part: Json, names: dict[str, str], dice: Dice) -> Json:
    moment = _iso(raw["create_time"])
    return {
        "file_id": _file_id(part),
        "file_name": names[f"{_file_id(part)}.dat"],
        "file_extension": "png",
        "mime_type": "image/png",
        "file_size_bytes": part["size_bytes"],
        "sha256_digest": dice.hexadecimal(64),
        "origination_message_id": node,
        "origination_thread_id": raw["id"],
        "library_artifact_type": "image",
        "directory_id": None,
        "created_at": moment,
        "file_upload_time": moment,
        "file_processed_time": moment,
        "library_file_category": "image",
    }


def _page(parts: list[Json]) -> bytes:
    """chat.html, whose table of assets is the only place that names the older files."""
    table = {part["asset_pointer"]: f"{_file_id(part)}-drawing.webp" for part in parts}
    script = f"var jsonData = [];\nvar assetsJson = {json.dumps(table)};"
    return f"<html><head><title>ChatGPT Data Export</title><script>\n{script}\n</script></head></html>".encode()


def _iso(moment: float) -> str:
    return datetime.fromtimestamp(moment, UTC).isoformat()
