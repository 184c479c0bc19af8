"""Answers: what queries/ asks of the versioned views, and what the user asks in SQL. Never writes."""

from etl.reporting.reports.catalogue import catalogue, filters, names
from etl.reporting.reports.connection import connect
from etl.reporting.reports.pictures import pictures
from etl.reporting.reports.run import run
from etl.reporting.reports.sql import query
from etl.reporting.reports.table import Table

__all__ = ["Table", "catalogue", "connect", "filters", "names", "pictures", "query", "run"]
