"""Byte stream -> blocks of whole conversations, in bounded memory, knowing no provider.

Nothing is parsed here. The leading keys of the first conversation are learned, and the stream is cut where
they come again behind a closing brace: a pattern that cannot match inside a JSON string, and that read.py
proves by parsing. Where nothing can be learned, ijson finds the conversations instead (plain.py).
"""

from etl.cut.block import Block
from etl.cut.cutter import blocks
from etl.cut.heads import slices
from etl.cut.surrogates import mended
from etl.cut.whole import whole

__all__ = ["Block", "blocks", "mended", "slices", "whole"]
