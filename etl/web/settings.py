"""How a server of ours is set up."""

import secrets
from dataclasses import dataclass, field
from pathlib import Path

GIGABYTE = 1024**3


@dataclass(frozen=True, slots=True)
class Settings:
    """What one run of the server is: a database, a place to listen at, and a token that lives as long as the run.

    ``watched`` are folders of logs that are loaded, and again whenever something changes there, at most once in
    ``watch_seconds``. ``upload_bytes`` bounds one upload, all its files together; ``sql_seconds`` one statement of the
    query page.
    """

    database: Path
    port: int
    host: str = "127.0.0.1"
    token: str = field(default_factory=lambda: secrets.token_urlsafe(32), repr=False)
    watched: tuple[Path, ...] = ()
    watch_seconds: float = 10.0
    upload_bytes: int = 20 * GIGABYTE
    upload_files: int = 64
    sql_seconds: float = 5.0
    api_rate: float = 10.0
    api_burst: int = 40
    key_seconds: float = 600.0

    @property
    def cookie(self) -> str:
        """The cookie's name: cookies are the same for all ports, so the port is part of it."""
        return f"etl_{self.port}"

    @property
    def hosts(self) -> frozenset[str]:
        """What the Host header may say."""
        names = {"127.0.0.1", "localhost", "[::1]", f"[{self.host}]" if ":" in self.host else self.host}
        return frozenset(f"{name}:{self.port}" for name in names)

    @property
    def address(self) -> str:
        """Where the server is found."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"http://{host}:{self.port}"

    @property
    def entrance(self) -> str:
        """The address to open first: who has it may do everything."""
        return f"{self.address}/?token={self.token}"
