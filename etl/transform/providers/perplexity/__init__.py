"""Perplexity's threads, of the account export and as its own API has them: entries of a question and its answer."""

from etl.transform.providers.companion_files import none as companions
from etl.transform.providers.late import late
from etl.transform.providers.logs import nobody as owner
from etl.transform.providers.perplexity.fields import KNOWN, recognises

__all__ = ["KNOWN", "NAME", "VENDOR", "companions", "expected", "flatten", "owner", "recognises"]

NAME = "perplexity"
VENDOR = "perplexity"
flatten, expected = late(__name__)
