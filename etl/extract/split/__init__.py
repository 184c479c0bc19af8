"""Byte stream -> blocks of whole conversations, in bounded memory, knowing no provider.

Nothing is parsed here. The leading keys of the first conversation are learned, and the stream is cut where
they come again behind a closing brace: a pattern that cannot match inside a JSON string, and that parse
proves by parsing. Where nothing can be learned, ijson finds the conversations instead (streaming.py).
"""

from etl.extract.split.block import Block
from etl.extract.split.heads import slices
from etl.extract.split.splitter import blocks
from etl.extract.split.surrogates import mended
from etl.extract.split.whole import whole

__all__ = ["Block", "blocks", "mended", "slices", "whole"]
