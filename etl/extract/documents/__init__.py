"""Files that are read as a whole before it is known which conversations are in them, each as a Document.

A page, a table (CSV), a database, or one JSON value that is no list of conversations. What a provider makes of one goes
on as a stream of JSON lines (lines.py), and is cut, read and accounted for like any other.
"""

from etl.extract.documents.beginning import begun
from etl.extract.documents.document import Document
from etl.extract.documents.lines import as_lines

__all__ = ["Document", "as_lines", "begun"]
