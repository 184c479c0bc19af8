"""Turns without tools: an answer, an answer after thinking, a memory."""

from tests.bench.chat import Chat, text
from tests.bench.eras import Json


def plain(chat: Chat) -> None:
    """An answer; now and then cut off, or with an empty placeholder before it."""
    if chat.era.is_modern and chat.dice.chance(0.35):
        chat.note(text(""))
        chat.system("", rebase_system_message=True, **_prompted(chat))
    chat.reply(chat.prose.answer(_length(chat)))
    if chat.dice.chance(0.02):
        chat.change(status="in_progress", end_turn=None)
        chat.mapping[chat.tip or ""]["message"]["metadata"]["finish_details"] = {"type": "interrupted"}


def reason(chat: Chat) -> None:
    """Thoughts, their recap, then the answer."""
    if not chat.era.is_modern:
        plain(chat)
        return
    seconds = chat.dice.skewed(2, 14, 240)
    _think(chat, seconds)
    chat.add("assistant", _recap(seconds), _timing(chat, seconds, "reasoning_ended"))
    chat.reply(chat.prose.answer(_length(chat)))


def think(chat: Chat) -> None:
    """Thoughts on the way to a tool, where the time knows thinking."""
    if chat.era.is_modern and chat.dice.chance(0.7):
        _think(chat, chat.dice.whole(2, 20))


def memory(chat: Chat) -> None:
    """Something worth keeping is noted in the memory, then answered."""
    chat.call("bio", text(chat.prose.paragraph(1)))
    chat.result("bio", text("Model set context updated."))
    chat.reply(chat.prose.answer(200))


def _think(chat: Chat, seconds: int) -> None:
    thoughts = [
        {"summary": chat.prose.title(), "content": body, "chunks": [body], "finished": True}
        for body in (chat.prose.thought() for _ in range(chat.dice.whole(1, 3)))
    ]
    for thought in thoughts[1:]:
        thought["chunks"] = []
    content: Json = {"content_type": "thoughts", "thoughts": thoughts}
    content |= {"source_analysis_msg_id": chat.dice.uuid()}
    chat.wait(0.5, 5)
    chat.add("assistant", content, _timing(chat, seconds, "is_reasoning"), end_turn=False)


def _timing(chat: Chat, seconds: int, status: str) -> Json:
    data: Json = {"reasoning_status": status, "message_type": "next", "model_slug": chat.model}
    data |= {"default_model_slug": chat.model, "parent_id": chat.tip, "request_id": chat.request}
    data |= {"reasoning_start_time": chat.now, "reasoning_end_time": round(chat.now + seconds, 6)}
    data |= {"finished_duration_sec": seconds} if status == "reasoning_ended" else {}
    return data | {"classifications": [], "timestamp_": "absolute", "turn_exchange_id": chat.exchange}


def _recap(seconds: int) -> Json:
    minutes, rest = divmod(seconds, 60)
    spent = f"{minutes}m {rest}s" if minutes else f"{rest}s"
    return {"content_type": "reasoning_recap", "content": f"Thought for {spent}"}


def _prompted(chat: Chat) -> Json:
    return {
        "command": "prompt",
        "request_id": chat.request,
        "message_type": "next",
        "model_slug": chat.model,
        "default_model_slug": chat.model,
        "parent_id": chat.tip,
        "timestamp_": "absolute",
        "turn_exchange_id": chat.exchange,
    }


def _length(chat: Chat) -> int:
    return chat.dice.skewed(120, chat.prose.typical, 9000)
