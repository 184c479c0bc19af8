"""Charts: rows of the versioned views, drawn as SVG. One module a chart, its SQL in queries/charts/."""

from etl.reporting.charts.draw import draw, names
from etl.reporting.charts.picture import Options, Picture
from etl.reporting.charts.png import png
from etl.reporting.charts.theme import stylesheet

__all__ = ["Options", "Picture", "draw", "names", "png", "stylesheet"]
