"""GitHub Copilot's sessions on the command line: an event a line, what was used at the end of each run."""

from etl.transform.providers.companion_files import none as companions
from etl.transform.providers.copilot_cli.fields import KNOWN, recognises, recognises_row
from etl.transform.providers.late import late
from etl.transform.providers.logs import nobody as owner

__all__ = ["KNOWN", "NAME", "VENDOR", "companions", "expected", "flatten", "owner", "recognises", "recognises_row"]

NAME = "copilot_cli"
VENDOR = "microsoft"
flatten, expected = late(__name__)
