"""Count: rows -> the same rows with tokens, context, code blocks and text statistics. Knows no database."""

from collections.abc import Sequence

from etl.rows.conversation import Flat
from etl.rows.details import MessageTokens
from etl.rows.types import Assumption
from etl.transform.count.claude import claude_basis, claude_encodings, count_claude
from etl.transform.count.contexts import add_contexts
from etl.transform.count.encodings import choose_encodings
from etl.transform.count.fences import code_blocks, may_hold_fence
from etl.transform.count.statistics import add_statistics
from etl.transform.count.tokens import count_tokens, foresee, prepare
from etl.transform.count.vocabularies import verify_vocabularies

__all__ = ["count", "foresee", "prepare", "verify_vocabularies"]

EXACT = "counted_tiktoken"
"""The ``token_basis`` of encodings that are published."""


def count(flats: Sequence[Flat], assumed: Sequence[Assumption] = ()) -> None:
    """Fill in place what follows from the text of flattened conversations.

    Every message gets its encoding (with its basis), tokens (with theirs), words, statistics and code blocks, and
    the tokens and number of the messages above it that a model would be sent again (``context_tokens``,
    ``context_messages``). ``assumed`` says which model wrote the answers that name none. Where a conversation
    changed encoding on its way, its messages are counted in each, so that every context is in one encoding; the
    further counts become MessageTokens rows.
    """
    encodings = [choose_encodings(flat, assumed) for flat in flats]
    for name in {name for names in encodings for name in names}:
        _count_in(name, [flat for flat, names in zip(flats, encodings, strict=True) if name in names])
    for flat, names in zip(flats, encodings, strict=True):
        add_contexts(flat, names)
        for message in flat.messages:
            add_statistics(message)
            if may_hold_fence(message.text):
                flat.details.extend(code_blocks(message))


def _count_in(name: str, flats: Sequence[Flat]) -> None:
    """Count every message of the conversations in one encoding; other encodings' messages get a row of their own."""
    is_claude = name in claude_encodings()
    basis = claude_basis(name) if is_claude else EXACT
    messages = [(flat, message) for flat in flats for message in flat.messages if message.text]
    counts = (count_claude if is_claude else count_tokens)([message.text for _, message in messages], name)
    for (flat, message), tokens in zip(messages, counts, strict=True):
        if message.encoding == name:
            message.tokens = tokens
            message.token_basis = None if tokens is None else basis
        elif tokens is not None:
            flat.details.append(MessageTokens(message.node_id, name, tokens))
    for flat in flats:
        for message in flat.messages:
            if not message.text and message.encoding == name:
                message.tokens, message.token_basis = 0, basis
