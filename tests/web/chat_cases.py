"""A chat that has everything a page of a chat can show, and the export around it, with two pictures in it."""

import json
import zipfile
from pathlib import Path
from struct import pack
from typing import Any
from zlib import compress, crc32

from tests.chatgpt_export import chain, said

TYPED = """#include <stdio.h>
2*3*4  two gaps
1986. A great year

```c
int main(void) { return 0; }
```
  a poem,
    by me"""
ANSWER = r"""# Of waves

Euler knew \(e^{i\pi}+1=0\); it costs $5 and $7, and for every $n$:

\[
\begin{aligned}
\sum_{k=1}^n k &= \frac{n(n+1)}{2} \\
\int_0^\infty e^{-x^2}\,dx &= \frac{\sqrt{\pi}}{2}
\end{aligned}
\]

| Bread | Grams | Share |
|:------|------:|:-----:|
| Rye | 1,200 | 60 % |
| Spelt | 800 | 40 % |

- [x] flour
- [ ] salt

```python
def waves(n: int) -> list[float]:
    # A wave is a sum.
    return [sum(k ** -2 for k in range(1, n)) for _ in "abc" if n > 0 and "a long line that goes on and on" != "x"]
```

> Said a sailor, and \(\nosuch{x}\) stays as it stands[^1].

See https://example.org/waves and ![a map](http://evil.example/map.png).

[^1]: In *Whitby*, 1899.
"""
QUERY = {"search_query": [{"q": "night trains"}]}


def png(width: int, height: int, colour: bytes = b"\x2f\x7f\xc1") -> bytes:
    """A picture of one colour."""
    rows = compress((b"\0" + colour * width) * height)
    parts = ((b"IHDR", pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)), (b"IDAT", rows), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        pack(">I", len(data)) + name + data + pack(">I", crc32(name + data)) for name, data in parts
    )


def picture(file_id: str, width: int, height: int, **metadata: Any) -> dict[str, Any]:
    """A picture within a message."""
    told = {"asset_pointer": f"file-service://{file_id}", "width": width, "height": height, "size_bytes": 2_000}
    return {"content_type": "image_asset_pointer", **told, "metadata": metadata or None}


def messages() -> list[dict[str, Any]]:
    """What is said: typed text, thoughts, tools that succeed and fail, pictures, Markdown, another alphabet."""
    photo = {"content_type": "multimodal_text", "parts": [picture("file-photo1", 480, 320), TYPED]}
    thoughts = {"content_type": "thoughts", "thoughts": [{"summary": "Waves", "content": "First the **sums**."}]}
    made = {"dalle": {"gen_id": "g1", "prompt": "A fox reading a map", "seed": 7}}
    output = {"content_type": "execution_output", "text": "Traceback: no such file"}
    drawn = {"content_type": "multimodal_text", "parts": [picture("file-fox1", 512, 512, **made)]}
    lost = {"content_type": "multimodal_text", "parts": [picture("file-lost1", 1024, 1024, **made)]}
    recap = {"content_type": "reasoning_recap", "content": "Thought for 7s"}
    code = {"content_type": "code", "language": "python", "text": "open('rain.csv')"}
    told = [
        said("user", photo),
        said("assistant", thoughts, metadata={"model_slug": "gpt-5-thinking"}),
        said("assistant", recap, metadata={"finished_duration_sec": 7}),
        said("assistant", json.dumps(QUERY), recipient="web.run"),
        said("tool", "Night trains of 2026: few.", name="web.run"),
        said("assistant", code, recipient="python"),
        said(
            "tool", output, name="python", metadata={"aggregate_result": {"status": "failed_with_in_kernel_exception"}}
        ),
        said("assistant", '{"prompt":"A fox reading a map"}', recipient="dalle.text2im"),
        said("tool", drawn, name="dalle.text2im"),
        said("tool", lost, name="dalle.text2im"),
        said("assistant", ANSWER, metadata={"model_slug": "gpt-5-thinking"}),
        said("user", "ومن هو البحار؟"),
        said("assistant", "كان بحارًا من **ويتبي**.\n\n- أول\n- ثان"),
        said("user", "Thanks. And the bread?"),
        said("assistant", "The *rye* is best on the second day."),
    ]
    return [{**message, "create_time": 1.76e9 + 60 * place} for place, message in enumerate(told)]


def export(folder: Path) -> Path:
    """A zip of the chat and two of its pictures; the third is lost, as exports lose them."""
    path = folder / "export.zip"
    with zipfile.ZipFile(path, "w") as archive:
        chat = chain(*messages(), id="show", conversation_id="show", title="Waves, bread and night trains")
        archive.writestr("conversations.json", json.dumps([chat]))
        archive.writestr("file-photo1-harbour.png", png(480, 320))
        archive.writestr("dalle-generations/file-fox1-7a.png", png(512, 512, b"\xc1\x6f\x2f"))
    return path
