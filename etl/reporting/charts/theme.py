"""Colours and letters of the charts: classes, never attributes, so that a page's Content-Security-Policy may be strict.

Amounts are levels of one hue that differ in lightness alone (l0 to l4, and o0 to o4 for what is set against them);
the steps are at least 1.5 to 1 in contrast. Kinds are the colours of Okabe and Ito (k0 to k7), lighter on dark ground.
"""

import re

FONT = "Inter"
KINDS = 8
LEVELS = 5


def _numbered(letter: str, colours: str) -> dict[str, str]:
    return {f"{letter}{number}": colour for number, colour in enumerate(colours.split())}


LIGHT = {
    "ground": "#ffffff",
    "ink": "#1b2430",
    "soft": "#59636e",
    "grid": "#d5dbe1",
    "hatch": "#c3cad2",
    "warn": "#a8410b",
    "blank": "#c3cad2",
    "on": "#10161d",
    "on0": "#ffffff",
    **_numbered("l", "#eaeef2 #93c4ea #4c98d2 #1c68a9 #0b3b6b"),
    **_numbered("o", "#eaeef2 #f3b265 #d9811f #a05308 #5e3000"),
    **_numbered("k", "#0072b2 #e69f00 #009e73 #cc79a7 #56b4e9 #d55e00 #b8a800 #8c959f"),
}
_STORY = {
    "paper": "#ffffff",
    "shade": "#ffffff33",
    **_numbered("t", "#2438c9 #131c3a #6a1fd0 #c2410c #0b6e55 #b3235f #0b6477"),
}
"""The grounds of the cards of a story and what stands on them, the same on light and dark."""
LIGHT |= _STORY
DARK = {
    "ground": "#0d1117",
    "ink": "#e6edf3",
    "soft": "#9da7b3",
    "grid": "#2f3742",
    "hatch": "#39424e",
    "warn": "#f0965a",
    "blank": "#454f5c",
    "on": "#0d1117",
    "on0": "#0d1117",
    **_numbered("l", "#1d242e #16466f #1f70ad #56a5dd #b4dcfa"),
    **_numbered("o", "#1d242e #633c10 #a1621a #e0964a #fbd2a3"),
    **_numbered("k", "#4aa3df #f2b134 #2fc796 #e3a3c8 #9ad4f7 #f0884a #f0e442 #8b949e"),
}
DARK |= _STORY
FORCED = {"ground": "Canvas", "ink": "CanvasText", "soft": "CanvasText", "grid": "GrayText", "hatch": "GrayText"}
"""For people who choose their own colours; marks keep theirs, with an edge."""

_FILLS = ("ground", "ink", "soft", "warn", "blank", "on", "on0", *_STORY)
_LINES = {"grid": "grid", "axis": "soft", "hatch": "hatch", "rule": "ink", "edge": "ground"}
_MARKS = (*(f"l{i}" for i in range(LEVELS)), *(f"o{i}" for i in range(LEVELS)), *(f"k{i}" for i in range(KINDS)))

_RULES = "\n".join(
    [
        f".chart text{{font-family:{FONT},system-ui,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif}}",
        ".chart .strong{font-weight:600}",
        *(f".chart .{name}{{fill:var(--{name})}}" for name in (*_FILLS, *_MARKS)),
        *(f".chart .{name}{{fill:none;stroke:var(--{colour})}}" for name, colour in _LINES.items()),
        *(f".chart .s{i}{{fill:none;stroke:var(--k{i})}}" for i in range(KINDS)),
    ]
)
_VARIABLE = re.compile(r"var\(--(\w+)\)")


def stylesheet() -> str:
    """The CSS of every chart: light, dark where the reader prefers it (or the class says so), or their own colours."""
    fixed = f".chart{{{_variables(LIGHT)}}}"
    dark = _variables(DARK)
    follows = f"@media (prefers-color-scheme:dark){{.chart:not(.light){{{dark}}}}}"
    edges = ",".join(f".chart .{mark}" for mark in _MARKS)
    forced = f".chart.chart.chart{{{_variables(FORCED)}}}{edges}{{stroke:CanvasText;stroke-width:.5}}"
    themes = [fixed, follows, f".chart.dark{{{dark}}}"]
    return "\n".join([*themes, _RULES, f"@media (forced-colors:active){{{forced}}}", ""])


def plain(is_dark: bool) -> str:
    """The same in one set of colours, for renderers that know neither variables nor media queries."""
    colours = DARK if is_dark else LIGHT
    return _VARIABLE.sub(lambda found: colours[found[1]], _RULES)


def _variables(colours: dict[str, str]) -> str:
    return ";".join(f"--{name}:{colour}" for name, colour in colours.items())
