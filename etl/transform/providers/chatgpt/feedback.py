"""What the person said of answers: thumbs, and choices between two answers."""

from collections.abc import Iterator, Mapping
from typing import Any

from etl.rows.companions import Feedback, ModelComparison
from etl.transform.providers.coerce import from_json, items, joined, mapping, micros, text


def feedback(value: Any) -> Iterator[Feedback]:
    """message_feedback.json; ``id`` there is the message's id, ``content`` JSON text of words and tags."""
    for entry in items(value):
        feedback_id = text(mapping(entry).get("id"))
        if not feedback_id:
            continue
        said = entry.get("content")
        words = mapping(from_json(said) if isinstance(said, str) else said)
        tags = joined(words.get("tags"))
        yield Feedback(
            feedback_id,
            conversation_id=text(entry.get("conversation_id")),
            message_id=text(entry.get("message_id")) or feedback_id,
            rating=text(entry.get("rating")),
            created_at=micros(entry.get("create_time")),
            updated_at=micros(entry.get("update_time")),
            comment=text(words.get("text")),
            tags=tags,
            evaluation=text(entry.get("evaluation_name")),
        )


def comparisons(value: Any) -> Iterator[ModelComparison]:
    """model_comparisons.json: a choice is new, original or same, told by the last step that has one."""
    for entry in items(value):
        comparison_id = text(mapping(entry).get("id"))
        if not comparison_id:
            continue
        output = mapping(entry.get("output"))
        steps = [mapping(output.get(name)) for name in ("feedback_step_2", "feedback_step_1")]
        metadata, given = mapping(entry.get("metadata")), mapping(entry.get("input"))
        yield ModelComparison(
            comparison_id,
            conversation_id=text(given.get("conversation_id")) or text(metadata.get("conversation_id")),
            created_at=micros(entry.get("create_time")),
            original_model_slug=_slug(steps, "original_turn"),
            new_model_slug=_slug(steps, "new_turn"),
            choice=_first(steps, "completion_comparison_rating"),
            comment=_first(steps, "text"),
        )


def _slug(steps: list[Mapping[str, Any]], turn: str) -> str | None:
    for step in steps:
        for message in items(step.get(turn)):
            slug = text(mapping(mapping(message).get("metadata")).get("model_slug"))
            if slug:
                return slug
    return None


def _first(steps: list[Mapping[str, Any]], name: str) -> str | None:
    return next((found for step in steps if (found := text(step.get(name)))), None)
