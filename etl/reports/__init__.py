"""Answers: what queries/ asks of the versioned views, and what the user asks in SQL. Never writes."""

from etl.reports.answer import run
from etl.reports.ask import query
from etl.reports.opening import connect
from etl.reports.pictures import pictures
from etl.reports.questions import catalogue, filters, names
from etl.reports.table import Table

__all__ = ["Table", "catalogue", "connect", "filters", "names", "pictures", "query", "run"]
