"""The attack table of the web app, row 28: what a script that got in despite all could do."""

from typing import TYPE_CHECKING, Any

import pytest

from tests.web.browser_cases import browser, known
from tests.web.web_cases import Web

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

__all__ = ["browser", "known"]

pytestmark = pytest.mark.browser

_PAGE = "/nothing"
"""A page of ours that needs no database."""

_HIT = "window.hit = 1"
_INJECTED = {
    "eval": f"eval('{_HIT}')",
    "function": f"new Function('{_HIT}')()",
    "timer": f"setTimeout('{_HIT}')",
    "script text": f"add('script', {{ text: '{_HIT}' }})",
    "script src": "add('script', { src: 'data:,window.hit=1' })",
    "innerHTML": f"document.body.innerHTML = '<img src=x onerror=\"{_HIT}\">'",
    "attribute": f"document.body.setAttribute('onclick', '{_HIT}'); document.body.click()",
    "frame": "add('iframe', { srcdoc: '<script>top.hit = 1</script>' })",
    "write": f"document.write('<script>{_HIT}</script>')",
    "style": "document.body.setAttribute('style', 'opacity: 0.5');"
    f"if (getComputedStyle(document.body).opacity == 0.5) {_HIT}",
    "remote": f"fetch('http://evil.example:1/').then(() => {{ {_HIT} }}, () => 0)",
    "picture": f"add('img', {{ onload: () => {{ {_HIT} }}, src: 'data:image/gif;base64,R0lGODlhAQABAAAAACw=' }})",
    "worker": f"new Worker('data:,postMessage(1)').onmessage = () => {{ {_HIT} }}",
    "base": f"add('base', {{ href: 'http://evil.example/' }}); if (document.baseURI.includes('evil')) {_HIT}",
    "javascript link": f"add('a', {{ href: 'javascript:{_HIT}' }}).click()",
}
_ADD = """const add = (name, values) => {
    const made = document.createElement(name);
    Object.assign(made, values);
    document.body.append(made);
    return made };"""


@pytest.mark.parametrize("kind", _INJECTED)
def test_row_28_a_script_that_got_in_despite_all_can_do_nothing_more(known: "Page", server: Web, kind: str) -> None:
    known.goto(f"{server.url}{_PAGE}")
    # As code of ours that was tricked: later, since what a debugger runs itself is not bound by the policy.
    known.evaluate(f"() => {{ setTimeout(() => {{ {_ADD} {_INJECTED[kind]} }}, 0) }}")
    known.wait_for_timeout(200)
    assert known.evaluate("window.hit === undefined")


@pytest.mark.parametrize("layer", ["trusted types", "the policy alone"])
def test_row_28_each_layer_holds_by_itself(browser: "Browser", server: Web, layer: str) -> None:
    context = browser.new_context()
    context.add_cookies([server.cookie])  # type: ignore[list-item]
    page = context.new_page()

    def weaker(route: Any) -> None:
        answer = route.fetch()
        policy = answer.headers["content-security-policy"]
        kept = [part for part in policy.split("; ") if ("trusted" in part) == (layer == "trusted types")]
        route.fulfill(response=answer, headers={**answer.headers, "content-security-policy": "; ".join(kept)})

    page.route("**/nothing", weaker)
    page.goto(f"{server.url}{_PAGE}")
    script = "const s = document.createElement('script'); s.text = 'window.hit = 1'; document.body.append(s)"
    page.evaluate(f"() => {{ try {{ {script} }} catch (error) {{ window.stopped = String(error) }} }}")
    page.wait_for_timeout(200)
    assert page.evaluate("window.hit === undefined")
    assert page.evaluate("window.stopped !== undefined") == (layer == "trusted types")
    context.close()
