"""How asking a model can fail. No failure holds a word of a chat, of a server's message, or of the key."""


class BatchError(Exception):
    """This batch was not answered; a smaller one may be. The server may have worked on it, and may want its price."""


class RefusedError(BatchError):
    """The server did no work on the batch."""


class LostError(BatchError):
    """The connection broke; the same batch may be asked again."""


class UnreachableError(LostError):
    """Nobody answers there at all."""


class UnsupportedError(Exception):
    """The server names a parameter that it does not know."""

    def __init__(self, parameter: str) -> None:
        super().__init__(parameter)
        self.parameter = parameter


class HaltError(Exception):
    """No further request has a meaning; the text is a sentence for the user."""


class CancelError(Exception):
    """The user wants no more."""
