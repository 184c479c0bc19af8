"""The shape of a prompt: what tells that it is AI Studio's, and the fields it is known to have."""

from collections.abc import Iterator, Mapping
from typing import Any

from etl.extract.documents import Document
from etl.rows.types import Raw
from etl.transform.providers.coerce import items, mapping, text
from etl.transform.providers.issues import known_names

_LONGEST, _LOOKED_AT = 1_000, 20
_OTHERS = ("textPrompt", "dataPrompt", "structuredPrompt")
_OWN = frozenset({"tokenCount", "isThought", "finishReason", "createTime", "driveDocument", "driveImage"})


def recognises(raw: Raw) -> bool:
    """A prompt of chunks, with the name of its file."""
    return isinstance(raw, dict) and "member" in raw and _is_prompt(raw)


def other_prompt(raw: Mapping[str, Any]) -> Any:
    """The prompt of a kind before the chats: a text with a blank for the answer, or a table of examples."""
    return next((raw[name] for name in _OTHERS if raw.get(name)), None)


def opens(document: Document) -> bool:
    """A prompt of chunks."""
    value = document.value
    return document.form == "json" and (_is_prompt(value) if isinstance(value, dict) else _are_chunks(value))


def conversations(document: Document) -> Iterator[Raw]:
    """The one that the file is, without the bytes of its pictures."""
    value = document.value
    _lighten(value)
    held = value if isinstance(value, dict) else {"chunkedPrompt": {"chunks": value}}
    yield {**held, "member": document.name}


def _is_prompt(value: Mapping[str, Any]) -> bool:
    is_other = "runSettings" in value and other_prompt(value) is not None
    return isinstance(mapping(value.get("chunkedPrompt")).get("chunks"), list) or is_other


def _are_chunks(value: Any) -> bool:
    """The chunks of a prompt by themselves, with a field that Google's API has not: of its parts are others', too."""
    some = [mapping(one) for one in items(value)[:_LOOKED_AT]]
    roles = {text(one.get("role")) for one in some}
    return "user" in roles and roles <= {"user", "model"} and any(_OWN & one.keys() for one in some)


def _lighten(value: Any) -> None:
    """Empty what holds bytes; without recursion, as files may be nested as deep as they can be read."""
    waiting = [value]
    while waiting:
        held = waiting.pop()
        for name, one in held.items() if isinstance(held, dict) else ((None, one) for one in items(held)):
            if name == "data" and isinstance(one, str) and len(one) > _LONGEST:
                held[name] = ""
            elif isinstance(one, dict | list):
                waiting.append(one)


KNOWN: Mapping[str, frozenset[str]] = {
    "conversation": known_names(
        """runSettings systemInstruction chunkedPrompt textPrompt dataPrompt structuredPrompt citations applets
        member"""
    ),
    "message": known_names(
        """role text tokenCount createTime isThought thinkingBudget thoughtSignatures parts finishReason errorMessage
        isEdited safetyRatings grounding driveDocument driveImage driveAudio driveVideo inlineImage inlineFile
        inlineAudio inlineVideo youtubeVideo branchParent branchChildren executableCode codeExecutionResult
        isGeneratedUsingApiKey functionCall functionResponse thinkingLevel"""
    ),
}
"""The fields that prompts of 2025 and 2026 are known to have, by place."""
