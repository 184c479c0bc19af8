"""ChatGPT's export, 2023 to the slim form of 2026. The only place that knows its shape."""

from etl.transform.providers.chatgpt.companion_files import companions
from etl.transform.providers.chatgpt.conversation import flatten
from etl.transform.providers.chatgpt.expectation import expected
from etl.transform.providers.chatgpt.fields import KNOWN, owner, recognises

__all__ = ["KNOWN", "NAME", "VENDOR", "companions", "expected", "flatten", "owner", "recognises"]

NAME = "chatgpt"
VENDOR = "openai"
