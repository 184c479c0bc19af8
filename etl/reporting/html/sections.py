"""What is on the page, in which order, and what each thing is narrowed by."""

from collections.abc import Mapping
from dataclasses import dataclass

from etl import assets
from etl.reporting.charts import draw
from etl.reporting.reports import catalogue
from etl.reporting.reports.catalogue import parameters

TITLED = ("conversations", "projects", "sessions", "costs --by conversation", "tokens --by session")
"""Reports that name chats by their titles; they stand in a section of their own and nowhere else."""

_GROUPS: dict[str, tuple[str, ...]] = {
    "Overview": ("overview", "usage", "providers", "daily"),
    "Models and tools": ("models", "branches", "feedback", "features", "tools", "code"),
    "Cost": ("costs", "tokens", "blocks", "agents", "budgets", "subscription", "prices", "unpriced"),
    "Habits": ("activity", "personality", "time"),
    "Chats and projects by name": TITLED,
    "What was read": ("quality", "drift"),
}
_REST, _NAMED = "More", "Chats and projects by name"

_SHARED = ("models",)
"""Charts that are also drawn as parts of the whole."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A chart of the page, as an amount or as parts of the whole."""

    name: str
    share: bool

    @property
    def key(self) -> str:
        """For anchors: unlike that of anything else on the page."""
        return f"chart-{self.name}" + ("-share" if self.share else "")

    @property
    def known(self) -> tuple[str, ...]:
        """The filters it takes."""
        return parameters(assets.chart_queries()[self.name])


@dataclass(frozen=True, slots=True)
class Asked:
    """A report of the page, or a variant of one."""

    typed: str

    @property
    def name(self) -> str:
        """The report's name without the variant."""
        return self.typed.partition(" --by ")[0]

    @property
    def by(self) -> str | None:
        """The variant."""
        return self.typed.partition(" --by ")[2] or None

    @property
    def key(self) -> str:
        """For anchors: unlike that of anything else on the page."""
        return f"report-{self.typed.replace(' --by ', '-by-')}"

    @property
    def known(self) -> tuple[str, ...]:
        """The filters it takes."""
        return catalogue.filters(self.name, self.by)

    @property
    def sql(self) -> str:
        """The file that answers it."""
        return assets.queries()[self.typed.replace(" --by ", "_by_")]


def drawings() -> list[Drawn]:
    """Every chart, those with parts of the whole twice."""
    return [Drawn(name, share) for name in draw.names() for share in ((False, True) if name in _SHARED else (False,))]


def sections(has_titles: bool) -> dict[str, list[Asked]]:
    """Every report under its heading, a variant after its report; without ``has_titles`` none that names chats."""
    placed: dict[str, list[Asked]] = {heading: [] for heading in (*_GROUPS, _REST)}
    for heading, names in _GROUPS.items():
        placed[heading] = sorted(
            (Asked(typed) for typed in catalogue.names() if _heading(typed) == heading),
            key=lambda asked: names.index(asked.typed if asked.typed in names else asked.name),
        )
    placed[_REST] = [Asked(typed) for typed in catalogue.names() if _heading(typed) == _REST]
    return {heading: found for heading, found in placed.items() if found and (has_titles or heading != _NAMED)}


def narrowing(known: tuple[str, ...], chosen: Mapping[str, object]) -> tuple[dict[str, object], list[str]]:
    """Of what was chosen, what a chart or report takes, and the names of what it does not."""
    taken = {key: value for key, value in chosen.items() if value is not None and key in known}
    ignored = [key for key, value in chosen.items() if value is not None and key not in known]
    return taken, [key for key in ignored if key != "hidden_prompt_tokens"]


def _heading(typed: str) -> str:
    if typed in TITLED:
        return _NAMED
    name = typed.partition(" --by ")[0]
    return next((heading for heading, names in _GROUPS.items() if name in names and heading != _NAMED), _REST)
