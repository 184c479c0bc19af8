"""Charts: rows of the versioned views, drawn as SVG. Read draw.py first: it finds a chart, asks, draws and frames.

One module a chart, its SQL in queries/charts/: calendar, compare, punchcard, conversation_length, models, costs and
wrapped. What they share: theme.py has the colours, light and dark, by the class of each shape; svg.py writes shapes and
words; scales.py makes levels, bins and ticks of amounts; plot.py draws what stands around a plot, calendar_grid.py the
sheet of a calendar. picture.py tells what goes into a chart and what comes out; png.py makes a PNG of it.
"""
