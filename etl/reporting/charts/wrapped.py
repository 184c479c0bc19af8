"""The card of a year, to show to friends: numbers, days and names of models, not a word of any chat."""

from collections.abc import Callable
from typing import cast
from xml.etree import ElementTree

from etl.reporting.charts import card, svg, year
from etl.reporting.charts.picture import Answer, Chart, Drawing, Options
from etl.reporting.charts.plot import Box
from etl.reporting.charts.year import Year, persona


def strings(drawn: str) -> list[str]:
    """Every text of a card, in the order of the SVG: all that somebody who gets it can read."""
    return [element.text for element in ElementTree.fromstring(drawn).iter() if _is_words(element) and element.text]


def _is_words(element: ElementTree.Element) -> bool:
    return element.tag.rpartition("}")[2] in ("text", "title", "desc")


def _draw(answer: Answer, options: Options) -> Drawing:
    found = year.year(cast("list[year.Row]", answer.rows), answer.first_day, answer.last_day)
    size = options.size or next(iter(_LAYOUTS))
    width, height = (float(side) for side in size.split("x"))
    who, _ = persona(found.percents)
    summary = f"{found.number}: " + ", ".join(f"{number} {named}" for number, named in found.tiles()[:3]) + f"; {who}."
    return Drawing(f"My year in chats: {found.number}", summary, width, height, _LAYOUTS[size](found))


def _tall(found: Year) -> svg.Markup:
    days, high = card.calendar(Box(72, 826, 936, 0), found.number, found.days, found.first_day, found.last_day)
    return svg.join(
        [
            card.head(Box(72, 60, 936, 190), found.number),
            card.tiles(Box(72, 292, 936, 340), found.tiles()),
            card.persona(Box(72, 658, 936, 132), *persona(found.percents)),
            days,
            card.models(Box(72, 826 + high + 32, 936, 192), found.models),
            card.foot(Box(72, 1212, 936, 84), found.cost()),
        ]
    )


def _wide(found: Year) -> svg.Markup:
    days, _ = card.calendar(Box(452, 352, 700, 0), found.number, found.days, found.first_day, found.last_day)
    return svg.join(
        [
            card.head(Box(48, 44, 364, 128), found.number),
            card.persona(Box(48, 208, 364, 116), *persona(found.percents)),
            card.models(Box(48, 360, 364, 200), found.models),
            card.tiles(Box(452, 48, 700, 276), found.tiles()),
            days,
            card.foot(Box(452, 490, 700, 66), found.cost()),
        ]
    )


def _banner(found: Year) -> svg.Markup:
    days, _ = card.calendar(Box(400, 336, 700, 0), found.number, found.days, found.first_day, found.last_day)
    return svg.join(
        [
            card.head(Box(48, 44, 312, 150), found.number),
            card.persona(Box(48, 328, 312, 116), *persona(found.percents)),
            card.tiles(Box(400, 52, 700, 256), found.tiles()),
            days,
            card.models(Box(1140, 58, 312, 236), found.models),
            card.foot(Box(1140, 356, 312, 84), found.cost()),
        ]
    )


_LAYOUTS: dict[str, Callable[[Year], svg.Markup]] = {"1080x1350": _tall, "1200x630": _wide, "1500x500": _banner}

CHART = Chart(title="My year in chats", draw=_draw, sizes=tuple(_LAYOUTS))
