"""The key to a model: shown by nothing, and used at one origin only."""

from etl.categorize.ai.address import Address
from etl.errors import SettingError


class ApiKey:
    """A key bound to the origin it was given for. Its text is in no representation, and it cannot be pickled."""

    __slots__ = ("_text", "origin")

    def __init__(self, text: str, place: Address) -> None:
        """Raises SettingError, without the text, for what cannot be a key."""
        text = text.strip()
        if not text or len(text) > 4096 or any(not "!" <= character <= "~" for character in text):
            raise SettingError("The key is empty or holds characters that no key has; copy it again.")
        self._text = text
        self.origin = place.origin

    def header(self, place: Address) -> str:
        """What proves to the place who asks. Raises SettingError anywhere but at the key's origin."""
        if place.origin != self.origin:
            raise SettingError(f"The key was given for {self.origin}, not for {place.origin}; give the key for that.")
        return f"Bearer {self._text}"

    def is_in(self, text: str) -> bool:
        """Does a text hold the key?"""
        return self._text in text

    def __repr__(self) -> str:
        return f"ApiKey(for {self.origin})"

    def __reduce__(self) -> str:
        raise TypeError("A key stays in the process it was given to.")
