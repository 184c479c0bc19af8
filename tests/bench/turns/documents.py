"""Turns with documents: files read by search, texts written in the canvas."""

import json

from tests.bench.chat import Chat, code, multimodal, text
from tests.bench.eras import Json
from tests.bench.turns.media import pointer


def upload(chat: Chat) -> None:
    """The person hands over a file."""
    size = chat.dice.whole(2_000, 900_000)
    name = chat.prose.subject().replace(" ", "-").lower()
    file: Json = {"id": pointer(chat).split("://")[1], "size": size, "name": f"{name}.pdf"}
    file |= {"mime_type": "application/pdf", "file_token_size": size // 40}
    chat.ask(attachments=[file])


def files(chat: Chat) -> None:
    """The file is searched; the answer marks its places."""
    tool = "file_search" if chat.era.is_modern else "myfiles_browser"
    shown = {"content_type": "tether_browsing_display", "result": "", "summary": "", "assets": None}
    chat.result(tool, shown | {"tether_id": None}, weight=0.0, command="spinner", status="running")
    stuff = ["Make sure to cite the passages you use.\n", chat.prose.page(chat.dice.skewed(800, 2500, 15000))]
    places = {"retrieval_file_index": 0, "retrieval_turn_number": 0}
    chat.result(tool, multimodal(stuff), command="context_stuff", **places)
    mark = "【4:0†source】"
    answer = f"{chat.prose.answer(700)} {mark}"
    end = len(answer)
    reference = {
        "matched_text": mark,
        "start_idx": end - len(mark),
        "end_idx": end,
        "type": "file",
        "alt": None,
    }
    file = {"name": "notes.pdf", "id": f"file-{chat.dice.letters(22)}", "source": "my_files", "snippet": ""}
    chat.reply(answer, content_references=[reference | file])


def canvas(chat: Chat) -> None:
    """A document is created, revised, and spoken about."""
    document, title = chat.dice.hexadecimal(32), chat.prose.title()
    body = chat.prose.answer(1500)
    steps: list[tuple[str, Json]] = [("create_textdoc", {"name": title, "type": "document", "content": body})]
    for _ in range(chat.dice.whole(0, 2)):
        change = {"pattern": ".*", "multiple": False, "replacement": chat.prose.answer(800)}
        steps.append(("update_textdoc", {"updates": [change]}))
    if chat.dice.chance(0.2):
        remark = {"pattern": "the", "comment": chat.prose.sentence()}
        steps.append(("comment_textdoc", {"comments": [remark]}))
    for version, (step, arguments) in enumerate(steps, 1):
        tool = f"canmore.{step}"
        chat.call(tool, code(json.dumps(arguments), "json"))
        made: Json = {"textdoc_id": document, "textdoc_type": "document", "version": version, "title": title}
        made |= {"create_source": "model", "from_version": version - 1}
        done = f"Successfully {step.split('_')[0]}d text document with `textdoc_id` '{document}'"
        chat.result(tool, text(done), canvas=made, command=step)
    chat.reply(chat.prose.paragraph(2))
