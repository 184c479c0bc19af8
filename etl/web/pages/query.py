"""Query: one read-only statement, its answer as a table and as CSV."""

from dataclasses import dataclass
from typing import Any

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from etl.errors import QueryError
from etl.reporting.formats.serialize import csv_line
from etl.reporting.formats.values import shown
from etl.web.rendering import page
from etl.web.services import desk, services

_SHOWN = 1_000


@dataclass(frozen=True, slots=True)
class Example:
    """A question to begin with, and the SQL that answers it."""

    question: str
    sql: str


_EXAMPLES = (
    Example("What did I use, month by month?", "from v1.monthly_usage order by month desc limit 24"),
    Example(
        "Which models answered most?",
        "select model, answers, billed_out, share from v1.model_usage order by answers desc",
    ),
    Example(
        "Which chats were the longest?",
        "select title, messages, first_day from v1.conversations order by messages desc limit 20",
    ),
    Example(
        "Which would have cost most on the API?",
        "select title, usd, requests from v1.conversation_costs order by usd desc nulls last limit 20",
    ),
    Example(
        "Which tools were called?",
        "select tool_name, count(*) as calls from v1.tool_calls group by all order by calls desc",
    ),
    Example(
        "When did I ask about something?",
        "select created_at, title, snippet from search('night train') order by created_at desc",
    ),
    Example("In which languages is my code?", "from v1.code_languages order by 4 desc limit 20"),
    Example(
        "Which views are there?",
        "select view_name, comment from duckdb_views() where schema_name = 'v1' order by view_name",
    ),
)


def query(request: Request) -> Response:
    """The page before anything is asked; ``sql`` of the address stands in the box, and is not run."""
    if not desk(request).exists:
        return RedirectResponse("/", 303)
    sql = request.query_params.get("sql", "") or _EXAMPLES[0].sql
    return page(request, "query.html", sql=sql, examples=_EXAMPLES, answer=None, error=None)


async def asked(request: Request) -> Response:
    """The statement's answer, as the page or, with ``form=csv``, as a file."""
    form = await request.form(max_files=0, max_fields=4)
    sql, answer, error = _text(form, "sql"), None, None
    try:
        answer = await services(request).questions.ask(sql)
    except QueryError as refusal:
        error = str(refusal)
    if answer is not None and _text(form, "form") == "csv":
        return _csv(answer)
    told = _told(answer) if answer is not None else None
    status = 200 if error is None else 400
    return page(request, "query.html", status, sql=sql, examples=_EXAMPLES, answer=told, error=error)


def _text(form: FormData, name: str) -> str:
    found = form.get(name, "")
    return found if isinstance(found, str) else ""


def _told(answer: dict[str, Any]) -> dict[str, Any]:
    """An answer with its cells as texts, and which columns hold numbers."""
    found = answer["rows"][:_SHOWN]
    are_numbers = [
        all(isinstance(row[index], int | float) and not isinstance(row[index], bool) for row in found)
        for index in range(len(answer["columns"]))
    ]
    return answer | {"cells": [[shown(value) for value in row] for row in found], "are_numbers": are_numbers}


def _csv(answer: dict[str, Any]) -> Response:
    lines = [csv_line(answer["columns"]), *(csv_line(row) for row in answer["rows"])]
    headers = {"content-disposition": 'attachment; filename="query.csv"'}
    return Response("".join(lines), media_type="text/csv; charset=utf-8", headers=headers)


ROUTES: list[BaseRoute] = [Route("/query", query), Route("/query", asked, methods=["POST"])]
