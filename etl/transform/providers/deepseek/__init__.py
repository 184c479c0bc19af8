"""DeepSeek's export, 2025 on: a mapping of nodes, as ChatGPT's, with messages made of fragments."""

from etl.transform.providers.deepseek.companions import companions
from etl.transform.providers.deepseek.expected import expected
from etl.transform.providers.deepseek.flatten import KNOWN, flatten
from etl.transform.providers.deepseek.recognise import owner, recognises

__all__ = ["KNOWN", "NAME", "VENDOR", "companions", "expected", "flatten", "owner", "recognises"]

NAME = "deepseek"
VENDOR = "deepseek"
