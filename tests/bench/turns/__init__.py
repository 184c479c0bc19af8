"""What happens in one turn of a chat: how the person asks, and all that the assistant does to answer."""

from collections.abc import Callable
from typing import Any, NamedTuple

from tests.bench.chat import Chat
from tests.bench.turns import agent, browsing, documents, media, talk, tools


class Turn(NamedTuple):
    """The two halves; an answer may be given again, as another branch."""

    ask: Callable[[Chat], Any]
    answer: Callable[[Chat], None]


TURNS: dict[str, Turn] = {
    "talk": Turn(Chat.ask, talk.plain),
    "reason": Turn(Chat.ask, talk.reason),
    "memory": Turn(Chat.ask, talk.memory),
    "python": Turn(Chat.ask, tools.python),
    "plugin": Turn(Chat.ask, tools.plugin),
    "action": Turn(Chat.ask, tools.action),
    "connector": Turn(Chat.ask, tools.connector),
    "browser": Turn(Chat.ask, browsing.browser),
    "web": Turn(Chat.ask, browsing.web),
    "research": Turn(Chat.ask, browsing.research),
    "picture": Turn(Chat.ask, media.picture),
    "look": Turn(media.show, talk.plain),
    "voice": Turn(media.speak, media.voice),
    "files": Turn(documents.upload, documents.files),
    "canvas": Turn(Chat.ask, documents.canvas),
    "agent": Turn(Chat.ask, agent.agent),
}
