"""The fields that logs of 2025 and 2026 are known to have, by place."""

from collections.abc import Mapping

from etl.transform.providers.codex.items import READERS


def _known(names: str) -> frozenset[str]:
    return frozenset(names.split())


KNOWN: Mapping[str, frozenset[str]] = {
    "conversation": _known("rows member"),
    "event": _known(
        """timestamp type payload record_type id instructions git role content call_id name arguments output summary
        encrypted_content status action input"""
    ),
    "event_type": _known("session_meta turn_context response_item event_msg compacted state unknown"),
    "content_type": frozenset(READERS),
    "part": _known("input_text output_text input_image summary_text reasoning_text text"),
}
