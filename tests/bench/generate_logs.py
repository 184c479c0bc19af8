"""Invented logs of agents, of any size: python -m tests.bench.generate_logs --mb 200 --files 770 --seed 1 FOLDER

FOLDER becomes a home: .claude/projects and .codex/sessions, three files of four of Claude Code. The same seed, size and
number of files give the same bytes. What the logs report is added up on the way: the truth that loads are held against.
"""

import argparse
import json
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from tests.bench.dice import Dice
from tests.bench.prose import Prose

Truth = dict[str, Counter[str]]
"""By program: sessions, requests, and the tokens of their input, of it cached and written, and of their output."""

_START = datetime(2026, 4, 1, 8, tzinfo=UTC)
_SPAN = timedelta(days=50)
_PARAGRAPHS = 20_000
_CLAUDE = ("claude-sonnet-4-5-20250929", "claude-opus-4-5-20251101", "claude-haiku-4-5-20251001")
_CODEX = ("gpt-5.4", "gpt-5.2-codex")


def generate(home: Path, megabytes: float, files: int, seed: int = 1) -> Truth:
    """Write about that many megabytes (10^6) in that many files, and say what they report."""
    truth: Truth = {"claude_code": Counter(), "codex": Counter()}
    words = _Words(seed)
    size = megabytes * 1e6 / files
    for number in range(files):
        begun = _START + _SPAN * number / files
        session = _Session(words, seed * 1_000_003 + number, begun)
        name, rows = ("codex", session.codex) if number % 4 == 3 else ("claude_code", session.claude)
        path = home / session.place(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("w", encoding="utf-8", newline="\n") as file:
            for row in rows(size, truth[name]):
                file.write(row)
        truth[name]["sessions"] += 1
    return truth


class _Words:
    """Texts that are made once and combined anew each time: to invent all of them would take minutes."""

    def __init__(self, seed: int) -> None:
        dice = Dice(seed)
        prose = Prose(dice)
        self.paragraphs = [prose.answer(dice.whole(80, 900)) for _ in range(_PARAGRAPHS)]

    def text(self, dice: Dice, least: int, most: int) -> str:
        """Between ``least`` and ``most`` characters."""
        wanted, parts, size = dice.whole(least, most), list[str](), 0
        while size < wanted:
            parts.append(dice.pick(self.paragraphs))
            size += len(parts[-1]) + 2
        return "\n\n".join(parts)[:wanted]


class _Session:
    """The rows of one session, as JSON lines."""

    def __init__(self, words: _Words, seed: int, begun: datetime) -> None:
        self.dice = Dice(seed)
        self.words = words
        self.now = begun
        self.id = self._uuid()
        self.folder = f"/home/robin/work/{self.dice.pick(('harbour', 'bakery', 'ferry', 'orchard'))}"

    def place(self, program: str) -> Path:
        """Where the program would keep the log, below a home."""
        if program == "claude_code":
            return Path(".claude", "projects", self.folder.replace("/", "-"), f"{self.id}.jsonl")
        stamp = f"{self.now:%Y-%m-%dT%H-%M-%S}"
        return Path(".codex", "sessions", f"{self.now:%Y/%m/%d}", f"rollout-{stamp}-{self.id}.jsonl")

    def claude(self, size: float, told: Counter[str]) -> Iterator[str]:
        """Questions, and answers of some blocks each: the same usage stands on every row of an answer."""
        dice, above, written, cached = self.dice, None, 0.0, 0
        model = dice.pick(_CLAUDE)
        while written < size:
            question = self.words.text(dice, 40, 600)
            rows = [self._event("user", {"role": "user", "content": question}, above)]
            for _ in range(dice.whole(1, 8)):
                fresh, made, output = dice.whole(3, 40), dice.whole(200, 6_000), dice.whole(30, 1_500)
                usage = _claude_usage(fresh, cached, made, output)
                name = f"msg_{dice.letters(24)}"
                tool = f"toolu_{dice.letters(24)}"
                call = {"type": "tool_use", "id": tool, "name": "Read", "input": {"file_path": f"{self.folder}/a.py"}}
                for block in ({"type": "text", "text": self.words.text(dice, 60, 900)}, call):
                    message: dict[str, Any] = {
                        "id": name,
                        "type": "message",
                        "role": "assistant",
                        "model": model,
                        "content": [block],
                    }
                    message |= {"stop_reason": None, "stop_sequence": None, "usage": usage}
                    rows.append(self._event("assistant", message, rows[-1]["uuid"], requestId=f"req_{name[4:]}"))
                _count(told, fresh + cached + made, cached, made, output)
                cached += made
                result = self.words.text(dice, 100, 6_000)
                block = {"tool_use_id": tool, "type": "tool_result", "content": result}
                held = {"type": "text", "file": {"filePath": f"{self.folder}/a.py", "content": result}}
                message = {"role": "user", "content": [block]}
                rows.append(self._event("user", message, rows[-1]["uuid"], toolUseResult=held))
            above = rows[-1]["uuid"]
            lines = [json.dumps(row) + "\n" for row in rows]
            written += sum(map(len, lines))
            yield from lines

    def codex(self, size: float, told: Counter[str]) -> Iterator[str]:
        """A head, then turns: each request leaves items and a report of its tokens, some of them told twice."""
        dice, written = self.dice, 0.0
        total = dict.fromkeys(("input_tokens", "cached_input_tokens", "output_tokens", "total_tokens"), 0)
        head = {"id": self.id, "timestamp": self._time(), "cwd": self.folder, "originator": "codex_cli_rs"}
        head |= {"cli_version": "0.130.0", "source": "cli", "model_provider": "openai"}
        yield json.dumps({"timestamp": head["timestamp"], "type": "session_meta", "payload": head}) + "\n"
        while written < size:
            question = self.words.text(dice, 40, 600)
            asked = {"type": "message", "role": "user", "content": [{"type": "input_text", "text": question}]}
            turn = {"turn_id": self._uuid(), "cwd": self.folder, "model": dice.pick(_CODEX), "effort": "high"}
            rows = [self._row("turn_context", turn), self._row("response_item", asked)]
            for _ in range(dice.whole(1, 8)):
                rows += self._codex_request(total, told)
            lines = [json.dumps(row) + "\n" for row in rows]
            written += sum(map(len, lines))
            yield from lines

    def _codex_request(self, total: dict[str, int], told: Counter[str]) -> Iterator[dict[str, Any]]:
        dice = self.dice
        fresh, output = dice.whole(100, 4_000), dice.whole(20, 900)
        cached = total["input_tokens"] // 3 % 120_000
        last = {"input_tokens": fresh + cached, "cached_input_tokens": cached, "output_tokens": output}
        last["total_tokens"] = fresh + cached + output
        for name, tokens in last.items():
            total[name] += tokens
        said = self.words.text(dice, 60, 900)
        call = f"call_{dice.letters(20)}"
        yield self._row("response_item", {"type": "reasoning", "summary": [], "encrypted_content": dice.letters(400)})
        spoken = {"type": "message", "role": "assistant", "content": [{"type": "output_text", "text": said}]}
        yield self._row("response_item", spoken)
        yield self._row("event_msg", {"type": "agent_message", "message": said})
        arguments = json.dumps({"command": ["bash", "-lc", "cat a.py"]})
        asked = {"type": "function_call", "name": "shell", "arguments": arguments, "call_id": call}
        yield self._row("response_item", asked)
        info = {"total_token_usage": dict(total), "last_token_usage": last, "model_context_window": 258_400}
        for _ in range(1 + dice.chance(0.2)):
            yield self._row("event_msg", {"type": "token_count", "info": info, "rate_limits": None})
        result = {"type": "function_call_output", "call_id": call, "output": self.words.text(dice, 100, 6_000)}
        yield self._row("response_item", result)
        _count(told, last["input_tokens"], cached, 0, output)

    def _event(self, kind: str, message: dict[str, Any], above: str | None, **more: Any) -> dict[str, Any]:
        row: dict[str, Any] = {"parentUuid": above, "isSidechain": False, "userType": "external", "cwd": self.folder}
        row |= {"sessionId": self.id, "version": "2.1.0", "gitBranch": "main", "type": kind, "message": message}
        return row | more | {"uuid": self._uuid(), "timestamp": self._time()}

    def _row(self, kind: str, payload: dict[str, Any]) -> dict[str, Any]:
        return {"timestamp": self._time(), "type": kind, "payload": payload}

    def _time(self) -> str:
        self.now += timedelta(milliseconds=self.dice.whole(200, 9_000))
        return f"{self.now:%Y-%m-%dT%H:%M:%S}.{self.now.microsecond // 1000:03}Z"

    def _uuid(self) -> str:
        bits = f"{self.dice.bits(128):032x}"
        return "-".join((bits[:8], bits[8:12], bits[12:16], bits[16:20], bits[20:]))


def _claude_usage(fresh: int, cached: int, made: int, output: int) -> dict[str, Any]:
    return {
        "input_tokens": fresh,
        "cache_creation_input_tokens": made,
        "cache_read_input_tokens": cached,
        "cache_creation": {"ephemeral_5m_input_tokens": made, "ephemeral_1h_input_tokens": 0},
        "output_tokens": output,
        "service_tier": "standard",
    }


def _count(told: Counter[str], whole: int, cached: int, made: int, output: int) -> None:
    told.update({"requests": 1, "input": whole, "cached": cached, "written": made, "output": output})


def main(arguments: list[str] | None = None) -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("home", type=Path)
    parser.add_argument("--mb", type=float, default=200, help="megabytes of logs")
    parser.add_argument("--files", type=int, default=770)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    print(json.dumps(generate(options.home, options.mb, options.files, options.seed)))


if __name__ == "__main__":
    main()
