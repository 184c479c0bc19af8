"""The report as one HTML file: every chart and every report, no script, nothing fetched from anywhere."""

from etl.page.document import html, write

__all__ = ["html", "write"]
