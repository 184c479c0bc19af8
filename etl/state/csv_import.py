"""A file of the user's with prices or rules, of the same form as those in sql/seeds."""

import csv
from pathlib import Path

from etl.errors import SettingError
from etl.files import refuse_special
from etl.state import prices, rules
from etl.state.overrides import Row, columns, put


def add_sheet(database: Path, path: Path) -> prices.Added:
    """Keep every row of a CSV file, all or none; its header tells prices from rules.

    Raises SettingError naming the file and the line for a row that cannot be kept.
    """
    header, rows = _read(path)
    table = _table(path, header)
    checked: list[Row] = []
    for line, row in rows:
        try:
            checked.append(
                prices.checked_price(row) if table == prices.TABLE else rules.checked_rule(database, row),
            )
        except SettingError as error:
            raise SettingError(f"{path.name}, line {line}: {error}") from error
    if table == prices.TABLE:
        return prices.add_prices(database, checked)
    put(database, table, checked)
    return prices.Added(f"{len(checked):,} rule{'s' if len(checked) != 1 else ''}", "")


def _read(path: Path) -> tuple[list[str], list[tuple[int, Row]]]:
    """The header of a CSV file, and its rows with the numbers of their lines."""
    refuse_special(path, "save what comes out of it as a file, and give that")
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, strict=True)
            rows: list[tuple[int, Row]] = []
            for row in reader:
                if None in row or None in row.values():
                    raise SettingError(f"{path.name}, line {reader.line_num}: it has not as many values as the header.")
                rows.append((reader.line_num, row))
            header = list(reader.fieldnames or ())
    except OSError as error:
        raise SettingError(f"{path} cannot be read ({error.strerror}); give the name of a CSV file.") from error
    except (UnicodeDecodeError, csv.Error) as error:
        raise SettingError(f"{path.name} is no CSV file in UTF-8; save it as one.") from error
    if not rows:
        raise SettingError(f"{path.name} holds no rows; it needs a header, and a row a price or rule.")
    return header, rows


def _table(path: Path, header: list[str]) -> str:
    """Whose header it is. A column may be left out where it may be empty, but none may be unknown."""
    for table, mark in ((prices.TABLE, "input"), (rules.TABLE, "slug")):
        if mark in header and set(header) <= set(columns(table)):
            return table
    raise SettingError(
        f"The header of {path.name} is neither that of prices ({','.join(columns(prices.TABLE))}) "
        f"nor that of rules ({','.join(columns(rules.TABLE))})."
    )
