"""The activity of an account -> its cells: what was asked, what was answered, when, in which conversation."""

import re
from collections.abc import Iterator, Mapping, Sequence
from html import unescape
from typing import Any, NamedTuple

from etl.rows.types import Micros
from etl.transform.providers.coerce import items, mapping, micros, text
from etl.transform.providers.gemini.times import is_time, read_time
from etl.transform.providers.page_text import linked, plain

_PRODUCT = re.compile(r"gemini|bard", re.IGNORECASE)
_LINK = re.compile(r"gemini\.google\.com/(?:u/\d+/)?app/(?:c/)?([\w-]+)")
_CELL = re.compile(r'<div class="outer-cell\b')
_PART = re.compile(r'<div class="(?P<kind>[^"]*\b(?:header-cell|content-cell)\b[^"]*)">')
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_FILE = re.compile(r'<a href="(?!https?:)([^"]*+)"[^>]*+>([^<]*+)</a>')
_COUNT = re.compile(r"(?:Attached \d+ files?|(?<!\d)\d++ attachments?)\.?\s*+\Z")
_NUMBER = re.compile(r"\d+")
_LONGEST_COUNT = 4
"""Words of a line that counts files, its number among them."""

_FILES = re.compile(
    r"attach|file|datei|anh[aä]ng|fichier|jointe|archivo|adjunt|arquivo|anex|allegat|bestand|bijlage|plik|załącz|soubor"
    r"|příloh|súbor|fájl|mellékl|fişier|ataș|файл|вложен|прикр|вкладен|αρχεί|συνημμ|datotek|prilo|bilag|fil\b|filer|liite"
    r"|tiedosto|dosya|berkas|lampir|tệp|ไฟล์|ملف|קבצ|קובץ|फ़ाइल|ファイル|添付|文件|附件|檔案|파일|첨부",
    re.IGNORECASE,
)
_ASKED = (
    *("Prompted with: ", "Prompted ", "Asked Gemini: ", "Asked Bard: ", "Asked ", "Said ", "Branched ", "Answered "),
    *("Eingegebener Prompt: ", "Fez uma pergunta: ", "Preguntó: ", "Υποβλήθηκε το ερώτημα ", "Poslali ste poziv: "),
)
_NOT_ASKED = (
    *("Created ", "Used ", "Added ", "Gave ", "Selected ", "Shared ", "Deleted ", "Cleared ", "Viewed ", "Removed "),
    *("Turned ", "Changed ", "Updated ", "Visited ", "Paused ", "Enabled ", "Disabled "),
)


NO_TIME, UNKNOWN = "a cell without a time", "a cell of an unknown kind"
"""Why a cell says nothing that can be kept; of others that are no message none is given."""


class Cell(NamedTuple):
    """``asked`` is what a person said; of a document beside the chat it is its title, and ``is_document``.

    ``files`` are what was sent, each its name and its place in the export; ``links`` are the answer's addresses with
    their words, ``pictures`` the places of those in it. ``is_mixed``: the answer stands in what was asked, and cannot
    be told from it.
    """

    at: Micros | None
    told_time: str
    chat: str | None
    asked: str
    answer: str
    files: list[tuple[str, str]]
    links: Sequence[tuple[str, str]] = ()
    pictures: Sequence[str] = ()
    is_document: bool = False
    is_mixed: bool = False


def of_page(page: str) -> Iterator[Cell | str]:
    """The cells of a page, in their order; of one that cannot be read, or says nothing, the reason instead."""
    for piece in _CELL.split(page)[1:]:
        starts = [*_PART.finditer(piece)]
        ends = [*(one.start() for one in starts[1:]), len(piece)]
        parts = [(one["kind"], piece[one.end() : end]) for one, end in zip(starts, ends, strict=False)]
        title = next((held for kind, held in parts if "header-cell" in kind), "")
        link = _LINK.search(piece)
        if link is None and not _PRODUCT.search(plain(title)):
            continue
        bodies = [held for kind, held in parts if "content-cell" in kind and "text-right" not in kind]
        yield _of_cell(bodies[0] if bodies else "", title, link[1] if link else None)


def of_records(records: Any) -> Iterator[Cell | str]:
    """The same of the records of a JSON file."""
    for record in map(mapping, items(records)):
        if is_record(record):
            yield _of_record(record)


def is_record(record: Mapping[str, Any]) -> bool:
    """Is this a record of Gemini's activity?"""
    products = [record.get("header"), *items(record.get("products"))]
    is_ours = any(isinstance(one, str) and _PRODUCT.search(one) for one in products)
    return is_ours and isinstance(record.get("title"), str) and "time" in record


def _of_cell(body: str, title: str, chat: str | None) -> Cell | str:
    lines = _BREAK.split(body)
    border = next((place for place, line in enumerate(lines) if is_time(plain(line))), None)
    if border is None:
        times = [line for line in plain(title).split("\n") if is_time(line)]
        words = plain(body)
        if not times or not words:
            return NO_TIME
        return Cell(read_time(times[0]), times[0], chat, words, "", [], is_mixed=True)
    before, told = lines[:border], plain(lines[border])
    below = "<br>".join(lines[border + 1 :])
    answer, (links, pictures) = plain(below), linked(below)
    files = [(unescape(name), unescape(place)) for line in before for place, name in _FILE.findall(line)]
    label, space, asked = _unmarked(_without_files(before)).partition("\xa0")
    if not space:
        return _judged(Cell(read_time(told), told, chat, label, answer, files, links, pictures))
    is_asked = bool(answer or pictures) or label.rstrip().endswith(":") or chat is not None
    cell = Cell(read_time(told), told, chat, asked.strip(), answer, files, links, pictures)
    if not is_asked:
        return "no message"
    return cell._replace(is_document=chat is None and label.startswith("Created"))


def _without_files(lines: list[str]) -> str:
    """The lines without those that name files, and without the number of them that stands above, or behind a word."""
    kept = [line for line in lines if not _FILE.search(line)]
    above = next((place for place, line in enumerate(lines) if _FILE.search(line)), 0) - 1
    if above >= 0:
        kept[above] = _uncounted(kept[above])
        if above and _is_count(plain(kept[above]), sum(len(_FILE.findall(line)) for line in lines)):
            kept[above] = ""
    return "<br>".join(kept)


def _is_count(line: str, files: int) -> bool:
    """Does a line say nothing but how many files there are, in one of the languages that we know?"""
    return _NUMBER.findall(line) == [str(files)] and len(line.split()) <= _LONGEST_COUNT and bool(_FILES.search(line))


def _unmarked(html: str) -> str:
    """The text with its no-break spaces, which are what stands between the label and the words."""
    marked = html.replace("&nbsp;", "\xa0").replace("&#160;", "\xa0")
    return plain(marked.replace("\xa0", "\ue000")).replace("\ue000", "\xa0")


def _of_record(record: Mapping[str, Any]) -> Cell | str:
    held = record.get("safeHtmlItem")
    html = "<br>".join(one for part in items(held) or [held] if isinstance(one := mapping(part).get("html"), str))
    told = text(record.get("time")) or ""
    link = _LINK.search(text(record.get("titleUrl")) or "")
    asked, (links, pictures) = _uncounted(record["title"]), linked(html)
    cell = Cell(micros(told), told, link[1] if link else None, asked, plain(html), _files(record), links, pictures)
    asked, answered = _beside(record)
    return cell._replace(asked=asked, answer=cell.answer or answered) if asked else _judged(cell)


def _files(record: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What a person sent, each its name and its place; subtitles are a line that counts them, then a line each."""
    sent = [mapping(one) for one in items(record.get("subtitles"))]
    pairs = [((text(one.get("name")) or "").lstrip("- \xa0"), text(one.get("url")) or "") for one in sent]
    pairs = [(name, place) for name, place in pairs if place and not place.startswith(("http:", "https:"))]
    some = [*items(record.get("attachedFiles")), record.get("imageFile"), *items(record.get("audioFiles"))]
    pairs += [(name, name) for one in some if (name := text(one) or text(mapping(one).get("name")))]
    places: dict[str, str] = {}
    for name, place in pairs:
        places.setdefault(place, name)
    return [(name or place, place) for place, name in places.items()]


def _beside(record: Mapping[str, Any]) -> tuple[str, str]:
    """What was asked and answered where that stands in details, as some say of older exports; empty elsewhere."""
    details = {text(one.get("name")): one.get("value") for one in map(mapping, items(record.get("details")))}
    told = [mapping(mapping(one).get("userInteraction")) for one in items(record.get("userInteractions"))]
    pairs = [
        (details.get("Request"), details.get("Response")),
        *((one.get("request"), one.get("response")) for one in told),
    ]
    asked, answered = ("\n".join(one for one in some if isinstance(one, str)) for some in zip(*pairs, strict=True))
    return asked, answered


def _uncounted(asked: str) -> str:
    """What was asked without the number of files that the page puts behind it."""
    count = _COUNT.search(asked)
    return asked[: count.start()].rstrip() if count else asked


def _judged(cell: Cell) -> Cell | str:
    """What the words before a prompt say of it; with an answer it is one, or a text of the model's by itself."""
    title = cell.asked.replace("\xa0", " ")
    asked = next((title.removeprefix(verb) for verb in _ASKED if title.startswith(verb)), None)
    if asked is not None:
        return cell._replace(asked=_uncounted(asked).strip())
    if title.startswith(_NOT_ASKED):
        return cell._replace(is_document=True) if cell.answer or cell.pictures else "no message"
    return cell if cell.answer or cell.pictures else UNKNOWN
