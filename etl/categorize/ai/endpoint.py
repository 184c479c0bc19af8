"""An endpoint as OpenAI's: a question, asked until it is answered or cannot be."""

import json
import re
import threading
from collections.abc import Callable
from typing import Any

from etl.categorize.ai.address import ApiKey, refuse_public
from etl.categorize.ai.errors import BatchError, HaltError, LostError, RefusedError, UnreachableError, UnsupportedError
from etl.categorize.ai.retry_policy import Brake, RetryPolicy
from etl.categorize.ai.settings import Setup
from etl.categorize.ai.transport import Reply, Transport
from etl.errors import SettingError

_AGAIN = {408, 409, 425, 429}
_REFUSALS = {"insufficient_quota", "billing_hard_limit_reached", "billing_not_active"}
_OPTIONAL = ("reasoning_effort", "response_format", "max_completion_tokens", "max_tokens")
"""What a question can do without, in the order in which a vague complaint is taken to mean it."""


class Endpoint:
    """Shared by the threads of a run: what one learns of the server, the others know."""

    def __init__(self, setup: Setup, key: ApiKey | None, policy: RetryPolicy, cancelled: Callable[[], bool]) -> None:
        """Raises SettingError for a place that no text may be sent to, or that the key is not for."""
        place = setup.place
        refuse_public(place)
        self._place, self._policy, self._key, self._model = place, policy, key, setup.model
        self._headers = {"Content-Type": "application/json", "Accept": "application/json", "User-Agent": "chatlake"}
        if key is not None:
            key.header(place)
        self._transport = Transport(place, policy, setup.max_concurrency)
        self._brake = Brake(cancelled)
        self._dropped: set[str] = set()
        self._lock = threading.Lock()
        self.requests = 0

    def ask(self, question: dict[str, Any]) -> dict[str, Any]:
        """The reply to a question, without what this server has said it does not know.

        Raises BatchError, HaltError and CancelError.
        """
        while True:
            asked = self._without_dropped(question)
            try:
                return self._until_answered(json.dumps(asked).encode(), asked)
            except UnsupportedError as complaint:
                with self._lock:
                    self._dropped.add(complaint.parameter)

    def models(self) -> list[dict[str, Any]]:
        """What the server says of its models. Raises SettingError where it says nothing."""
        try:
            reply = self._transport.send("GET", "/models", self._authorised())
        except (BatchError, HaltError) as failure:
            raise SettingError(f"{self._place.origin} does not say which models it has ({failure}).") from None
        listed = reply.object().get("data") if reply.status == 200 else None
        if not isinstance(listed, list):
            raise SettingError(f"{self._place.origin} does not say which models it has (status {reply.status}).")
        return [one for one in listed if isinstance(one, dict)]

    def close(self) -> None:
        """Close the connections."""
        self._transport.close()

    def _without_dropped(self, question: dict[str, Any]) -> dict[str, Any]:
        asked = {name: value for name, value in question.items() if name not in self._dropped}
        if "max_completion_tokens" in self._dropped and "max_tokens" not in self._dropped:
            asked["max_tokens"] = question["max_completion_tokens"]
        return asked

    def _until_answered(self, body: bytes, asked: dict[str, Any]) -> dict[str, Any]:
        failure: BatchError = BatchError("no attempt was made")
        for attempt in range(self._policy.attempts):
            self._brake.wait()
            with self._lock:
                self.requests += 1
            headers: dict[str, str] = {}
            try:
                reply = self._transport.send("POST", "/chat/completions", self._authorised(), body)
                if reply.status == 200:
                    return reply.object()
                self._judge(reply, asked)
                failure, headers = RefusedError(f"status {reply.status}"), dict(reply.headers)
            except LostError as lost:
                failure = lost
            if attempt + 1 < self._policy.attempts:
                self._brake.pull(self._policy.wait(attempt, headers))
        if isinstance(failure, UnreachableError):
            raise HaltError(f"Nobody answers at {self._place.origin}; is the server running, and the base URL right?")
        raise failure

    def _authorised(self) -> dict[str, str]:
        if self._key is None:
            return self._headers
        return {**self._headers, "Authorization": self._key.header(self._place)}

    def _judge(self, reply: Reply, asked: dict[str, Any]) -> None:
        """Returns for what may pass if asked again; raises for all else. Repeats nothing of what the server says."""
        status, error = reply.status, reply.object().get("error")
        said = error if isinstance(error, dict) else {"message": error}
        if status in (401, 403):
            raise HaltError(f"{self._place.origin} refuses the key (status {status}); is it the right one?")
        if status == 402 or {str(said.get("code")), str(said.get("type"))} & _REFUSALS:
            raise HaltError(f"The account at {self._place.origin} has no credit left; what was answered is kept.")
        if 300 <= status < 400:
            raise HaltError(f"{self._place.origin} sends us to another address, which is not followed; give that one.")
        if status == 404 or said.get("code") == "model_not_found":
            raise HaltError(f"{self._place.origin} has no model {self._model}, or is no endpoint as OpenAI's (404).")
        if status in (400, 422):
            self._raise_unsupported(said, asked)
        if status not in _AGAIN and status < 500:
            raise RefusedError(f"status {status}")

    def _raise_unsupported(self, said: dict[str, Any], asked: dict[str, Any]) -> None:
        """A parameter that the server names as the reason, in whatever words."""
        message = str(said.get("message") or "")
        named = [str(said.get("param") or "").split(".")[0], *re.findall(r"\w+", message[:2000])]
        named += ["response_format"] if "json_schema" in named else []
        for parameter in _OPTIONAL:
            if parameter in named and parameter in asked:
                raise UnsupportedError(parameter)
