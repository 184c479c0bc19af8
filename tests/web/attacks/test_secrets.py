"""The attack table of the web app, rows 44 to 47 and 56: keys and tokens, how long and where."""

import stat
from pathlib import Path

import pytest

from etl.web.security.key_vault import Vault
from tests.web.web_cases import Web, form, serving, started

CANARY = "sk-CANARY0123456789abcdef"
_OURS = "https://api.openai.com:443"


def test_row_44_a_key_lives_for_its_time_and_is_gone_then() -> None:
    now = [0.0]
    vault = Vault(600, lambda: now[0])
    token = vault.put(CANARY, _OURS)
    now[0] = 599.9
    assert vault.get(token, _OURS) == CANARY
    now[0] = 600
    assert vault.get(token, _OURS) is None
    now[0] = 0
    assert vault.get(token, _OURS) is None, "it was erased, not only out of date"


def test_row_44_a_wrong_token_or_one_of_before_fetches_nothing() -> None:
    vault = Vault(600)
    first = vault.put(CANARY, _OURS)
    second = vault.put("sk-other", _OURS)
    assert vault.get(first, _OURS) is None
    assert vault.get("", _OURS) is None
    assert vault.get("ä", _OURS) is None
    assert vault.get(second, _OURS) == "sk-other"
    assert Vault(600).get(second, _OURS) is None, "another run of the server knows none"


def test_row_44_neither_the_key_nor_what_decrypts_it_is_in_what_a_vault_shows() -> None:
    vault = Vault(600)
    vault.put(CANARY, _OURS)
    assert CANARY not in repr(vars(vault))


def test_row_44_the_api_holds_a_key_for_ten_minutes(tmp_path: Path) -> None:
    now = [0.0]
    with serving(tmp_path / "chats.duckdb", clock=lambda: now[0]) as web:
        answer = web.ask("/api/register-key", "POST", {"api_key": CANARY}).json
        assert answer["ttl_seconds"] == 600
        assert CANARY not in str(answer)
        now[0] = 601
        late = web.ask("/api/categorize", "POST", b"", {"X-Key-Token": answer["key_token"]})
        assert (late.status, late.json["field"]) == (401, "X-Key-Token")
        for wrong in ("", "a b", "sk-ü", "x" * 5_000, "a\nb"):
            refused = web.ask("/api/register-key", "POST", {"api_key": wrong})
            assert refused.status in (400, 429)
            assert not wrong or wrong not in refused.text
        assert web.ask("/api/register-key", "POST", {"api_key": CANARY}).status == 429, "five a minute"


def test_row_45_neither_key_nor_token_is_left_anywhere_though_the_server_is_killed(tmp_path: Path) -> None:
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    with started(tmp_path / "chats.duckdb", TMPDIR=str(temporary)) as (process, web):
        told = [web.ask("/api/register-key", "POST", {"api_key": CANARY})]
        secret = told[0].json["key_token"]
        key = {"X-Key-Token": secret}
        body, headers = form(('name="file"; filename="conversations.json"', b"nothing"))
        told += [
            web.ask("/api/categorize", "POST", body, headers | key),
            web.ask("/api/plan", "POST", {"model": "x"}, key),
            web.ask("/nothing", headers=key),
            web.ask("/api/sql", "POST", {"sql": f"select '{CANARY[:3]}'"}),
        ]
        assert not any(CANARY in each.text + str(each.headers) for each in told)
        assert not any(web.token in each.text + str(each.headers) for each in told)
        process.kill()
        said = "".join(process.communicate())
    for canary in (CANARY, web.token, secret):
        assert canary not in said
        for path in tmp_path.rglob("*"):
            assert not path.is_file() or canary.encode() not in path.read_bytes(), path.name


def test_row_46_a_key_is_for_the_origin_it_was_given_for(tmp_path: Path) -> None:
    from etl.state.file import save

    with serving(tmp_path / "chats.duckdb") as web:
        token = web.ask("/api/register-key", "POST", {"api_key": CANARY}).json["key_token"]
        save(web.database, "ai_base_url", "http://127.0.0.1:9/v1")
        answer = web.ask("/api/categorize", "POST", {}, {"X-Key-Token": token})
        assert (answer.status, answer.json["field"]) == (401, "X-Key-Token")


@pytest.mark.parametrize("path", ["/api/categorize", "/api/plan"])
@pytest.mark.parametrize("url", ["http://169.254.169.254/v1", "file:///etc/passwd", "http://127.0.0.1:9/v1"])
def test_row_47_no_request_chooses_where_a_model_is(server: Web, path: str, url: str) -> None:
    for body in ({"base_url": url}, {"ai_base_url": url}):
        assert server.ask(path, "POST", body).status == 400
    data, headers = form(('name="base_url"', url.encode()))
    assert server.ask("/api/categorize", "POST", data, headers).status == 400


def test_row_56_who_cannot_read_our_files_learns_no_token(tmp_path: Path) -> None:
    with started(tmp_path / "chats.duckdb") as (process, web):
        command = Path(f"/proc/{process.pid}/cmdline")
        if command.exists():
            assert web.token.encode() not in command.read_bytes()
        assert web.ask("/api/marks", bearer=False).status == 401
        assert all(stat.S_IMODE(path.stat().st_mode) & 0o077 == 0 for path in tmp_path.iterdir())
