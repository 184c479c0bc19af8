"""The least work a load could be: unzip, split, parse each conversation once, count its tokens; nothing is written.

python -m tests.bench.floor FILE [--jobs 2]     (needs fork, so Linux or macOS)

msgspec splits, orjson parses, tiktoken's core counts each text by itself in the encoding of its model, in forked
processes. Compare whole commands: the vocabularies that this one loads are part of it.
"""

import argparse
import multiprocessing
import zipfile
from pathlib import Path

import msgspec
import orjson

from tests.bench.contents import encoding, encoding_of, texts

_raws: list[msgspec.Raw] = []
_jobs = 1
_NONE: set[str] = set()

Tally = tuple[int, int, int]


def floor(path: Path, jobs: int) -> Tally:
    """Conversations, messages and tokens of an export."""
    global _jobs
    for name in ("o200k_base", "cl100k_base"):
        encoding(name)
    decoder = msgspec.json.Decoder(list[msgspec.Raw])
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if name.startswith("conversations"):
                _raws.extend(decoder.decode(archive.read(name)))
    _jobs = jobs
    with multiprocessing.get_context("fork").Pool(jobs) as pool:
        tallies = pool.map(_count_part, range(jobs))
    return len(_raws), sum(messages for messages, _ in tallies), sum(tokens for _, tokens in tallies)


def _count_part(part: int) -> tuple[int, int]:
    """Messages and tokens of every so many-th conversation."""
    messages = tokens = 0
    for raw in _raws[part::_jobs]:
        conversation = orjson.loads(memoryview(raw))
        usual = conversation.get("default_model_slug")
        for node in conversation["mapping"].values():
            if message := node["message"]:
                messages += 1
                count = encoding(encoding_of(message["metadata"].get("model_slug") or usual))._core_bpe
                found = texts(message["content"])
                # Four bytes a token, without a list of them.
                tokens += sum(memoryview(count.encode_to_tiktoken_buffer(text, _NONE)).nbytes // 4 for text in found)
    return messages, tokens


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args()
    conversations, messages, tokens = floor(options.file, options.jobs)
    print(f"{conversations} conversations, {messages} messages, {tokens} tokens")


if __name__ == "__main__":
    main()
