"""LibreChat's export of a conversation: its messages in a list or a tree, each naming its parent."""

from etl.transform.providers.companion_files import none as companions
from etl.transform.providers.late import late
from etl.transform.providers.librechat.fields import KNOWN, recognises
from etl.transform.providers.logs import nobody as owner

__all__ = ["KNOWN", "NAME", "VENDOR", "companions", "expected", "flatten", "owner", "recognises"]

NAME = "librechat"
VENDOR = "local"
flatten, expected = late(__name__)
