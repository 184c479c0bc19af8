"""Turns with tools that run something: Python, plugins, actions of GPTs, connectors."""

import json

from tests.bench.chat import Chat, code, text
from tests.bench.eras import Json
from tests.bench.turns import talk


def python(chat: Chat) -> None:
    """Code is run, sometimes fails and is run again; then the answer."""
    talk.think(chat)
    for _ in range(chat.dice.whole(1, 3)):
        source = chat.prose.code("python")
        chat.call("python", code(source, "python" if chat.era.is_modern else "unknown"))
        fails = chat.dice.chance(0.15)
        output = _traceback(chat) if fails else chat.prose.output()
        run = _aggregate(chat, source, output, fails)
        content = {"content_type": "execution_output", "text": output}
        chat.result("python", content, aggregate_result=run, is_complete=True)
        if fails:
            chat.change(status="finished_partial_completion")
    chat.reply(chat.prose.answer(500))


def plugin(chat: Chat) -> None:
    """A plugin of 2023 answers in JSON."""
    name, thing = chat.dice.pick((("KitchenScale", "Recipes"), ("TrailFinder", "Routes"), ("WordGarden", "Words")))
    space = f"{name}.search{thing}"
    chat.found["plugin_ids"] = [f"plugin-{_steady(name)}"]
    chat.call(space, code(json.dumps({"query": chat.prose.subject()})))
    invoked = {"type": "remote", "namespace": name, "plugin_id": f"plugin-{_steady(name)}"}
    answer = text(json.dumps(_records(chat)))
    chat.result(space, answer, invoked_plugin=invoked | {"http_response_status": 200})
    chat.reply(chat.prose.answer(500))


def action(chat: Chat) -> None:
    """A GPT calls the site it was made for."""
    gizmo = f"g-{_steady('orchard')[:9]}"
    chat.found |= {"gizmo_id": gizmo, "conversation_template_id": gizmo, "gizmo_type": "gpt"}
    chat.attributes["gizmo_id"] = gizmo
    tool = "orchard.example.org__jit_plugin.listVarieties"
    chat.call(tool, code(json.dumps({"name": chat.prose.subject()})))
    jit = {"from_server": {"type": "preview", "body": {"domain": "orchard.example.org", "method": "get"}}}
    chat.result(tool, text(json.dumps(_records(chat))), jit_plugin_data=jit)
    chat.reply(chat.prose.answer(500))


def connector(chat: Chat) -> None:
    """A connected mailbox or calendar is asked."""
    talk.think(chat)
    app = chat.dice.pick(("gmail", "gcal", "github"))
    arguments = {"path": f"/{app}/search", "args": chat.prose.subject()}
    chat.call("api_tool.call_tool", code(json.dumps(arguments), "json"))
    output: Json = {"content_type": "citable_code_output", "output_str": json.dumps(_records(chat))}
    output["metadata"] = {"connector": app, "connector_id": f"connector_{_steady(app)}"}
    chat.result("api_tool.call_tool", output, connector_source=app)
    chat.reply(chat.prose.answer(500))


def _records(chat: Chat) -> list[Json]:
    count = chat.dice.whole(3, 6)
    return [{"id": n, "title": chat.prose.subject(), "note": chat.prose.sentence()} for n in range(count)]


def _steady(name: str) -> str:
    """An id that is the same in every conversation."""
    value = 0
    for letter in name:
        value = (value * 1_000_003 + ord(letter)) % (1 << 128)
    return f"{value * 0x9E3779B97F4A7C15F39CC0605CEDC835 % (1 << 128):032x}"


def _traceback(chat: Chat) -> str:
    line, key = chat.dice.whole(2, 30), chat.prose.subject()
    rule = "-" * 75
    head = f"{rule}\nKeyError{' ' * 34}Traceback (most recent call last)\nCell In[1], line {line}\n"
    return f"{head}----> {line} rows = table['{key}']\n\nKeyError: '{key}'"


def _aggregate(chat: Chat, source: str, output: str, fails: bool) -> Json:
    parent = {"msg_id": f"{chat.dice.hexadecimal(8)}-{chat.dice.hexadecimal(24)}_2_1", "version": "5.3"}
    shown = {"data": {"text/plain": output}}
    failed = {"name": "KeyError", "traceback": output.splitlines(), "args": [], "notes": []}
    return {
        "status": "failed_with_in_kernel_exception" if fails else "success",
        "run_id": chat.dice.uuid(),
        "start_time": round(chat.now - 2.5, 6),
        "update_time": chat.now,
        "code": source,
        "end_time": chat.now,
        "final_expression_output": None if fails else output,
        "in_kernel_exception": failed if fails else None,
        "system_exception": None,
        "messages": [],
        "jupyter_messages": [
            {"msg_type": "status", "parent_header": parent, "content": {"execution_state": "busy"}},
            {"msg_type": "execute_input", "parent_header": parent},
            {"msg_type": "execute_result", "parent_header": parent, "content": shown},
            {"msg_type": "status", "parent_header": parent, "content": {"execution_state": "idle"}},
        ],
        "timeout_triggered": None,
    }
