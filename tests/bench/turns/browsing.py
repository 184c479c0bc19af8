"""Turns that read the web: the browser of 2023, web search, deep research."""

from tests.bench.chat import Chat, code, text
from tests.bench.eras import Json
from tests.bench.turns import talk


def browser(chat: Chat) -> None:
    """Search, open pages, answer with 【marks】."""
    pages = [_page(chat) for _ in range(chat.dice.whole(3, 6))]
    cited: Json = {"citation_format": {"name": "tether_og"}, "metadata_list": pages}
    chat.call("browser", code(f'search("{chat.prose.subject()}")'))
    marks = [f"# 【{number}†{page['title']}†{page['url']}】\n" for number, page in enumerate(pages)]
    listing = "\n".join(mark + page["text"] for mark, page in zip(marks, pages, strict=True))
    shown: Json = {
        "content_type": "tether_browsing_display",
        "result": listing,
        "summary": None,
        "assets": [],
    }
    data: Json = {"_cite_metadata": cited, "args": [chat.prose.subject()], "status": "finished"}
    chat.result("browser", shown, weight=0.0, command="search", **data)
    chat.call("browser", code("mclick([0, 1])"))
    for page in pages[:2]:
        quote = {"content_type": "tether_quote", "url": page["url"], "domain": _domain(page["url"])}
        quote |= {"text": chat.prose.page(chat.dice.skewed(600, 1500, 6000)), "title": page["title"]}
        chat.result("browser", quote, weight=0.0, command="mclick", **data)
    answer = f"{chat.prose.answer(700)} 【7†source】"
    found = {"start_ix": len(answer) - 10, "end_ix": len(answer), "citation_format_type": "tether_og"}
    chat.found["safe_urls"] = [page["url"] for page in pages]
    chat.reply(answer)
    chat.mapping[chat.tip or ""]["message"]["metadata"]["citations"] = [found | {"metadata": pages[0]}]


def web(chat: Chat) -> None:
    """A web search with grouped results; the answer refers to them by private-use marks."""
    talk.think(chat)
    tool = "web.run" if chat.era.thinks and chat.era.is_modern else "web"
    query = chat.prose.subject()
    call = f'search("{query}")'
    if tool == "web.run":
        call = f'{{"search_query":[{{"q":"{query}"}}],"response_length":"short"}}'
    chat.call(tool, code(call), search_queries=[{"type": "search", "q": query}])
    pages = [_page(chat) for _ in range(chat.dice.whole(3, 7))]
    if chat.dice.chance(0.3):
        chat.result(tool, _whole_page(chat, pages[0]))
    elif chat.dice.chance(0.08):
        failure = "The search service did not answer in time."
        chat.result(tool, {"content_type": "system_error", "name": "tool_error", "text": failure})
    else:
        chat.result(tool, text(""), weight=0.0, command="search")
    _cited_reply(chat, pages, chat.prose.answer(800))


def research(chat: Chat) -> None:
    """A clarifying question, a task that runs for minutes, a long report."""
    chat.model = chat.found["default_model_slug"] = "research"
    chat.call("research_kickoff_tool.clarify_with_text", text(chat.prose.paragraph(2)))
    chat.ask(chat.prose.paragraph(1), system_hints=["research"])
    title = chat.prose.title()
    task: Json = {"async_task_id": f"deepresch_{chat.dice.hexadecimal(32)}", "async_task_type": "research"}
    task |= {"async_task_title": title, "deep_research_version": "full"}
    chat.call("research_kickoff_tool.start_research_task", code(f'{{"title": "{title}"}}', "json"))
    chat.result("research_kickoff_tool.start_research_task", text(""), command="start_research_task", **task)
    chat.wait(200, 1500)
    pages = [_page(chat) for _ in range(chat.dice.whole(6, 14))]
    chat.found["async_status"] = 4
    report = chat.prose.answer(chat.prose.typical * 5)
    _cited_reply(chat, pages, report, is_async_task_result_message=True, **task)


def _cited_reply(chat: Chat, pages: list[Json], answer: str, **metadata: object) -> None:
    references: list[Json] = []
    for number, page in enumerate(pages[:4]):
        mark = f"\ue200cite\ue202turn0search{number}\ue201"
        start = len(answer)
        answer += f" {chat.prose.sentence()} {mark}"
        references.append(_reference(chat, page, mark, start, len(answer), number))
    groups = [_group(page, number) for number, page in enumerate(pages)]
    chat.found["safe_urls"] = [page["url"] for page in pages]
    chat.reply(answer, search_result_groups=groups, content_references=references, **metadata)
    chat.mapping[chat.tip or ""]["message"]["metadata"]["safe_urls"] = [page["url"] for page in pages]


def _reference(chat: Chat, page: Json, mark: str, start: int, end: int, number: int) -> Json:
    item: Json = {"title": page["title"], "url": page["url"], "pub_date": chat.now - 86400 * 30}
    item |= {"snippet": page["text"]}
    item |= {"attribution_segments": None, "supporting_websites": [], "attribution": _domain(page["url"])}
    return {
        "matched_text": mark,
        "start_idx": end - len(mark),
        "end_idx": end,
        "safe_urls": [page["url"]],
        "refs": [{"turn_index": 0, "ref_type": "search", "ref_index": number}],
        "alt": f"([{_domain(page['url'])}]({page['url']}))",
        "prompt_text": None,
        "type": "grouped_webpages",
        "items": [item],
        "status": "done",
        "error": None,
        "style": None,
    }


def _group(page: Json, number: int) -> Json:
    entry = {"type": "search_result", "url": page["url"], "title": page["title"], "snippet": page["text"]}
    entry |= {"ref_id": {"turn_index": 0, "ref_type": "search", "ref_index": number}, "pub_date": None}
    domain = _domain(page["url"])
    return {"type": "search_result_group", "domain": domain, "entries": [entry | {"attribution": domain}]}


def _whole_page(chat: Chat, page: Json) -> Json:
    content: Json = {"content_type": "sonic_webpage", "url": page["url"], "domain": _domain(page["url"])}
    content |= {"title": page["title"], "text": chat.prose.page(chat.dice.skewed(2000, 5000, 30000))}
    content |= {"snippet": page["text"], "pub_date": None, "crawl_date": None}
    content |= {"pub_timestamp": chat.now - 864000}
    return content | {"ref_id": {"turn_index": 0, "ref_type": "search", "ref_index": 0}}


def _page(chat: Chat) -> Json:
    page: Json = {"type": "webpage", "title": chat.prose.title(), "url": chat.prose.url()}
    return page | {"text": chat.prose.paragraph(2), "pub_date": None, "extra": None}


def _domain(url: str) -> str:
    return url.split("/")[2]
