"""Answers from the versioned views: reports, formats, charts, the HTML report, the notebook."""
