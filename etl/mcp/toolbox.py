"""The tools: what each is for, what it takes, and what it answers. None of them changes anything."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import duckdb

from etl.errors import DatabaseError, EtlError, QueryError
from etl.mcp import chats, figures, statement
from etl.mcp.arguments import Choice, Day, Number, Parameter, Text, settled
from etl.mcp.quoting import Answer, Settings, written
from etl.reporting.controls import on_one_line, visible
from etl.warehouse.access import damage
from etl.warehouse.memory import is_out_of_memory, ran_out

_SINCE, _UNTIL = Day("since", "First local day, as 2025-01-31."), Day("until", "Last local day.")
_GRAMMAR = (
    'Words that must all be there; "a phrase"; -without; beginning*; OR; filters model: provider: project: category: '
    "role: since:2025 until: in:title has:code|image|file|tool|link is:done|open; sort:newest."
)
_LONGEST_STATEMENT = 20_000


@dataclass(frozen=True, slots=True)
class Tool:
    """A tool: ``ask`` takes the settings and its arguments, in their order."""

    name: str
    about: str
    parameters: tuple[Parameter, ...]
    ask: Callable[..., Answer]


def tools(settings: Settings) -> dict[str, Tool]:
    """The tools that there are, by name: where no text may be told, those of figures alone."""
    by_usage = Choice("by", "What a row is of.", figures.told(figures.USAGE, settings.has_text), default="month")
    by_cost = Choice("by", "What a row is of.", figures.told(figures.COST, settings.has_text), default="month")
    told = (
        Tool("overview", "The whole history on one page: totals, records, cost.", (), figures.overview),
        Tool("usage", "How much was chatted, with which models.", (by_usage, _SINCE, _UNTIL), figures.usage),
        Tool("cost", "What it would have cost on the API (US dollars).", (by_cost, _SINCE, _UNTIL), figures.cost),
    )
    return {tool.name: tool for tool in (*told, *(_OF_TEXT if settings.has_text else ()))}


def answered(settings: Settings, name: str, sent: Mapping[str, object]) -> str:
    """What a tool answers, as text. Raises EtlError with a sentence, whatever was sent and whatever goes wrong."""
    known = tools(settings)
    if name not in known:
        raise QueryError(f"There is no such tool; there are: {', '.join(known)}.")
    values = settled(known[name].parameters, sent)
    return guarded(settings, lambda: written(known[name].ask(settings, *values.values())))


def guarded(settings: Settings, find: Callable[[], str]) -> str:
    """What ``find`` gives. Raises EtlError with a sentence of ours: in one of a library's, values of rows may stand."""
    try:
        return find()
    except EtlError as error:
        if told := damage(settings.database, error):
            raise DatabaseError(told) from None
        raise type(error)(visible(on_one_line(settings.hide(str(error))))) from None
    except Exception as error:
        raise DatabaseError(_sentence(settings, error)) from None


def _sentence(settings: Settings, error: Exception) -> str:
    if is_out_of_memory(error):
        return ran_out()
    if told := damage(settings.database, error):
        return told
    what = "The database cannot answer this" if isinstance(error, duckdb.Error) else "This went wrong inside etl"
    return f"{what} ({type(error).__name__}); ask otherwise, or see: etl doctor"


_OF_TEXT = (
    Tool(
        "search",
        "Find old chats by what is said in them, best first, with their ids.",
        (
            Text("question", _GRAMMAR, 1_000),
            Number("limit", "Chats in the answer.", 1, 25, default=10),
            Number("offset", "Chats to pass over.", 0, 10_000, default=0),
        ),
        chats.search,
    ),
    Tool(
        "conversation",
        "Read a chat: some of its messages, in order.",
        (
            Text("id", "The id of a chat, as search tells it; or PROVIDER/ACCOUNT/ID, or its address.", 1_000),
            Number("from", "The first message, counted from 1.", 1, 1_000_000, default=1),
            Number("messages", "How many messages; 1 tells more of a long one.", 1, 50, default=10),
            Text("branch", "A node: the path through it, instead of the one that is shown.", 1_000, is_needed=False),
        ),
        chats.conversation,
    ),
    Tool(
        "sql",
        "Ask in SQL (DuckDB), reading only. The views are v1.*: see the resource chatlake://views, or ask "
        "select view_name, comment from duckdb_views() where schema_name = 'v1'. What the tool search finds is a "
        "table too: from search('night train').",
        (
            Text("statement", "One select.", _LONGEST_STATEMENT),
            Number("limit", "Rows in the answer.", 1, 200, default=50),
        ),
        statement.sql,
    ),
)
