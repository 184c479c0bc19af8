"""The parts of a content: strings, pictures, recordings, and what nobody knows."""

from collections.abc import Callable, Mapping
from typing import Any

from etl.rows.details import Attachment
from etl.transform.providers.chatgpt.body import Body
from etl.transform.providers.coerce import decimal, items, long, mapping, text

Part = Mapping[str, Any]


def read_parts(parts: object, body: Body) -> None:
    """Read a content's parts into ``body``; its kind becomes image or audio where a part is one."""
    if isinstance(parts, list):
        for part in parts:
            if isinstance(part, dict):
                _read(part, body)
            elif isinstance(part, list):
                body.notes.odd("a part is a list", body.node_id)
                body.keep(part)
            else:
                body.say(part, "parts")
    elif isinstance(parts, dict):
        body.notes.odd("parts is not a list", body.node_id)
        _read(parts, body)
    else:
        body.say(parts, "parts")


def pointed_id(pointer: str | None) -> str | None:
    """The id inside an asset pointer: file-service://file-a1, sediment://file_00ff?shared_id=1; else None."""
    if pointer is None or "://" not in pointer:
        return None
    return pointer.partition("://")[2].partition("?")[0].partition("#")[0] or None


def image(part: Part, body: Body, kind: str, origin: str) -> Attachment:
    """The row of a picture, with what made it where the export tells."""
    metadata = mapping(part.get("metadata"))
    made = mapping(metadata.get("dalle")) or mapping(metadata.get("generation"))
    pointer = text(part.get("asset_pointer"))
    return Attachment(
        body.node_id,
        0,
        "generated_image" if made or metadata.get("dalle_prompt") else kind,
        origin,
        pointer=pointer,
        file_id=pointed_id(pointer),
        mime_type=text(part.get("mime_type")),
        bytes=long(part.get("size_bytes")),
        width=long(part.get("width")),
        height=long(part.get("height")),
        prompt=text(made.get("prompt")) or text(metadata.get("dalle_prompt")),
        generation_id=text(made.get("gen_id")),
        seed=long(made.get("seed")),
        edit_operation=text(made.get("edit_op")),
    )


def _read(part: Part, body: Body) -> None:
    name = text(part.get("content_type")) or "none"
    body.notes.parts[name] += 1
    reader = READERS.get(name)
    if reader is None:
        body.notes.odd("unknown kind of part", body.node_id, name)
        if isinstance(part.get("text"), str):
            body.say(part["text"], "parts.text")
        body.keep(part)
    else:
        reader(part, body)


def _image(part: Part, body: Body) -> None:
    body.kind = "image"
    body.attach(image(part, body, "image", "part"))


def _transcription(part: Part, body: Body) -> None:
    """The words of a recording; they and the recording itself come as two parts, in either order."""
    body.kind = "audio"
    body.say(part.get("text"), "parts.text")
    last = body.attachments[-1] if body.attachments else None
    if last is None or last.kind != "audio" or last.transcript is not None:
        last = Attachment(body.node_id, 0, "audio", "part")
        body.attach(last)
    last.transcript, last.direction = text(part.get("text")), text(part.get("direction"))


def _audio(part: Part, body: Body) -> None:
    body.kind = "audio"
    pointer = text(part.get("asset_pointer"))
    last = body.attachments[-1] if body.attachments else None
    if last is None or last.kind != "audio" or last.pointer is not None:
        last = Attachment(body.node_id, 0, "audio", "part")
        body.attach(last)
    last.pointer, last.file_id, last.bytes = pointer, pointed_id(pointer), long(part.get("size_bytes"))
    sound = text(part.get("format"))
    last.mime_type = f"audio/{sound}" if sound else None
    last.duration_seconds = _duration(mapping(part.get("metadata")))


def _real_time(part: Part, body: Body) -> None:
    """A moment of a voice chat: a recording inside, perhaps with a video and its single pictures."""
    body.kind = "audio"
    inner = part.get("audio_asset_pointer")
    _audio(inner if isinstance(inner, dict) else {"asset_pointer": inner}, body)
    video = part.get("video_container_asset_pointer")
    if video:
        _video(video if isinstance(video, dict) else {"asset_pointer": video}, body)
    for frame in items(part.get("frames_asset_pointers")):
        body.attach(image(frame if isinstance(frame, dict) else {"asset_pointer": frame}, body, "image", "frame"))


def _video(part: Part, body: Body) -> None:
    pointer = text(part.get("asset_pointer"))
    row = Attachment(body.node_id, 0, "video", "part", pointer=pointer, file_id=pointed_id(pointer))
    row.bytes, row.width, row.height = (
        long(part.get("size_bytes")),
        long(part.get("width")),
        long(part.get("height")),
    )
    row.duration_seconds = _duration(mapping(part.get("metadata")))
    body.attach(row)


def _duration(metadata: Mapping[str, Any]) -> float | None:
    """Seconds between a recording's start and end."""
    for first, last in (("start", "end"), ("start_timestamp", "end_timestamp")):
        start, end = decimal(metadata.get(first)), decimal(metadata.get(last))
        if start is not None and end is not None and end >= start:
            return end - start
    return None


READERS: Mapping[str, Callable[[Part, Body], None]] = {
    "image_asset_pointer": _image,
    "audio_transcription": _transcription,
    "audio_asset_pointer": _audio,
    "real_time_user_audio_video_asset_pointer": _real_time,
    "video_asset_pointer": _video,
    "video_container_asset_pointer": _video,
}
"""How each known kind of part is read."""
