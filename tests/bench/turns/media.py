"""Turns with pictures and sound: images made, images shown, voice."""

import json

from tests.bench.chat import Chat, code, multimodal, text
from tests.bench.eras import Json


def picture(chat: Chat) -> None:
    """An image is made: one tool message of DALL·E's time, two of later times."""
    prompt = chat.prose.picture()
    if not chat.era.is_modern:
        chat.call("dalle.text2im", code(json.dumps({"size": "1024x1024", "n": 1, "prompt": prompt}), "json"))
        dalle: Json = {"gen_id": chat.dice.letters(16), "prompt": prompt, "seed": chat.dice.bits(32)}
        dalle |= {"parent_gen_id": None, "edit_op": None, "serialization_title": "DALL-E image"}
        chat.result("dalle.text2im", multimodal([image(chat, {"dalle": dalle})]), image_gen_title=None)
        chat.reply(chat.prose.paragraph(1))
        return
    tool = chat.dice.pick(("image_gen.text2im", "t2uay3k.sj1i4kz"))
    chat.call(tool, code(json.dumps({"prompt": prompt, "size": "1024x1536", "n": 1}), "json"))
    title = chat.prose.title()
    made = multimodal([image(chat, _generation(chat), 1024, 1536)])
    chat.result(tool, made, image_gen_title=title)
    told = text(f"Image made from: {prompt}")
    chat.result(tool, told, is_visually_hidden_from_conversation=True, image_gen_title=title)
    chat.reply("" if chat.dice.chance(0.5) else chat.prose.paragraph(1))


def show(chat: Chat) -> None:
    """The person asks about a photograph."""
    part = image(chat, {}, chat.dice.whole(600, 4000), chat.dice.whole(600, 4000))
    pointer = part["asset_pointer"].split("://")[1]
    file: Json = {"id": pointer, "size": part["size_bytes"], "name": f"photo-{chat.dice.whole(1, 99)}.jpg"}
    file |= {"mime_type": "image/jpeg", "width": part["width"], "height": part["height"]}
    chat.ask(content=multimodal([part, chat.prose.question()]), attachments=[file])


def speak(chat: Chat) -> None:
    """The person talks."""
    chat.found["voice"] = "cove"
    chat.ask(content=multimodal(_spoken(chat, "in", chat.prose.question())), voice_mode_message=True)


def voice(chat: Chat) -> None:
    """The assistant talks back."""
    chat.reply("", voice_mode_message=True)
    said = _spoken(chat, "out", chat.prose.paragraph(2))
    chat.change(content=multimodal(said))


def image(chat: Chat, metadata: Json, width: int = 1024, height: int = 1024) -> Json:
    """A part that points at an image."""
    kind = chat.dice.whole(40_000, 3_000_000)
    known: Json = {"dalle": None, "gizmo": None, "emu_omit_glimpse_image": None} | metadata
    part: Json = {"content_type": "image_asset_pointer", "asset_pointer": pointer(chat), "size_bytes": kind}
    return part | {"width": width, "height": height, "fovea": None, "metadata": known}


def pointer(chat: Chat) -> str:
    """The address of an asset, as its time writes it."""
    if chat.era.is_modern:
        return f"sediment://file_{chat.dice.hexadecimal(32)}"
    return f"file-service://file-{chat.dice.letters(22)}"


def _generation(chat: Chat) -> Json:
    generation: Json = {"gen_id": chat.dice.uuid(), "seed": None, "parent_gen_id": None, "gen_size": "image"}
    generation |= {"gen_size_v2": "1024x1536", "orientation": "portrait", "height": 1536, "width": 1024}
    generation |= {"transparent_background": False, "serialization_title": "Image Generation metadata"}
    return {"dalle": {"gen_id": generation["gen_id"], "prompt": "", "seed": None}, "generation": generation}


def _spoken(chat: Chat, direction: str, words: str) -> list[Json]:
    seconds = round(2 + len(words) / 15, 2)
    heard: Json = {"content_type": "audio_transcription", "text": words}
    heard |= {"direction": direction, "decoding_id": None}
    sound: Json = {"content_type": "audio_asset_pointer", "asset_pointer": pointer(chat), "format": "wav"}
    sound |= {"size_bytes": int(seconds * 48000), "metadata": {"start": 0.0, "end": seconds}}
    if direction == "out":
        return [heard, sound]
    both: Json = {"content_type": "real_time_user_audio_video_asset_pointer", "frames_asset_pointers": []}
    both |= {
        "video_container_asset_pointer": None,
        "audio_asset_pointer": sound,
        "audio_start_timestamp": 1.5,
    }
    return [heard, both]
