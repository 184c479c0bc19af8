"""Charts: rows of the versioned views, drawn as SVG. One module a chart, its SQL in queries/charts/."""

from etl.charts.draw import draw, names
from etl.charts.picture import Options, Picture
from etl.charts.raster import png
from etl.charts.theme import stylesheet

__all__ = ["Options", "Picture", "draw", "names", "png", "stylesheet"]
