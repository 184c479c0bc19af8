"""The rows of one conversation -> its rows: who wrote, when, and what; nothing else is told."""

from hashlib import blake2b

from etl.rows.conversation import Conversation, Flat
from etl.rows.types import Raw
from etl.transform.providers.coerce import items, text
from etl.transform.providers.copilot.fields import time
from etl.transform.providers.issues import MISFIT
from etl.transform.providers.talk import Talk, first_words


def flatten(raw: Raw) -> Flat:
    """Flatten one conversation; never raises. It has no id: its title and the time of its first row make one."""
    rows = list(items(raw.get("activity")))
    first = next((text(one.get("time")) for one in rows if isinstance(one, dict)), None)
    told = repr((text(raw.get("title")), first)).encode("utf-8", "replace")
    own = blake2b(told, digest_size=12).hexdigest()
    talk = Talk(Flat(Conversation(own, title=text(raw.get("title")), export_format="table")))
    talk.see("conversation", raw)
    for place, held in enumerate(rows):
        if not isinstance(held, dict):
            talk.drop("not an object")
            continue
        talk.see("message", held)
        at = time(held.get("time"))
        if at is None and held.get("time"):
            talk.notes.lost(MISFIT, str(place), "time")
        talk.add(str(place), "user" if held.get("author") == "user" else "assistant", held.get("text"), at)
    head = talk.flat.conversation
    head.title = head.title or first_words(talk.rows)
    return talk.finish(own, talk.rows[-1].node_id if talk.rows else None)
