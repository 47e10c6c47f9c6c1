"""YAML 1.2 as the rulebook writes it: plain data with the place of every key and item.

Only `true` and `false` are Booleans, dates stay words, and `on`, `no`, `NO` are words. Anchors, aliases, tags, more than
one document, repeated keys, files over 5 MB and nesting over 50 are refused. JSON is read as the YAML that it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import yaml

from inforce.language.error import InforceError, Where
from inforce.rulebook.tree import MAX_BYTES, List, Map, read_text

__all__ = ["MAX_BYTES", "MAX_DEPTH", "List", "Map", "parse", "read_text"]

MAX_DEPTH = 50
_INT = re.compile(r"[-+]?(0|[1-9]\d*)")
_FLOAT = re.compile(r"[-+]?\d+\.\d+([eE][-+]?\d+)?")
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def parse(text: str, file: str) -> Any:
    """Parse one document.

    Raises:
        InforceError: `bad-yaml` with file, line and column, `refused-yaml` for what this reader does not take.

    >>> parse("on: 2015-06-01\\nwant: no\\nreal: false", "x.yaml")
    {'on': '2015-06-01', 'want': 'no', 'real': False}
    """
    if len(text) > MAX_BYTES:
        raise InforceError("too-large", f"the text has {len(text)} characters; at most {MAX_BYTES} are read", where=Where(file), help="split the file")
    try:
        events = yaml.parse(text, Loader=_Loader)
        return _document(iter(events), file)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        where = Where(file, mark.line + 1, mark.column + 1) if mark else Where(file)
        problem = (error.problem or "the text is not YAML").strip()
        raise InforceError("bad-yaml", problem[0].lower() + problem[1:], where=where, help="check indentation, quotes and colons on this line and the one before") from None
    except yaml.YAMLError:
        raise InforceError("bad-yaml", "a character that YAML does not allow", where=Where(file), help="remove control characters") from None
    except RecursionError:
        raise InforceError("refused-yaml", f"nesting deeper than {MAX_DEPTH}", where=Where(file), help="flatten the file") from None


def _document(events: Iterator[Any], file: str) -> Any:
    value: Any = None
    documents = 0
    for event in events:
        if isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            if documents > 1:
                raise _refuse(event, file, "a second document in one file", "one document a file")
            value = _value(next(events), events, file, 1)
    return value


def _refuse(event: Any, file: str, message: str, help: str) -> InforceError:
    return InforceError("refused-yaml", message, where=Where(file, event.start_mark.line + 1, event.start_mark.column + 1), help=help)


def _value(event: Any, events: Iterator[Any], file: str, depth: int) -> Any:
    if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
        raise _refuse(event, file, "anchors and aliases are not taken", "write the value out")
    if getattr(event, "tag", None) is not None:
        raise _refuse(event, file, "tags are not taken", "remove the tag")
    if depth > MAX_DEPTH:
        raise _refuse(event, file, f"nesting deeper than {MAX_DEPTH}", "flatten the file")
    line = event.start_mark.line + 1
    if isinstance(event, yaml.ScalarEvent):
        return _scalar(event)
    if isinstance(event, yaml.SequenceStartEvent):
        items = List(file, line)
        while not isinstance(event := next(events), yaml.SequenceEndEvent):
            items.marks.append(event.start_mark.line + 1)
            items.append(_value(event, events, file, depth + 1))
        return items
    found = Map(file, line)
    while not isinstance(event := next(events), yaml.MappingEndEvent):
        key = _value(event, events, file, depth + 1)
        if isinstance(key, (Map, List)):
            raise _refuse(event, file, "a key is not a word", "write a word before the colon")
        key = event.value
        if key in found:
            raise _refuse(event, file, f"the key `{key[:60]}` stands twice", "keep one of them")
        found.marks[key] = event.start_mark.line + 1
        found[key] = _value(next(events), events, file, depth + 1)
    return found


def _scalar(event: Any) -> object:
    text: str = event.value
    if event.style in ('"', "'", "|", ">"):  # quoted or a block: always a word
        return text
    if text in ("", "~", "null"):
        return None
    if text == "true":
        return True
    if text == "false":
        return False
    if _INT.fullmatch(text):
        return int(text) if len(text) < 19 else text
    if _FLOAT.fullmatch(text):
        return float(text)
    return text
