"""Getting data out: conversations as pages or lines, and views as files. Reads the versioned views only."""

from etl.export.chats import Watch, one_file, pages
from etl.export.choice import Choice, Outcome
from etl.export.views import FORMS, names, view
from etl.redact import described

__all__ = ["FORMS", "Choice", "Outcome", "Watch", "described", "names", "one_file", "pages", "view"]
