"""etl chart: a picture, from the views."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from etl.commands.options import DAY, database_option
from etl.commands.output import show
from etl.errors import QueryError

if TYPE_CHECKING:
    from etl.reporting.charts.picture import Options, Picture

_SUFFIXES = (".svg", ".png")
_STDOUT = Path("-")


@click.command("chart")
@click.argument("name", required=False)
@database_option
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), metavar="FILE", help="A file .svg or .png; else SVG to stdout."
)
@click.option("--since", type=DAY, help="First day, as 2025-01-31.")
@click.option("--until", type=DAY, help="Last day.")
@click.option("--year", type=int, help="One year only.")
@click.option("--provider", help="One provider only.")
@click.option("--account", help="One account only.")
@click.option("--metric", help="What to count, as messages, tokens or cost.")
@click.option("--share", is_flag=True, help="Parts of the whole instead of amounts.")
@click.option("--size", help="Size of a card, as 1080x1350.")
@click.option("--story", is_flag=True, help="Of wrapped: a full picture for each moment; -o x.png: x-1-first.png …")
@click.option("--with-titles", is_flag=True, help="With --story: tell the title of the year's first chat.")
@click.option("--dark/--light", default=None, help="In these colours (default: SVG as the reader prefers, PNG light).")
@click.option("--scale", type=click.FloatRange(0.5, 8), default=2, show_default=True, help="Pixels of a PNG per pixel.")
def command(
    name: str | None,
    database: Path,
    output: Path | None,
    scale: float,
    story: bool,
    with_titles: bool,
    **chosen: Any,
) -> None:
    """Draw a chart; without a name, print the list of charts with the question each answers."""
    from etl.reporting.charts.draw import draw, names
    from etl.reporting.reports.known import demand_known
    from etl.reporting.reports.table import Table

    if name is None:
        show(Table("charts", ("chart", "question"), ("VARCHAR", "VARCHAR"), list(names().items())), "table")
        return
    demand_known(database, chosen)
    if story or with_titles:
        _tell(database, name, output, scale, _options(chosen), story, with_titles)
        return
    _suffix(output)
    picture = draw(database, name, _options(chosen))
    if output is None or output == _STDOUT:
        click.echo(picture.svg)
    else:
        _write(picture, output, scale)


def _tell(
    database: Path, name: str, output: Path | None, scale: float, options: "Options", story: bool, has_title: bool
) -> None:
    """Write a picture of each moment of a year. Raises QueryError where it is not asked as it can be."""
    from etl.reporting.charts import draw

    if name != "wrapped" or not story:
        raise QueryError("A story is told of the chart wrapped: etl chart wrapped --story -o year.png")
    if output is None or output == _STDOUT:
        raise QueryError("A story is several files; say what they are called: -o year.png makes year-1-first.png …")
    _suffix(output)
    pictures = draw.story(database, options, has_title)
    if not pictures:
        raise QueryError("There is no message in that range, so there is no story to tell.")
    for place, picture in enumerate(pictures, 1):
        _write(picture, output.with_stem(f"{output.stem}-{place}-{picture.name}"), scale)


def _write(picture: "Picture", output: Path, scale: float) -> None:
    from etl.files import whole
    from etl.reporting.charts.png import png

    content = png(picture.svg, scale) if output.suffix.lower() == ".png" else f"{picture.svg}\n".encode()
    with whole(output) as file:
        file.write(content)
    click.echo(f"{output}: {picture.summary}", err=True)


def _suffix(output: Path | None) -> str:
    """The kind of file that is asked for. Raises QueryError for one that cannot be made."""
    suffix = output.suffix.lower() if output and output != _STDOUT else ".svg"
    if suffix not in _SUFFIXES:
        raise QueryError(f"A chart is written as .svg or .png; '{output}' is neither.")
    return suffix


def _options(chosen: dict[str, Any]) -> "Options":
    from etl.reporting.charts.picture import Options

    days = {key: chosen[key].date() for key in ("since", "until") if chosen[key]}
    return Options(**{**chosen, "since": None, "until": None, **days})
