"""One message in Markdown: what was said as it was written, what was done to get there folded away."""

import re
from collections.abc import Iterator

from etl.export.conversation import Attachment, Document, Message
from etl.export.markdown.citations import linked, placed, sources
from etl.export.markdown.escaping import fenced, line, link, prose, summary
from etl.export.markdown.typed import typed

NO_TEXT = "*(The text was not loaded.)*"
_JSON = ("{", "[")
_LONGEST_RECAP = 200
_TAG = re.compile(r"<antArtifact\b([^>]{0,1000})>")
"""What begins a document that is written within a message's text (Claude, 2024)."""
_END_TAG = "</antArtifact>"
_TITLE = re.compile(r'\btitle="([^"]*)"')


def body(message: Message) -> Iterator[str]:
    """The paragraphs of a message: its text, its files, its sources."""
    yield from _said(message)
    yield from _files([] if _is_pasted(message) else message.attachments)
    if message.citations:
        listed = list(sources(message.citations))
        if listed:
            yield "Sources:\n\n" + "\n".join(listed)


def folded(title: str, content: str) -> str:
    """Something to open."""
    return f"<details>\n<summary>{summary(title)}</summary>\n\n{content}\n\n</details>"


def is_call(message: Message) -> bool:
    """Whether a message is addressed to a tool."""
    return message.role == "assistant" and message.recipient not in (None, "", "all", "user")


def _said(message: Message) -> Iterator[str]:
    text = message.text
    if text is None:
        yield NO_TEXT
    elif is_call(message):
        yield from _call(message, text)
    elif message.role == "tool" or message.kind in ("tool_output", "browsing", "webpage"):
        yield from _result(message, text)
    elif message.kind == "thoughts":
        yield folded("Thoughts", _quoted(message, text))
    elif message.kind == "recap" and len(text) <= _LONGEST_RECAP:
        yield f"*{line(text)}*"
    elif message.kind == "quote":
        yield folded(_pasted(message), fenced(text))
    elif message.kind == "code":
        yield fenced(text, _language(message, text))
    elif message.kind == "error":
        yield f"> **Error:** {line(text)}"
    elif text.strip():
        yield _quoted(message, text)
    yield from _rest(message)


def _is_pasted(message: Message) -> bool:
    """Whether it is the text of a file that was put into the chat."""
    return message.kind == "quote" and message.role != "tool" and len(message.attachments) == 1


def _pasted(message: Message) -> str:
    name = message.attachments[0].file_name if _is_pasted(message) else message.source_title
    return f"Attached text: {name}" if name else "Attached text"


def _quoted(message: Message, text: str) -> str:
    """The text with links for its citations, documents that are written within it folded away; a person's as typed."""
    if message.role == "user":
        return typed(text)
    parts = []
    for said, head, document in _apart(placed(text, message.citations)):
        parts.append(linked(prose(said, with_formulas=message.role == "assistant"), message.citations))
        if head is not None:
            parts.append(folded(f"Document: {head}" if head else "Document", fenced(document)))
    return "\n\n".join(filter(None, parts))


def _apart(text: str) -> Iterator[tuple[str, str | None, str]]:
    """(what stands before a document, its title, the document); the last with no title and no document."""
    done = 0
    while (tag := _TAG.search(text, done)) is not None:
        end = text.find(_END_TAG, tag.end())
        end = len(text) if end < 0 else end
        title = _TITLE.search(tag[1])
        yield text[done : tag.start()], title[1] if title else "", text[tag.end() : end].strip("\n")
        done = min(end + len(_END_TAG), len(text))
    yield text[done:], None, ""


def _call(message: Message, text: str) -> Iterator[str]:
    title = f"Tool: {message.recipient}"
    written = [document for document in message.documents if document.content]
    if written:
        yield folded(title, "\n\n".join(map(_document, written)))
    elif text.strip():
        yield folded(title, fenced(text, _language(message, text)))
    else:
        yield f"*{line(title)}*"


def _document(document: Document) -> str:
    kind = document.document_type or ""
    content = document.content or ""
    info = "json" if content.startswith(_JSON) else kind.rpartition("/")[2].removeprefix("vnd.ant.")
    head = f"{document.action.capitalize()}: {document.title}" if document.title else document.action.capitalize()
    return f"{line(head)}\n\n{fenced(content, info if '/' in kind or info == 'json' else None)}"


def _result(message: Message, text: str) -> Iterator[str]:
    name = message.author_name or "tool"
    title = f"Result of {name}" if message.kind != "error" else f"Error of {name}"
    where = link(message.source_title or message.source_url, message.source_url) if message.source_url else ""
    content = fenced(text, "json" if text.startswith(_JSON) else None) if text.strip() else ""
    if where or content:
        yield folded(title, "\n\n".join(filter(None, (where, content))))


def _rest(message: Message) -> Iterator[str]:
    """What of the content is not text."""
    if message.raw_content:
        yield folded(f"Content of an unknown type ({message.kind})", fenced(message.raw_content, "json"))


def _files(attachments: list[Attachment]) -> Iterator[str]:
    if attachments:
        yield "\n".join(f"- {_file(attachment)}" for attachment in attachments)


def _file(attachment: Attachment) -> str:
    kind = attachment.kind.replace("_", " ").capitalize()
    name = attachment.file_name or attachment.file_id or attachment.pointer
    return f"{kind}: {line(name)}" if name else kind


def _language(message: Message, text: str) -> str | None:
    if message.language and message.language != "unknown":
        return message.language
    if text.lstrip().startswith(_JSON):
        return "json"
    return message.recipient if message.recipient == "python" else None
