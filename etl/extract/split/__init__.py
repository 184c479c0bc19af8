"""Byte stream -> blocks of whole conversations, in bounded memory, knowing no provider.

Nothing is parsed here. The leading keys of the first conversation are learned, and the stream is cut where
they come again behind a closing brace: a pattern that cannot match inside a JSON string, and that etl/extract/parse
proves by parsing. Where nothing can be learned, ijson finds the conversations instead (streaming.py).
"""
