"""What is put out of sight, what is left in peace, and that no text makes it slow."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.reporting.redact import KINDS, Redactor
from tests.conftest import PATIENCE, ROOT
from tests.export.export_cases import etl, loaded

HIDDEN = [
    ("ann.b+x@mail.example.co.uk.", "[mail 1]."),
    ("<Ann@example.org>, ann@EXAMPLE.org", "<[mail 1]>, [mail 1]"),
    ("call +41 44 668 18 00 or tel:+1-415-555-2671", "call [phone 1] or tel:[phone 2]"),
    ("(415) 555-2671, 06 12 34 56 78, 044 668 18 00", "[phone 1], [phone 2], [phone 3]"),
    ("4111 1111 1111 1111, 378282246310005", "[card 1], [card 2]"),
    ("CH93 0076 2011 6238 5295 7 AND DE89370400440532013000", "[iban 1] AND [iban 2]"),
    ("sk-proj-abcdefghijklmnopqrstu AKIAIOSFODNN7EXAMPLE", "[key 1] [key 2]"),
    ("ghp_" + "a1B2" * 9 + " AIza" + "x" * 35 + " xoxb-123456789012-abc", "[key 1] [key 2] [key 3]"),
    ("Authorization: Bearer abcdef0123456789abcdef", "Authorization: Bearer [key 1]"),
    ("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.abc_-", "[key 1]"),
    ("-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----\nx", "[key 1]\nx"),
]
LEFT = [
    "2024-03-04 10:12:33 2024-03-04T10:00:00+01:00 v1.2.3 10.0.22631.4460 192.168.100.200",
    "550e8400-e29b-41d4-a716-446655440000 41111111-1111-4111-8111-111111111111",
    "1700000000.123456 1700000000000 3.14159265358979 1,234,567,890 20240304101233",
    "4111 1111 1111 1112 DE89370400440532013001 978-3-16-148410-0 10.1000/182",
    "@types/node@16.1.0 img@2x.png user@localhost @media 0x41411111111111 sk-learn bearer of news",
    "deadbeefdeadbeefdeadbeefdeadbeefdeadbeef 127.0.0.1:8080 #0044668180",
]
HOSTILE = [
    *("a@", "a@b.", "a", "x@" + "b." * 500_000, "." * 9 + "@", "-----BEGIN PRIVATE KEY-----", "+1 ", "4111 "),
    *(
        "CH93 ",
        "CH93007620116238529 ",
        "eyJaaaaaaaaa.",
        "sk-",
        "bearer ",
        "A1",
        "06 12 34 56 78",
        "00 11 ",
        "+1(2)",
    ),
]


@pytest.mark.parametrize(("text", "shown"), HIDDEN)
def test_what_has_its_form_is_hidden(text: str, shown: str) -> None:
    assert Redactor()(text) == shown


@pytest.mark.parametrize("text", LEFT)
def test_what_only_looks_like_it_is_left(text: str) -> None:
    assert Redactor()(text) == text


def test_no_text_takes_more_than_its_length() -> None:
    # Each takes part of a second; one that was gone over from every place of it again would take minutes.
    size = 600_000
    texts = [(piece * (size // len(piece) + 1))[:size] for piece in HOSTILE]
    code = (
        "import json, sys; from etl.reporting.redact import Redactor\n"
        "for text in json.load(sys.stdin): print(text[:12], flush=True); Redactor()(text)"
    )
    command = [sys.executable, "-c", code]
    ended = subprocess.run(
        command, input=json.dumps(texts), cwd=ROOT, capture_output=True, text=True, check=True, timeout=PATIENCE
    )
    assert ended.stdout.splitlines() == [text[:12] for text in texts]


@given(st.text(), st.emails(domains=st.just("mail.example.org")))
def test_no_address_of_mail_is_left(text: str, local: str) -> None:
    name = re.sub(r"[^\w.+-]", "", local.partition("@")[0]) or "a"
    assert "mail.example.org" not in Redactor()(f"{text} {name}@mail.example.org {text}")


@given(st.text())
def test_hiding_twice_is_hiding_once(text: str) -> None:
    once = Redactor()(text)
    assert Redactor()(once) == once


@given(st.lists(st.sampled_from(["ann@example.org", "bob@example.org", "AKIAIOSFODNN7EXAMPLE"])))
def test_the_same_thing_has_the_same_number(things: list[str]) -> None:
    redactor = Redactor()
    found = [redactor(thing) for thing in things]
    assert len(set(found)) == len(set(things))
    assert redactor.replaced.total() == len(things)
    assert all(re.fullmatch(rf"\[({'|'.join(KINDS)}) \d+\]", one) for one in found)


def test_every_form_of_an_export_hides(tmp_path: Path) -> None:
    source = Path(tmp_path / "talk.json")
    source.write_text((_SAMPLE.read_text("utf-8")).replace("Tell me a riddle", "I am ann@example.org"), "utf-8")
    database = loaded(tmp_path, str(source))
    for chosen in (["conversations", "--format", "jsonl"], ["conversations", "--training"], ["messages"]):
        result = etl("export", *chosen, "-o", "-", "--redact", "--db", database)
        assert "I am [mail 1]" in result.stdout
        assert "ann@" not in result.stdout
        assert "Redacted, as a best effort: 1 mail" in result.stderr
    etl("export", "messages", "-o", tmp_path / "m.parquet", "--redact", "--db", database)
    assert b"ann@" not in (tmp_path / "m.parquet").read_bytes()
    etl("export", "conversations", "-o", tmp_path / "out", "--redact", "--db", database)
    (page,) = (tmp_path / "out").rglob("*.md")
    assert "I am [mail 1]" in page.read_text("utf-8").replace("\\", "")


_SAMPLE = ROOT / "samples" / "chatgpt" / "branches.json"
