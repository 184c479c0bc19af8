"""Sessions of Copilot and chats of VS Code that tell their tokens in part, or under other names."""

from typing import Any

from etl.rows.conversation import Flat
from etl.transform.providers import copilot_cli, vscode_chat


def session(*events: tuple[str, dict[str, Any]]) -> Flat:
    told = [("session.start", {"sessionId": "s", "selectedModel": "auto"}), *events]
    rows = [{"type": kind, "data": data, "id": f"e{place}"} for place, (kind, data) in enumerate(told)]
    return copilot_cli.flatten({"rows": rows, "member": "s/events.jsonl"})


def answer(own: str, tokens: int, **more: Any) -> tuple[str, dict[str, Any]]:
    return "assistant.message", {"messageId": own, "content": own, "outputTokens": tokens, **more}


def shutdown(**metrics: tuple[int, int]) -> tuple[str, dict[str, Any]]:
    told = {model: {"usage": {"inputTokens": read, "outputTokens": said}} for model, (read, said) in metrics.items()}
    return "session.shutdown", {"modelMetrics": told}


def used(flat: Flat) -> list[tuple[str, str | None, int | None, int | None]]:
    return [(row.text, row.model_slug, row.output_tokens_reported, row.tokens_reported) for row in flat.messages]


def test_a_run_without_its_sum_has_no_part_of_the_next_one_s() -> None:
    resumed: tuple[str, dict[str, Any]] = ("session.resume", {})
    flat = session(answer("a", 40, model="opus"), resumed, answer("b", 7, model="opus"), shutdown(opus=(100, 7)))
    assert used(flat) == [("a", "opus", None, 40), ("b", "opus", 7, None)]
    assert [issue.reason.split(":")[0] for issue in flat.issues] == ["tokens reported in part"]


def test_a_sum_under_another_name_than_the_chosen_is_of_the_rows_that_no_sum_names() -> None:
    flat = session(answer("a", 2), answer("b", 9, model="haiku"), shutdown(nano=(5, 1), sonnet=(50, 2), haiku=(9, 9)))
    assert used(flat) == [("a", "sonnet", 2, None), ("b", "haiku", 9, None), ("", "nano", 1, None)]


def test_the_tokens_of_an_answer_alone_are_no_usage_of_a_request() -> None:
    asked = {"requestId": "r", "message": {"text": "Hi"}, "response": [{"value": "Yo"}], "completionTokens": 39}
    flat = vscode_chat.flatten({"sessionId": "s", "requests": [asked]})
    assert used(flat)[1][2:] == (None, 39)
