"""The shape of a prompt: what tells that it is AI Studio's, and the fields it is known to have."""

from collections.abc import Iterator, Mapping
from typing import Any

from etl.extract.documents import Document
from etl.rows.types import Raw
from etl.transform.providers.coerce import items, mapping
from etl.transform.providers.issues import known_names

_LONGEST = 1_000


def recognises(raw: Raw) -> bool:
    """A prompt of chunks, with the name of its file."""
    return isinstance(raw, dict) and "member" in raw and _is_prompt(raw)


def opens(document: Document) -> bool:
    """A prompt of chunks."""
    return document.form == "json" and isinstance(document.value, dict) and _is_prompt(document.value)


def conversations(document: Document) -> Iterator[Raw]:
    """The one that the file is, without the bytes of its pictures."""
    _lighten(document.value)
    yield {**document.value, "member": document.name}


def _is_prompt(value: Mapping[str, Any]) -> bool:
    return isinstance(mapping(value.get("chunkedPrompt")).get("chunks"), list)


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
    "conversation": known_names("runSettings systemInstruction chunkedPrompt citations applets member"),
    "message": known_names(
        """role text tokenCount createTime isThought thinkingBudget thoughtSignatures parts finishReason errorMessage
        isEdited safetyRatings grounding driveDocument driveImage driveAudio driveVideo inlineImage inlineFile
        inlineAudio inlineVideo youtubeVideo branchParent branchChildren executableCode codeExecutionResult
        isGeneratedUsingApiKey functionCall functionResponse thinkingLevel"""
    ),
}
"""The fields that prompts of 2025 and 2026 are known to have, by place."""
