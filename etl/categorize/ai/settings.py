"""What an AI categorisation is asked to do, checked."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from etl.categorize.ai.address import Address, address
from etl.errors import SettingError
from etl.state.file import save, settings

DEFAULTS = {"ai_model": "gpt-6-luna", "ai_base_url": "https://api.openai.com/v1"}
"""What stands where neither an option, nor a variable (ETL_AI_MODEL), nor a setting of the user's says anything."""

_WHOLE = {"batch_size": (5, 100), "max_concurrency": (1, 8), "characters": (0, 4000)}


@dataclass(frozen=True, slots=True)
class Setup:
    """Checked on making: raises SettingError that names the field.

    ``characters`` of the user's first message are sent beside the title; ``max_usd`` stops the spending.
    """

    categories: tuple[str, ...]
    base_url: str = DEFAULTS["ai_base_url"]
    model: str = DEFAULTS["ai_model"]
    batch_size: int = 25
    max_concurrency: int = 4
    titles_only: bool = False
    characters: int = 300
    redact: bool = True
    max_usd: Decimal | None = None

    def __post_init__(self) -> None:
        for name, (least, most) in _WHOLE.items():
            value = getattr(self, name)
            if type(value) is not int or not least <= value <= most:
                raise SettingError(f"{name} is a whole number from {least} to {most}; give one.")
        if self.max_usd is not None and not (self.max_usd.is_finite() and self.max_usd > 0):
            raise SettingError("max_usd is an amount of US dollars above zero, like 0.50; give one.")
        if not self.model.strip() or len(self.model) > 200 or not self.model.isprintable():
            raise SettingError("model is the name of a model as its server knows it; give one.")
        if len(set(self.categories)) < 2 or "" in self.categories:
            raise SettingError("categories are at least two names; add one: etl categorize add NAME")
        address(self.base_url)

    @property
    def place(self) -> Address:
        """The base URL, taken apart."""
        return address(self.base_url)


def configured(database: Path, stated: Mapping[str, str | None]) -> dict[str, str]:
    """``model`` and ``base_url``: as stated, else of the environment, else of the settings, else the default."""
    kept = settings(database)
    return {
        name.removeprefix("ai_"): stated.get(name.removeprefix("ai_"))
        or os.environ.get(f"ETL_{name.upper()}")
        or kept.get(name)
        or default
        for name, default in DEFAULTS.items()
    }


def configure(database: Path, stated: Mapping[str, str | None]) -> None:
    """Remember ``model`` and ``base_url``, as far as they are stated. Raises SettingError for what cannot be used."""
    wanted = {name: value for name, value in stated.items() if value}
    Setup(("one", "another"), **wanted)  # type: ignore[arg-type]
    for name, value in wanted.items():
        save(database, f"ai_{name}", value)
