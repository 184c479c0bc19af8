"""The report as one HTML file: every chart and every report, no script, nothing fetched from anywhere."""

from etl.reporting.html.document import html, write

__all__ = ["html", "write"]
