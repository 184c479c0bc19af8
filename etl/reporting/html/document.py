"""The page, from its first line to its last, one chart or report at a time."""

import base64
import hashlib
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import IO, Any, cast

from etl.reporting.charts import draw, theme
from etl.reporting.charts.picture import Options
from etl.reporting.html.fragments import escaped, filled, stylesheet, table, tiles, without
from etl.reporting.html.sections import Asked, Drawn, drawings, narrowing, sections
from etl.reporting.reports import catalogue, run
from etl.reporting.reports.reading import Reading, shared
from etl.reporting.reports.table import Table

_ABOUT = "select first_day, last_day, timezone, pricing_version, product_version from v1.about"
_OVERVIEW = Asked("overview")
_NAMES_A_CHAT = {"topic": "records", "fact": "messages in longest chat"}
"""The row of the report overview whose detail is a title."""


def write(database: Path, chosen: Mapping[str, object], stream: IO[bytes], has_titles: bool = True) -> None:
    """Write the page to a stream of bytes, as html() makes it."""
    for piece in html(database, chosen, has_titles):
        stream.write(piece.encode())


def html(database: Path, chosen: Mapping[str, object], has_titles: bool = True) -> Iterator[str]:
    """The page, piece by piece.

    ``chosen``: filters as for reports.run(); what a chart or report cannot be narrowed by is said beside it.
    ``has_titles``: with the section that names chats by their titles; no other does, and none has a word of a chat.
    Raises DatabaseError if the file cannot be read, QueryError for a filter that nothing knows.
    """
    chosen = {key: value.date() if isinstance(value, datetime) else value for key, value in chosen.items()}
    with shared(database) as found:
        yield from _page(found, chosen, sections(has_titles))


def _page(found: Reading, chosen: Mapping[str, object], placed: Mapping[str, list[Asked]]) -> Iterator[str]:
    overview = _run(found, _OVERVIEW, chosen)
    yield _head(found, chosen, placed, overview)
    yield filled("section", key=_key("Charts"), heading="Charts")
    for drawn in drawings():
        yield _figure(found, drawn, chosen)
    yield "</section>\n"
    for heading, asked in placed.items():
        yield filled("section", key=_key(heading), heading=escaped(heading))
        for report in asked:
            yield _report(report, chosen, overview if report == _OVERVIEW else _run(found, report, chosen))
        yield "</section>\n"
    yield filled("foot")


def _head(found: Reading, chosen: Mapping[str, object], placed: Mapping[str, list[Asked]], overview: Table) -> str:
    ((first, last, zone, prices, version),) = found.once(_ABOUT, {})
    sheet = f"\n{stylesheet()}{theme.stylesheet()}"
    digest = base64.b64encode(hashlib.sha256(sheet.encode()).digest()).decode()
    narrowed = [f"{key.replace('_', ' ')} {value}" for key, value in chosen.items() if value is not None]
    about = [f"Days in {zone or 'UTC'}", f"prices of {prices or 'no table'}", f"made by chatlake {version}"]
    return filled(
        "head",
        digest=digest,
        style=sheet,
        span=escaped(f"{first} to {last}" if first else "no messages with a time"),
        about=escaped(" · ".join(about)),
        narrowed=f'<p class="narrowed">Only {escaped(", ".join(narrowed))}.</p>' if narrowed else "",
        links="".join(f'<li><a href="#{_key(heading)}">{escaped(heading)}</a></li>' for heading in placed),
        tiles=tiles(overview),
    )


def _figure(found: Reading, drawn: Drawn, chosen: Mapping[str, object]) -> str:
    taken, ignored = narrowing(drawn.known, chosen)
    options = Options(**cast("dict[str, Any]", taken), share=drawn.share, embed=False, has_heading=False)
    picture = draw.picture(found, drawn.name, options)
    return filled(
        "figure",
        key=drawn.key,
        name=escaped(drawn.name),
        command=escaped(drawn.name) + (" --share" if drawn.share else ""),
        title=escaped(picture.title),
        summary=escaped(picture.summary),
        ignored=_ignored(ignored),
        svg=picture.svg,
        table=table(picture.table, picture.title, "the chart shows all of them, and the SQL finds them."),
        sql=escaped(picture.sql),
    )


def _report(asked: Asked, chosen: Mapping[str, object], answer: Table) -> str:
    _, ignored = narrowing(asked.known, chosen)
    command = escaped(f"etl report {asked.typed}")
    return filled(
        "report",
        key=asked.key,
        command=command,
        question=escaped(catalogue.names()[asked.typed]),
        ignored=_ignored(ignored),
        table=table(answer, asked.typed, f"all of them: <code>{command}</code>"),
        sql=escaped(asked.sql.strip()),
    )


def _run(found: Reading, asked: Asked, chosen: Mapping[str, object]) -> Table:
    taken, _ = narrowing(asked.known, chosen)
    answer = run.answer(found, asked.name, taken, asked.by)
    return without(answer, _NAMES_A_CHAT, "detail") if asked == _OVERVIEW else answer


def _ignored(names: list[str]) -> str:
    return f'<p class="muted">Not narrowed by {escaped(", ".join(names))}.</p>' if names else ""


def _key(heading: str) -> str:
    return f"section-{heading.lower().replace(' ', '-')}"
