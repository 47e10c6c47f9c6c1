"""Assets: the small style and script files that are put into each page, and the digests that its policy names."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import zlib
from functools import cache
from pathlib import Path
from typing import Any

from inforce.page.script import without_comments

ROOM = Path(__file__).resolve().parent.parent
_SAID = re.compile(r'\b(?:say|sentence)\(\s*"((?:[^"\\]|\\.)*)"')


@cache
def read(name: str) -> str:
    """One asset by its path in the room, such as `style/base.css`."""
    return (ROOM / name).read_text(encoding="utf-8").strip() + "\n"


def styles(*names: str) -> str:
    """Style files one after the other, without comments and without the ends of lines between rules and declarations."""
    bare = re.sub(r"/\*.*?\*/\s*", "", "".join(read(f"style/{name}.css") for name in names), flags=re.S)
    return re.sub(r"([{};,])\s*\n\s*", r"\1", bare)


def scripts(*names: str) -> str:
    """Script files one after the other in one closed function, so that nothing of theirs can be reached from outside."""
    return '(() => {\n"use strict";\n' + "".join(without_comments(read(f"script/{name}.js")) for name in names) + "})();\n"


def digest(text: str) -> str:
    """The digest under which a content security policy lets an inline style or script through.

    >>> digest("")
    'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='
    """
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def sentences(script: str) -> list[str]:
    """Every sentence a script says, in the order of its first use: what stands in `say("...")` or `sentence("...")`.

    >>> sentences('say("One"); const words = [sentence("Two {n}"), say("One")];')
    ['One', 'Two {n}']
    """
    return list(dict.fromkeys(json.loads(f'"{found}"') for found in _SAID.findall(script)))


def to_data(value: Any) -> str:
    """JSON that may stand inside a page: nothing in it can end the element that holds it.

    >>> to_data({"a": "</script>"})
    '{"a":"\\\\u003c/script>"}'
    """
    return compact(value).replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def compact(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def pack(value: Any) -> tuple[str, int]:
    """JSON written small, for `unpack` in script/ui/inflate.js, and how many bytes it has when read."""
    raw = compact(value).encode()
    small = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    return base64.b64encode(small.compress(raw) + small.flush()).decode(), len(raw)
