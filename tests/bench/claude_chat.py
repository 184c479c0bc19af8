"""One invented conversation in the shape that claude.ai's exports have since 2026."""

from datetime import UTC, datetime
from typing import Any

from tests.bench.dice import Dice
from tests.bench.prose import LANGUAGES, Prose

Json = dict[str, Any]

ACCOUNT = "5d1c9f0e-0000-4000-8000-00000000be9c"
_ROOT = "00000000-0000-4000-8000-000000000000"
_REMARK = "```\nThis block is not supported on your current device yet.\n```"
_BRANCHY = 0.1
_TURNS = (("plain", 40.0), ("thinks", 22.0), ("artifact", 8.0), ("web", 9.0), ("repl", 5.0), ("connector", 3.0))


def conversation(seed: int, at: float) -> Json:
    """A conversation of a moment (seconds since 1970); the same seed and moment give the same one."""
    dice = Dice(seed)
    chat = ClaudeChat(dice, Prose(dice, dice.pick(LANGUAGES) if dice.chance(0.14) else "en"), at)
    for _ in range(dice.skewed(1, 3, 60)):
        before = chat.tip
        chat.ask()
        chat.answer(dice.weighted(_TURNS))
        if dice.chance(_BRANCHY):
            chat.tip = before
            chat.ask()
            chat.answer("plain")
    head: Json = {"uuid": dice.uuid(), "name": chat.prose.title(), "summary": ""}
    head |= {"created_at": _iso(at), "updated_at": _iso(chat.now), "account": {"uuid": ACCOUNT}}
    return head | {"chat_messages": chat.messages}


class ClaudeChat:
    """The messages of one conversation, and where it stands: the tip, the clock."""

    def __init__(self, dice: Dice, prose: Prose, at: float) -> None:
        self.dice = dice
        self.prose = prose
        self.now = at
        self.tip = _ROOT
        self.messages: list[Json] = []

    def ask(self) -> None:
        """The person speaks, now and then with something pasted or a picture."""
        self._wait(8, 900)
        pasted = [self._pasted()] if self.dice.chance(0.08) else []
        picture = {"file_uuid": self.dice.uuid(), "file_name": "photo.jpg", "file_kind": "image"}
        files = [picture] if self.dice.chance(0.04) else []
        self._add("human", [self._block("text", text=self.prose.question(), citations=[])], pasted, files)

    def answer(self, name: str) -> None:
        """The model answers, after thinking and using tools as ``name`` says."""
        self._wait(1, 5)
        blocks: list[Json] = []
        if name != "plain" and (name == "thinks" or self.dice.chance(0.5)):
            blocks.append(self._thinking())
        if name not in ("plain", "thinks"):
            for _ in range(self.dice.whole(1, 3)):
                blocks += [self._block("text", text=self.prose.sentence(), citations=[]), *getattr(self, f"_{name}")()]
        answer = self.prose.answer(self.dice.skewed(150, self.prose.typical, 6000))
        blocks.append(self._block("text", text=answer, citations=[]))
        self._add("assistant", blocks, [], [])

    def _artifact(self) -> list[Json]:
        page = self.prose.page(self.dice.skewed(600, 2500, 12000))
        given = {"id": self.prose.subject().replace(" ", "-"), "type": "text/markdown", "title": self.prose.title()}
        return self._used("artifacts", given | {"command": "create", "content": page}, [self._told("OK")])

    def _web(self) -> list[Json]:
        found = [self._knowledge() for _ in range(self.dice.whole(3, 8))]
        return self._used("web_search", {"query": self.prose.subject()}, found)

    def _repl(self) -> list[Json]:
        return self._used("repl", {"code": self.prose.code("javascript")}, [self._told(self.prose.output())])

    def _connector(self) -> list[Json]:
        given = {"query": self.prose.subject(), "limit": self.dice.whole(5, 50)}
        return self._used("tracker:list_tickets", given, [self._told(self.prose.log())], "Tracker")

    def _used(self, name: str, given: Json, told: list[Json], integration: str | None = None) -> list[Json]:
        """A call of a tool and its result."""
        call = f"toolu_{self.dice.letters(24)}"
        nothing = dict.fromkeys(("message", "integration_icon_url", "display_content"))
        nothing["integration_name"] = integration
        asking = dict.fromkeys(("context", "approval_options", "approval_key", "is_mcp_app", "mcp_server_url"))
        use = self._block("tool_use", id=call, name=name, input=given, **nothing, **asking)
        answered = {"tool_use_id": call, "name": name, "content": told, "is_error": self.dice.chance(0.04)}
        return [use, self._block("tool_result", **answered, structured_content=None, meta=None, **nothing)]

    def _told(self, text: str) -> Json:
        return {"type": "text", "text": text, "uuid": self.dice.uuid()}

    def _knowledge(self) -> Json:
        site = {"type": "webpage_metadata", "site_name": self.prose.title(), "site_domain": "example.org"}
        page = self.prose.page(self.dice.skewed(200, 900, 5000))
        found = {"type": "knowledge", "title": self.prose.title(), "url": self.prose.url(), "text": page}
        return found | {"metadata": site, "is_missing": False, "is_citable": True}

    def _pasted(self) -> Json:
        text = self.prose.page(self.dice.skewed(1000, 4000, 40000))
        return {"file_name": "paste.txt", "file_size": len(text), "file_type": "txt", "extracted_content": text}

    def _thinking(self) -> Json:
        thought = "\n\n".join(self.prose.thought() for _ in range(self.dice.whole(1, 6)))
        shown = [{"summary": self.prose.title()} for _ in range(self.dice.whole(0, 3))]
        return self._block(
            "thinking", thinking=thought, summaries=shown, cut_off=False, truncated=False, signature=None
        )

    def _block(self, kind: str, **fields: Any) -> Json:
        started = self.now
        self._wait(0.5, 20)
        times = {"start_timestamp": _iso(started), "stop_timestamp": _iso(self.now)}
        return times | {"flags": None, "type": kind} | fields

    def _add(self, sender: str, content: list[Json], attachments: list[Json], files: list[Json]) -> None:
        at = content[0]["start_timestamp"]
        message = {"uuid": self.dice.uuid(), "text": _glued(content), "content": content, "sender": sender}
        message |= {"created_at": at, "updated_at": at, "attachments": attachments, "files": files}
        self.messages.append(message | {"parent_message_uuid": self.tip})
        self.tip = str(message["uuid"])

    def _wait(self, low: float, high: float) -> None:
        roll = self.dice.roll()
        self.now += low + (high - low) * roll * roll


def _glued(content: list[Json]) -> str:
    """The text that exports repeat beside the blocks: all of them, with a remark in place of each use of a tool."""
    return "".join(block.get("text") or block.get("thinking") or _REMARK for block in content)


def _iso(at: float) -> str:
    return datetime.fromtimestamp(round(at, 3), UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
