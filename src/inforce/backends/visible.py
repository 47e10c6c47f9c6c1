"""Visible text: characters that steer a terminal, or turn the order of what stands beside them, are written out instead of sent.

A case's name or a cell may hold them by accident or by intent: ESC moves the cursor, retitles the window or hides what was said, BEL
rings, a return writes over the line, and a bidirectional override shows a word backwards. Each is written as JSON would escape it, so that
JSON stays the same value.
"""

from __future__ import annotations

import re

CONTROLS = "".join(map(chr, (*range(0x09), *range(0x0B, 0x20), *range(0x7F, 0xA0), 0x2028, 0x2029, *range(0x202A, 0x202F), *range(0x2066, 0x206A))))
"""The control characters of ASCII and Latin-1 but the tab and the line feed, the two separators that some take for a line feed, and what
embeds, overrides or isolates a direction."""
_CONTROL = re.compile(f"[{re.escape(CONTROLS)}]")


def written_out(character: str) -> str:
    """A character as JSON escapes it."""
    return f"\\u{ord(character):04x}"


def visible(text: str) -> str:
    r"""The text with every control character written out.

    >>> print(visible("José \x1b[31m\u202eevil\nand so on"))
    José \u001b[31m\u202eevil
    and so on
    """
    return _CONTROL.sub(lambda found: written_out(found[0]), text)
