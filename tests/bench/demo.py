"""The demo export: about 300 invented conversations, November 2023 to October 2026, with every feature.

python -m tests.bench.generate --demo samples/demo.zip
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from tests.bench import companions, packing
from tests.bench.chat import Chat
from tests.bench.conversation import begin, finish, take
from tests.bench.demo_prose import DemoProse, lines
from tests.bench.dice import Dice
from tests.bench.eras import Json, era

SEED = 2026
SHARDS = 3
TOPICS = ("bread", "garden", "python", "sql", "travel", "spanish", "bicycle", "novel", "home", "budget")

_ZONE = ZoneInfo("Europe/Zurich")
_FIRST, _LAST = date(2023, 11, 6), date(2026, 10, 18)
_MONTHS = (
    *(11, 5),
    *(6, 8, 12, 9, 6, 4, 3, 0, 7, 8, 9, 4),
    *(8, 6, 14, 11, 9, 6, 5, 2, 10, 12, 11, 6),
    *(9, 8, 13, 12, 9, 7, 5, 3, 11, 8),
)
"""Conversations a month; people are away in August and busy before spring."""

_STREAK = (date(2025, 2, 3), 19)
_HOURS = {
    True: ((8, 1.0), (9, 3.0), (10, 4.0), (11, 3.0), (14, 1.0), (16, 2.0), (17, 2.0), (20, 1.0)),
    False: ((7, 2.0), (12, 2.0), (13, 1.0), (17, 1.0), (18, 2.0), (19, 4.0), (20, 6.0), (21, 5.0), (22, 2.0)),
}
_WEEKDAYS = (1.0, 1.3, 1.2, 1.0, 0.5, 1.8, 1.4)
_PROJECTS = {"garden": "g-p-67a1c0ffee01", "novel": "g-p-67a1c0ffee02", "home": "g-p-67a1c0ffee03"}
_GPTS = {"spanish": "g-K2p8vTeaR", "bread": "g-5cRuMbq1Z"}


@dataclass(frozen=True, slots=True)
class Plan:
    """One conversation to be written."""

    number: int
    at: float
    topic: str
    thing: str
    title: str
    opening: str


def demo(path: Path) -> None:
    """Write the demo export: shards, manifest, all the companions."""
    raws = [_conversation(plan) for plan in reversed(list(plans()))]
    size = -(-len(raws) // SHARDS)
    shards = {f"conversations-{n:03}.json": raws[n * size : (n + 1) * size] for n in range(SHARDS)}
    with packing.packed(path) as archive:
        sizes = {name: packing.write_list(archive, name, map(packing.dumped, shard)) for name, shard in shards.items()}
        others = companions.members(raws, Dice(SEED))
        sizes |= {name: packing.write_bytes(archive, name, data) for name, data in others.items()}
        packing.write_bytes(archive, "export_manifest.json", packing.manifest(sizes))


def plans() -> Iterator[Plan]:
    """What is asked when: the oldest first."""
    dice = Dice(SEED)
    waiting = {topic: _talks(topic, dice) for topic in TOPICS}
    for number, at in enumerate(sorted(_moments(dice))):
        topic = dice.weighted([(topic, _interest(topic, at) * bool(waiting[topic])) for topic in TOPICS])
        title, opening, thing = waiting[topic].pop()
        yield Plan(number, at, topic, thing, title, opening)


def _talks(topic: str, dice: Dice) -> list[tuple[str, str, str]]:
    """Every title of a topic with its question and thing, shuffled."""
    talks = []
    for talk in lines(f"{topic}.talk"):
        title, opening = talk.split(" | ")
        for thing in lines(f"{topic}.thing"):
            named = title.replace("{i}", thing)
            talks.append((dice.roll(), named[:1].upper() + named[1:], opening, thing))
    return [(title.replace("{few}", "five"), opening, thing) for _, title, opening, thing in sorted(talks)]


def _interest(topic: str, at: float) -> float:
    """Gardens in spring, travel before summer, the novel in winter; programs always."""
    month = datetime.fromtimestamp(at, UTC).month
    seasons = {"garden": (3, 4, 5, 9), "travel": (4, 5, 6), "novel": (11, 12, 1), "budget": (12, 1)}
    usual = {"python": 2.2, "bread": 1.6, "sql": 1.2}
    return usual.get(topic, 1.0) * (3.0 if month in seasons.get(topic, ()) else 1.0)


def _moments(dice: Dice) -> Iterator[float]:
    first = _FIRST.replace(day=1)
    for months, count in enumerate(_MONTHS):
        year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
        days = [date(year, month + 1, 1) + timedelta(days=n) for n in range(31)]
        open_days = [(day, _WEEKDAYS[day.weekday()]) for day in days if _is_open(day, month + 1)]
        for _ in range(count):
            yield _moment(dice, dice.weighted(open_days))
    for days_on in range(_STREAK[1]):
        yield _moment(dice, _STREAK[0] + timedelta(days=days_on))


def _is_open(day: date, month: int) -> bool:
    return day.month == month and _FIRST <= day <= _LAST


def _moment(dice: Dice, day: date) -> float:
    hour = dice.weighted(_HOURS[day.weekday() >= 5])
    local = datetime(day.year, day.month, day.day, hour, dice.whole(0, 59), dice.whole(0, 59), tzinfo=_ZONE)
    return local.timestamp() + dice.bits(20) / (1 << 20)


def _conversation(plan: Plan) -> Json:
    dice = Dice(SEED * 1000 + plan.number)
    chat = Chat(dice, DemoProse(dice, plan.topic, plan.thing, plan.opening), plan.at)
    wishes = "wishes_later" if plan.at > datetime(2025, 6, 1, tzinfo=UTC).timestamp() else "wishes"
    begin(chat, (lines("about")[0], lines(wishes)[0]))
    kinds = _kinds(plan, chat)
    branches = {dice.whole(0, len(kinds) - 1)} if dice.chance(0.24) else set()
    for turn, kind in enumerate(kinds):
        take(chat, kind, turn in branches)
    chat.found |= _belonging(plan, chat)
    return finish(chat, plan.title, plan.at)


def _kinds(plan: Plan, chat: Chat) -> list[str]:
    """The turns of a conversation; every feature has its turn among every few conversations of its time."""
    offered = era(plan.at).turns
    turns = 34 if plan.number % 67 == 40 else chat.dice.skewed(1, 2, 9)
    kinds = [chat.dice.weighted(offered) for _ in range(turns)]
    if plan.number % 3 == 0:
        features = [name for name, _ in offered if name not in ("talk", "reason")]
        kinds[-1] = features[plan.number // 3 % len(features)]
    return kinds


def _belonging(plan: Plan, chat: Chat) -> Json:
    """Projects from 2025 on, own GPTs before, where the topic has one."""
    if chat.era.is_modern and plan.topic in _PROJECTS and chat.dice.chance(0.6):
        project = _PROJECTS[plan.topic]
        keys = {"gizmo_id": project, "conversation_template_id": project, "gizmo_type": "snorlax"}
        return keys | {"memory_scope": "project_enabled"}
    if "gizmo_id" not in chat.found and plan.topic in _GPTS and chat.dice.chance(0.3):
        gpt = _GPTS[plan.topic]
        return {"gizmo_id": gpt, "conversation_template_id": gpt, "gizmo_type": "gpt"}
    return {}
