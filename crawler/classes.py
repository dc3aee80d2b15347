"""Data classes that cost little to make, and little to fill.

`dataclasses.dataclass` compiles six methods for each class by `exec`: half a millisecond a class, a tenth of a second
for all that a crawl imports, and most of those methods are never called. A frozen one is also filled five times as
slowly as a plain one, and a page makes hundreds.

Here only `__init__` is compiled, and not before a value is made: most classes have none in most commands. Equality and
hash work on the tuple of the fields, and `repr` is one function for all.
That `frozen` values are not assigned to is mypy's to see, which takes this for the standard decorator; nothing checks
it again at run time. Whatever else `dataclasses` offers (`fields`, `replace`, `asdict`) works as ever.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from operator import attrgetter
from reprlib import recursive_repr
from typing import TYPE_CHECKING, Any

__all__ = ["dataclass"]

if TYPE_CHECKING:
    from dataclasses import dataclass
else:

    def dataclass(cls: type | None = None, /, *, frozen: bool = False, slots: bool = False) -> Any:
        """The standard decorator, of which these two options are in use."""

        def decorated(plain: type) -> Any:
            return _made(plain, frozen=frozen, slots=slots)

        return decorated if cls is None else decorated(cls)


def _made(plain: type, *, frozen: bool, slots: bool) -> Any:
    if not plain.__doc__:  # or else one is made of the signature, which takes longer than all the rest
        plain.__doc__ = plain.__name__
    made: Any = dataclasses.dataclass(slots=slots, init=False, repr=False, eq=False)(plain)
    made.__init__ = _filling(made)
    own = vars(plain)
    equal, hashed = _compared([each.name for each in dataclasses.fields(made) if each.compare])
    if "__eq__" not in own:
        made.__eq__ = equal
    if own.get("__hash__") is None:
        made.__hash__ = hashed if frozen else None
    if "__repr__" not in own:
        made.__repr__ = _shown
    return made


def _filling(made: Any) -> Callable[..., None]:
    """`__init__` until it is called: then the compiled one takes its place."""

    def fill(self: object, *args: object, **named: object) -> None:
        made.__init__ = _compiled(made)
        made.__init__(self, *args, **named)

    return fill


def _compiled(made: Any) -> Callable[..., None]:
    """What `dataclasses` would make of the fields: parameters with their defaults, each put where it belongs."""
    known: dict[str, Any] = {"_unset": dataclasses.MISSING}
    given, lines = ["self"], []
    for each in dataclasses.fields(made):
        name, value = each.name, each.name
        if each.default_factory is not dataclasses.MISSING:
            known[f"_new_{name}"] = each.default_factory
            given.append(f"{name}=_unset")
            value = f"_new_{name}() if {name} is _unset else {name}"
        elif each.default is not dataclasses.MISSING:
            known[f"_usual_{name}"] = each.default
            given.append(f"{name}=_usual_{name}")
        else:
            given.append(name)
        lines.append(f"self.{name}={value}")
    if hasattr(made, "__post_init__"):
        lines.append("self.__post_init__()")
    exec(f"def __init__({', '.join(given)}):\n " + "\n ".join(lines or ["pass"]), known)  # noqa: S102 - names of our own fields
    filled: Callable[..., None] = known["__init__"]
    filled.__qualname__ = f"{made.__qualname__}.__init__"
    return filled


def _compared(names: list[str]) -> tuple[Callable[[Any, object], bool], Callable[[Any], int]]:
    """`__eq__` and `__hash__` by the fields with these names."""
    values: Callable[[Any], object] = attrgetter(*names) if names else lambda _: ()

    def equal(self: Any, other: object) -> bool:
        return values(self) == values(other) if other.__class__ is self.__class__ else NotImplemented

    def hashed(self: Any) -> int:
        return hash(values(self))

    return equal, hashed


@recursive_repr()
def _shown(self: Any) -> str:
    shown = ", ".join(f"{each.name}={getattr(self, each.name)!r}" for each in dataclasses.fields(self) if each.repr)
    return f"{type(self).__qualname__}({shown})"
