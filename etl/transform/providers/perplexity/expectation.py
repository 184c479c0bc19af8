"""What a thread should come to, counted in the plainest way: for etl verify. Shares nothing with flatten."""

from etl.rows.types import Raw
from etl.transform.providers.expectation import Expectation, micros
from etl.transform.providers.plain import characters, dicts, named


def expected(raw: Raw) -> Expectation | None:
    """A row for every question, and one for every answer that is written out; of what is there twice no length."""
    entries = dicts(raw.get("entries"))
    names = [one.get("context_uuid") for one in (raw, *entries)]
    name = next((own for one in names if (own := named(one))), None)
    if name is None:
        return None
    found: dict[str, int | None] = {}
    for one in entries:
        own = named(one.get("entry_uuid")) or named(one.get("backend_uuid")) or named(one.get("uuid"))
        if own in found:
            found |= {node: None for node in (own, f"{own}/answer") if node in found}
        elif own:
            found[own] = characters(one.get("query", one.get("query_str")))
            if one.get("answer"):
                found[f"{own}/answer"] = characters(one["answer"])
    return Expectation(name, micros(raw.get("updated_at")), len(entries), found)
