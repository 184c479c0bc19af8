"""Fenced code is found as CommonMark finds it."""

import pytest

from etl.rows.message import Message
from etl.transform.count.fences import code_blocks


def _found(text: str) -> list[tuple[str | None, int, bool]]:
    return [(block.language, block.lines, block.is_closed) for block in code_blocks(Message("n", text=text))]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("no code", []),
        ("```python\nx = 1\n\ny = 2\n```", [("python", 2, True)]),
        ("```c++\nint x;\n```", [("c++", 1, True)]),
        ("```python title=x\npass\n```", [("python", 1, True)]),
        ("~~~sql\nselect 1\n~~~", [("sql", 1, True)]),
        ("```\nplain\n```", [(None, 1, True)]),
        ("````markdown\n```js\nx\n```\n````", [("markdown", 3, True)]),
        ("```py\nopen end", [("py", 1, False)]),
        ("- a list\n  ```JSON\n  {}\n  ```", [("json", 1, True)]),
        ("> ```rust\n> fn x() {}\n> ```", [("rust", 1, True)]),
        ("inline ```code``` is none", []),
        ("``` a`b\nnot a fence", []),
        ("```py\r\na\r\n```\r\nafter", [("py", 1, True)]),
        ("```{r}\nx <- 1\n```", [("r", 1, True)]),
        ("```a\n1\n```\ntext\n```b\n2\n3\n```", [("a", 1, True), ("b", 2, True)]),
        ("```", [(None, 0, False)]),
    ],
)
def test_blocks_of_a_text(text: str, found: list[tuple[str | None, int, bool]]) -> None:
    assert _found(text) == found


def test_the_message_gets_its_totals() -> None:
    message = Message("n", text="```a\n1\n2\n```\n```b\n3\n```")
    blocks = list(code_blocks(message))
    assert (message.code_blocks, message.code_lines) == (2, 3)
    assert [block.ordinal for block in blocks] == [0, 1]
