"""Whose a log of Claude Code's events is: iFlow's or its own."""

import pytest

from etl.transform.providers.registry import OURS


@pytest.mark.parametrize(
    ("session", "model", "name"),
    [
        ("session-11", "kimi-k2-0905", "iflow"),
        ("session-0a0a0a0a-0000-4000-8000-0000000000b2", "claude-sonnet-4-5", "iflow"),
        ("session-11", "claude-sonnet-4-5", "claude_code"),
        ("session-11", "<synthetic>", "claude_code"),
        ("0a0a0a0a-0000-4000-8000-0000000000b2", "kimi-k2-0905", "claude_code"),
    ],
)
def test_the_id_of_a_session_tells_and_where_that_is_made_up_its_model(session: str, model: str, name: str) -> None:
    asks = {"uuid": "u1", "sessionId": session, "type": "user", "message": {"role": "user", "content": "hi"}}
    says = {"role": "assistant", "model": model, "content": [{"type": "text", "text": "ho"}]}
    rows = [asks, {"uuid": "u2", "parentUuid": "u1", "sessionId": session, "type": "assistant", "message": says}]
    found = OURS.recognise({"rows": rows, "member": "m.jsonl"})
    assert found is not None
    assert name == found.NAME
