"""A conversation growing node by node, in the shape an export of its time has."""

from collections.abc import Sequence
from typing import Any

from tests.bench import eras
from tests.bench.dice import Dice
from tests.bench.eras import Era, Json
from tests.bench.prose import Prose

FINISHED = "finished_successfully"


class Chat:
    """The tree of one conversation, and where it stands: the tip, the clock, the model."""

    def __init__(self, dice: Dice, prose: Prose, at: float) -> None:
        self.dice = dice
        self.prose = prose
        self.era: Era = eras.era(at)
        self.model = eras.model(at, dice)
        self.now = at
        self.mapping: dict[str, Json] = {}
        self.found: Json = {"safe_urls": []}
        self.attributes: Json = {}
        self.request = self.exchange = ""
        self.region = dice.pick(("FRA", "IAD", "LHR", "SJC", "NRT"))
        self.tip: str | None = None
        self._root()

    def wait(self, low: float, high: float) -> None:
        """Let some seconds pass."""
        roll = self.dice.roll()
        self.now = round(self.now + low + (high - low) * roll * roll, 6)

    def ask(self, text: str | None = None, content: Json | None = None, **metadata: Any) -> str:
        """The person speaks: a new request."""
        if not self.tip or self.mapping[self.tip]["message"]:
            self.wait(8, 900)
        self.request = f"{self.dice.hexadecimal(16)}-{self.region}"
        self.exchange = self.dice.uuid()
        content = content or {"content_type": "text", "parts": [text or self.prose.question()]}
        return self.add("user", content, self._user_metadata() | metadata)

    def reply(self, text: str, **metadata: Any) -> str:
        """The assistant's answer that ends a turn."""
        self.wait(1, 40)
        final = self._finish() | {"citations": [], "content_references": []} | metadata
        if not self.era.is_modern:
            final.pop("content_references")
        content = {"content_type": "text", "parts": [text]}
        channel = "final" if self.era.is_modern else None
        return self.add("assistant", content, self._model_metadata() | final, end_turn=True, channel=channel)

    def call(self, recipient: str, content: Json, **metadata: Any) -> str:
        """The assistant calls a tool."""
        self.wait(1, 12)
        channel = "commentary" if self.era.is_modern else None
        data = self._model_metadata() | self._finish() | metadata
        return self.add("assistant", content, data, recipient=recipient, end_turn=False, channel=channel)

    def result(self, name: str, content: Json, weight: float = 1.0, **metadata: Any) -> str:
        """A tool answers."""
        self.wait(0.2, 15)
        return self.add("tool", content, self._model_metadata() | metadata, name=name, weight=weight)

    def note(self, content: Json, **metadata: Any) -> str:
        """The assistant shows something on the way to its answer."""
        self.wait(0.5, 20)
        return self.add("assistant", content, self._model_metadata() | metadata, end_turn=False)

    def system(self, text: str = "", timed: bool = True, **metadata: Any) -> str:
        """A hidden message of the system."""
        hidden = {"is_visually_hidden_from_conversation": True} | metadata
        weight = 1.0 if timed else 0.0
        content: Json = {"content_type": "text", "parts": [text]}
        return self.add("system", content, hidden, weight=weight, timed=timed)

    def add(
        self,
        role: str,
        content: Json,
        metadata: Json,
        *,
        name: str | None = None,
        recipient: str = "all",
        channel: str | None = None,
        weight: float = 1.0,
        end_turn: bool | None = None,
        timed: bool = True,
    ) -> str:
        """Hang a message below the tip and move the tip to it."""
        node = self.dice.uuid()
        message: Json = {
            "id": node,
            "author": {"role": role, "name": name, "metadata": {}},
            "create_time": self.now if timed else None,
            "update_time": None,
            "content": content,
            "status": FINISHED,
            "end_turn": end_turn,
            "weight": weight,
            "metadata": metadata,
            "recipient": recipient,
        }
        if self.era.has_channel:
            message["channel"] = channel
        self._hang(node, message)
        return node

    def change(self, **keys: Any) -> None:
        """Change keys of the tip's message."""
        self.mapping[self.tip or ""]["message"] |= keys

    def _root(self) -> None:
        root = "client-created-root" if self.era.is_modern else self.dice.uuid()
        self._hang(root, None)

    def _hang(self, node: str, message: Json | None) -> None:
        self.mapping[node] = {"id": node, "message": message, "parent": self.tip, "children": []}
        if self.tip:
            self.mapping[self.tip]["children"].append(node)
        self.tip = node

    def _user_metadata(self) -> Json:
        data: Json = dict(self.attributes)
        if self.era.is_modern:
            data |= {"selected_sources": [], "selected_github_repos": []}
            data |= {"serialization_metadata": {"custom_symbol_offsets": []}, "message_source": None}
        if self.era.has_channel:
            data |= {"request_id": self.request}
            data |= {"sonic_classification_result": self._odds()} if self.dice.chance(0.6) else {}
        data |= {"timestamp_": "absolute", "message_type": None}
        return data | self._exchange()

    def _odds(self) -> Json:
        names = ("latency_ms", "search_prob", "complex_search_prob", "simple_search_prob")
        return {name: self.dice.roll() for name in names} | {"classifier_config_name": "sonic_v2"}

    def _model_metadata(self) -> Json:
        data: Json = dict(self.attributes) | {"message_type": None, "model_slug": self.model}
        if self.era.has_channel:
            data |= {"default_model_slug": self.model, "request_id": self.request}
            data |= {"pad": "A" * self.dice.whole(10, 30)} if self.dice.chance(0.3) else {}
        if self.era.is_modern and self.era.thinks and "thinking" in self.model:
            data |= {"thinking_effort": self.dice.pick(("standard", "standard", "extended"))}
        if self.dice.chance(0.07) and self.era.is_modern:
            data |= {"resolved_model_slug": self.model}
        return data | {"parent_id": self.tip, "timestamp_": "absolute"} | self._exchange()

    def _exchange(self) -> Json:
        return {"turn_exchange_id": self.exchange} if self.era.is_modern else {}

    def _finish(self) -> Json:
        stop = 200002 if self.era.is_modern or "4o" in self.model or self.model.startswith("o") else 100260
        return {"finish_details": {"type": "stop", "stop_tokens": [stop]}, "is_complete": True}


def text(*parts: object) -> Json:
    """The content of an ordinary message."""
    return {"content_type": "text", "parts": list(parts)}


def code(body: str, language: str = "unknown") -> Json:
    """The content of a call of a tool."""
    return {"content_type": "code", "language": language, "response_format_name": None, "text": body}


def multimodal(parts: Sequence[object]) -> Json:
    """Content of text and other things."""
    return {"content_type": "multimodal_text", "parts": list(parts)}
