"""What a chart is asked, what it gets to draw, what it draws, and what comes out."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from etl.reporting.charts.svg import Markup
from etl.reporting.reports.table import Table


@dataclass(frozen=True, slots=True)
class Options:
    """What is wanted of a chart; None is all of it, or what the chart does by itself.

    ``since``, ``until``: local days, inclusive; ``year`` narrows them. ``dark``: None follows whoever looks at it.
    ``share``: parts of the whole instead of amounts. ``embed``: write the style sheet into the SVG; without it, the
    page around the chart has to link stylesheet(). ``has_heading``: with title and summary; else the page says these.
    ``width``: pixels a plot is drawn to fit into, with letters of the same size, where the chart can be.
    """

    since: date | None = None
    until: date | None = None
    provider: str | None = None
    account: str | None = None
    year: int | None = None
    metric: str | None = None
    dark: bool | None = None
    share: bool = False
    size: str | None = None
    embed: bool = True
    has_heading: bool = True
    width: int | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """The rows to draw, with the notes beside them and what every chart may say of the database.

    ``columns`` and ``types`` belong to ``rows``. ``beside``: rows of the statement below ``-- beside it:``.
    ``first_day``, ``last_day``: of the messages in the database, whatever was chosen; None where it has none.
    ``zone``: of the local days. ``prices``: version of the price table. ``slug``: unlike that of another chart on a
    page, to begin ids with.
    """

    slug: str
    columns: tuple[str, ...]
    types: tuple[str, ...]
    rows: list[tuple[object, ...]]
    beside: list[tuple[object, ...]]
    first_day: date | None
    last_day: date | None
    zone: str
    prices: str | None


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart without its frame: ``body`` in a box from (0, 0) to (width, height), in pixels at scale 1.

    ``summary`` is one sentence that says what one sees. ``head``: how high that and the title are, at the top, for a
    page that says them itself. ``is_empty``: there was nothing to draw.
    """

    title: str
    summary: str
    width: float
    height: float
    body: Markup
    head: float = 0
    is_empty: bool = False


@dataclass(frozen=True, slots=True)
class Chart:
    """A kind of chart: how it is drawn from rows, and what it can be asked beyond the filters its SQL takes.

    ``draw`` gets rows only if there are any. The first of ``metrics`` and of ``sizes`` is what is drawn if none is
    chosen; ``title`` stands over an empty chart.
    """

    title: str
    draw: Callable[[Answer, Options], Drawing]
    metrics: tuple[str, ...] = ()
    sizes: tuple[str, ...] = ()
    can_share: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart: the SVG, what it says in a sentence, the rows that were drawn and the SQL that found them."""

    name: str
    title: str
    summary: str
    svg: str
    table: Table
    sql: str
    is_empty: bool
