"""The report as one HTML file: every chart and every report, no script, nothing fetched. Read document.py first."""
