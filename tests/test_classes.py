"""The lean data classes do what the standard ones do."""

from __future__ import annotations

import copy
import dataclasses
import pickle
from dataclasses import field, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.classes import dataclass


@dataclass(frozen=True, slots=True)
class Lean:
    number: int
    text: str = "a"
    tags: tuple[str, ...] = ()
    seen: list[int] = field(default_factory=list, compare=False)
    secret: str = field(default="", repr=False)


@dataclasses.dataclass(frozen=True, slots=True)
class Standard:
    number: int
    text: str = "a"
    tags: tuple[str, ...] = ()
    seen: list[int] = field(default_factory=list, compare=False)
    secret: str = field(default="", repr=False)


@dataclass(slots=True)
class Service:
    name: str

    def __repr__(self) -> str:
        return "its own"


@dataclass(frozen=True)
class Empty:
    pass


FIELDS = st.fixed_dictionaries(
    {"number": st.integers(0, 2), "text": st.sampled_from("ab"), "tags": st.sampled_from([(), ("x",)])},
    optional={"seen": st.lists(st.integers(), max_size=2), "secret": st.sampled_from(["", "s"])},
)


@given(FIELDS, FIELDS)
def test_two_are_equal_and_hash_alike_exactly_where_the_standard_ones_do(first, second):
    same = Standard(**first) == Standard(**second)
    assert (Lean(**first) == Lean(**second)) is same
    assert len({Lean(**first), Lean(**second)}) == (1 if same else 2)


@given(FIELDS)
def test_it_shows_itself_as_the_standard_one_does(given_fields):
    assert repr(Lean(**given_fields)) == repr(Standard(**given_fields)).replace("Standard", "Lean")


@given(FIELDS)
def test_the_standard_library_takes_it_for_one_of_its_own(given_fields):
    value, standard = Lean(**given_fields), Standard(**given_fields)
    assert dataclasses.asdict(value) == dataclasses.asdict(standard)
    assert replace(value, number=9) == Lean(**{**given_fields, "number": 9})
    assert copy.deepcopy(value) == pickle.loads(pickle.dumps(value)) == value


def test_it_is_never_equal_to_what_is_of_another_class():
    assert Lean(1) != Standard(1)
    assert Lean(1) != (1, "a", (), "")
    assert Empty() == Empty() != Lean(1)


def test_what_may_change_has_no_hash_and_keeps_its_own_methods():
    with pytest.raises(TypeError):
        hash(Service("a"))
    assert Service("a") == Service("a")
    assert repr(Service("a")) == "its own"


def test_slots_hold_the_fields_and_nothing_else():
    with pytest.raises(AttributeError):
        Service("a").other = 1


def test_one_that_holds_itself_can_be_shown():
    inner: list[object] = []
    value = Lean(1, seen=inner)  # type: ignore[arg-type]  # the list is to hold what holds it
    inner.append(value)
    assert "..." in repr(value)


def test_what_fills_it_is_made_when_the_first_one_is_filled():
    @dataclass(frozen=True, slots=True)
    class Late:
        number: int
        text: str = "a"

    before = Late.__init__
    assert Late(1) == Late(number=1, text="a")
    assert Late.__init__ is not before
    assert Late.__init__.__defaults__ == ("a",)


@pytest.mark.parametrize(("values", "named"), [((), {}), ((1, "a", (), [], "", 3), {}), ((1,), {"colour": 2})])
def test_it_is_filled_with_its_fields_and_with_nothing_else(values, named):
    with pytest.raises(TypeError, match=r"Lean\.__init__\(\)"):
        Lean(*values, **named)


def test_each_has_a_default_of_its_own_and_checks_itself_at_the_end():
    @dataclass(slots=True)
    class Checked:
        seen: list[int] = field(default_factory=list)

        def __post_init__(self) -> None:
            self.seen.append(1)

    assert Checked().seen == [1]
    assert Checked().seen == [1]


def test_no_signature_is_worked_out_for_what_says_nothing_of_itself(monkeypatch):
    monkeypatch.setattr(dataclasses.inspect, "signature", lambda _: pytest.fail("a signature was asked for"))

    @dataclass(slots=True)
    class Silent:
        number: int

    assert Silent(1).number == 1
