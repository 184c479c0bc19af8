"""One invented conversation from beginning to end, with its branches."""

from tests.bench import eras
from tests.bench.chat import Chat, text
from tests.bench.dice import Dice
from tests.bench.eras import Json
from tests.bench.prose import LANGUAGES, Prose
from tests.bench.turns import TURNS

BRANCHY = 0.23

Instructions = tuple[str, str]
"""Custom instructions: about the person, and how to answer."""


def conversation(seed: int, at: float, instructions: Instructions) -> Json:
    """A conversation of a moment; the same seed and moment give the same one, byte for byte."""
    dice = Dice(seed)
    prose = Prose(dice, dice.pick(LANGUAGES) if dice.chance(0.14) else "en")
    chat = Chat(dice, prose, at)
    begin(chat, instructions)
    turns = dice.skewed(1, 2, 52) if dice.chance(0.998) else dice.whole(80, 300)
    branches = set()
    if dice.chance(BRANCHY):
        branches = {dice.whole(0, turns - 1) for _ in range(dice.whole(1, 3))}
    for turn in range(turns):
        take(chat, dice.weighted(chat.era.turns), turn in branches)
    title = prose.title() if dice.chance(0.98) else dice.pick((None, "", "New chat"))
    return finish(chat, title, at)


def begin(chat: Chat, instructions: Instructions) -> None:
    """The hidden messages at the start: an empty one of the system, custom instructions, memory."""
    chat.system("", timed=False)
    if chat.dice.chance(0.15):
        return
    about, wishes = instructions
    context = {"about_user_message": about, "about_model_message": wishes}
    data: Json = {"is_visually_hidden_from_conversation": True, "user_context_message_data": context}
    data |= {"is_user_system_message": True}
    content: Json = {"content_type": "user_editable_context", "user_profile": f"The user provided: {about}"}
    content |= {"user_instructions": f"How to respond:\n```{wishes}```"}
    if not chat.era.has_channel:
        chat.add("system", text(""), data, timed=False)
        return
    chat.add("user", content, data, timed=False)
    if chat.era.is_modern and chat.dice.chance(0.02):
        memory = {"content_type": "model_editable_context", "model_set_context": chat.prose.paragraph(4)}
        chat.add("assistant", memory | {"repository": None, "repo_summary": None}, {}, timed=False)


def take(chat: Chat, name: str, branches: bool) -> None:
    """One turn; a branching one is asked again in other words or answered again."""
    turn, model = TURNS[name], chat.model
    before = chat.tip
    turn.ask(chat)
    asked = chat.tip
    if chat.dice.chance(0.5):
        chat.system("", is_contextual_answers_system_message=True, request_id=chat.request)
    turn.answer(chat)
    chat.model = model
    if not branches:
        return
    for _ in range(chat.dice.weighted(((1, 8.0), (2, 2.0), (4, 0.5)))):
        if chat.dice.chance(0.5):
            chat.tip = asked
        else:
            chat.tip = before
            turn.ask(chat)
            asked = chat.tip
        turn.answer(chat)
        chat.model = model


def finish(chat: Chat, title: str | None, at: float) -> Json:
    """The whole conversation as the export of its time writes it."""
    current = chat.tip or ""
    identity = chat.dice.uuid()
    if chat.era.is_slim:
        chat.mapping = _slim(chat.mapping)
        current = current if current in chat.mapping else next(reversed(chat.mapping))
    slug = chat.model if "thinking" not in chat.model else "auto"
    head = eras.head(title, at, chat.now)
    tail = eras.tail(chat.era, chat.dice, (identity, current), chat.now, slug, chat.found)
    return head | {"mapping": chat.mapping} | tail


def _slim(mapping: dict[str, Json]) -> dict[str, Json]:
    """The form since July 2026: no children, only the person's and the assistant's messages, fewer keys."""
    kept: dict[str, Json] = {}
    stands_for: dict[str | None, str | None] = {None: None}
    for node, old in mapping.items():
        message, parent = old["message"], stands_for[old["parent"]]
        if message and message["author"]["role"] not in ("user", "assistant"):
            stands_for[node] = parent
            continue
        stands_for[node] = node
        kept[node] = {"id": node, "message": message and _slim_message(message), "parent": parent}
    return kept


def _slim_message(message: Json) -> Json:
    return {key: message[key] for key in ("id", "author", "create_time", "content", "metadata")}
