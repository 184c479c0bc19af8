"""Texts of a chat as HTML that can do nothing: no script, no picture, no style.

In: what a person typed (typed.py) and the Markdown of everybody else (markdown.py, with formulas.py and code.py).
Out: Markup that went through clean.py. Read markdown.py first.
"""
