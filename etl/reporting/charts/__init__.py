"""Charts: rows of the versioned views, drawn as SVG. One module a chart, its SQL in queries/charts/.

Read draw.py first.
"""
