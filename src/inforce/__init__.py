"""inforce: which US immigration-enforcement rules reach a person, on a given day, in a given place, and why."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from inforce.doors import Book, load
    from inforce.language.error import ErrorGroup, InforceError
    from inforce.rulebook.book import Answer

__all__ = ["Answer", "Book", "ErrorGroup", "InforceError", "load"]
__version__ = "0.1.0"

_HOMES = {
    "Answer": "inforce.rulebook.book",
    "Book": "inforce.doors",
    "ErrorGroup": "inforce.language.error",
    "InforceError": "inforce.language.error",
    "load": "inforce.doors",
}
"""Where each public name lives; loaded when first used, so that `inforce --help` loads no rulebook."""


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module `inforce` has no attribute `{name}`")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
