"""Turns of agent mode: a computer is used step by step, with screens, a shell and thoughts."""

import json

from tests.bench.chat import Chat, code, text
from tests.bench.eras import Json
from tests.bench.turns import media, talk


def agent(chat: Chat) -> None:
    """A task done on a remote computer; sometimes the quota is used up."""
    chat.model = "agent-mode"
    for step in range(chat.dice.whole(3, 8)):
        talk.think(chat)
        tool = chat.dice.pick(("computer.do", "computer.get", "container.exec"))
        mark: Json = {"n7jupd_message": True, "n7jupd_title": chat.prose.title()}
        mark |= {"reasoning_group_id": chat.exchange}
        chat.call(tool, code(json.dumps({"step": step, "aim": chat.prose.subject()}), "json"), **mark)
        if tool == "container.exec":
            chat.result(tool, {"content_type": "execution_output", "text": chat.prose.code("bash")}, **mark)
        else:
            chat.result(tool, _screen(chat), **mark)
    if chat.dice.chance(0.1):
        failure = "You have used all agent messages of this month."
        error = {"content_type": "system_error", "name": "ChatGPTAgentToolRateLimitException"}
        chat.result("computer.do", error | {"text": failure})
    chat.call("user", text(chat.prose.paragraph(1)))
    chat.reply(chat.prose.answer(900), n7jupd_message=True)


def _screen(chat: Chat) -> Json:
    state: Json = {"id": chat.dice.hexadecimal(16), "title": chat.prose.title(), "url": chat.prose.url()}
    state |= {"type": "computer_initialize_state", "has_been_superseded": False, "os_type": "linux"}
    screen: Json = {"content_type": "computer_output", "computer_id": "0", "state": state, "tether_id": None}
    return screen | {"screenshot": media.image(chat, {}, 1024, 768)}
