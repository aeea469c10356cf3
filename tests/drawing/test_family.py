"""The family diagram: who is drawn how, that nobody lies upon another, and that only recorded links are lines."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.drawing.conftest import label, say
from tests.make import a_document, example, examples
from vpa_assist.drawing.family import HALF, family_diagram
from vpa_assist.drawing.kin import Kin, kin, sex_told
from vpa_assist.drawing.kinship import family_of
from vpa_assist.drawing.shapes import Circle, Drawing, Path, Rect, Text
from vpa_assist.record.reading import from_json


def related(child: str, is_: str, lives: bool = True) -> dict[str, Any]:
    return {"child": child, "is": is_, "lives_with_child": lives}


def drawn(children: list[dict[str, Any]], people: list[dict[str, Any]]) -> Drawing:
    return family_diagram(from_json(a_document(children=children, people=people)), say, label)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("mother", Kin.MOTHER),
        ("Dad", Kin.FATHER),
        ("mother's partner", Kin.PARTNER),
        ("mum’s boyfriend", Kin.PARTNER),
        ("stepfather", Kin.PARTNER),
        ("maternal grandmother", Kin.GRANDPARENT),
        ("Nan", Kin.GRANDPARENT),
        ("mother's mother", Kin.GRANDPARENT),
        ("mother's sister", Kin.RELATIVE),
        ("half-brother", Kin.SIBLING),
        ("aunt", Kin.RELATIVE),
        ("foster mother", Kin.OTHER),
        ("ex-husband", Kin.OTHER),
        ("neighbour", Kin.OTHER),
        (None, Kin.OTHER),
    ],
)
def test_that_a_relationship_is_understood_as_officers_write_it(words: str | None, expected: Kin) -> None:
    assert kin(words) is expected


def test_that_a_word_tells_the_sex_only_where_it_does() -> None:
    assert (sex_told("grandmother"), sex_told("mother's boyfriend"), sex_told("cousin")) == ("female", "male", "")


def test_that_a_referred_child_has_a_double_outline_and_an_unborn_one_a_triangle() -> None:
    drawing = drawn([{"id": "c1", "given_name": "Ada", "sex": "female"}, {"id": "c2", "unborn": True}], [])
    assert sum(isinstance(shape, Circle) and shape.radius > 8 for shape in drawing.shapes) == 2
    triangles = [shape for shape in drawing.shapes if isinstance(shape, Path) and len(shape.steps) == 4 and shape.stroke]
    assert len(triangles) >= 2


def test_that_a_parent_who_is_not_recorded_is_drawn_and_named_as_such() -> None:
    drawing = drawn(
        [{"id": "c1", "given_name": "Ada"}], [{"id": "p1", "name": "Eve Vale", "relationships": [related("c1", "mother")]}]
    )
    assert ("?p1",) in {area.key for area in drawing.areas}
    assert "Father of Ada" in drawing.alt


def test_that_a_professional_is_not_family() -> None:
    people = [{"id": "p1", "name": "Jo Calder", "role": "professional", "relationships": []}]
    assert {area.key for area in drawn([{"id": "c1"}], people).areas} == {("c1",)}


def test_that_harm_is_a_zigzag_with_a_word() -> None:
    people = [
        {"id": "p1", "name": "Eve", "sex": "female", "relationships": [related("c1", "mother")]},
        {
            "id": "p2",
            "name": "Dan",
            "sex": "male",
            "relationships": [related("c1", "father")],
            "links": [{"to": "p1", "is": "separated", "harmful": True}],
        },
    ]
    drawing = drawn([{"id": "c1", "given_name": "Ada"}], people)
    assert any(isinstance(shape, Path) and len(shape.steps) > 8 and shape.fill is None for shape in drawing.shapes)
    assert "Harm by Dan to Eve" in drawing.alt
    assert "separated" in drawing.alt


def test_that_only_those_who_live_there_stand_in_the_home() -> None:
    family = family_of(example("da-two-children-asleep-strong"), say, label)
    assert {node.name.split()[0] for node in family.nodes.values() if not node.home} == {"Not", "Patricia"}


@pytest.mark.parametrize("path", examples(), ids=lambda path: path.stem)
def test_that_every_example_is_drawn_with_everybody_apart_and_within(path: Any) -> None:
    assert_apart(family_diagram(example(path.stem), say, label))


def assert_apart(drawing: Drawing) -> None:
    centres = [area.centre for area in drawing.areas]
    for index, (x1, y1) in enumerate(centres):
        assert HALF <= x1 <= drawing.width - HALF
        assert HALF <= y1 <= drawing.height - HALF
        for x2, y2 in centres[index + 1 :]:
            assert abs(x1 - x2) >= 2 * HALF or abs(y1 - y2) >= 2 * HALF


KINDS = ("mother", "father", "mother's partner", "grandmother", "grandfather", "aunt", "brother", "stepfather", "friend", "carer")
LINKS = ("married", "partner", "separated", "divorced", "sibling", "parent", "other")


@st.composite
def families(draw: st.DrawFn) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    children = [{"id": f"c{index}", "given_name": f"Child {index}"} for index in range(1, draw(st.integers(1, 6)) + 1)]
    people = []
    count = draw(st.integers(0, 10))
    for index in range(1, count + 1):
        ids = draw(st.lists(st.sampled_from([each["id"] for each in children]), unique=True, max_size=len(children)))
        relations = [related(child, draw(st.sampled_from(KINDS)), draw(st.booleans())) for child in ids]
        links = [
            {"to": f"p{draw(st.integers(1, max(count, 1)))}", "is": draw(st.sampled_from(LINKS)), "harmful": draw(st.booleans())}
            for _ in range(draw(st.integers(0, 2)))
        ]
        people.append({"id": f"p{index}", "name": f"Person {index}", "relationships": relations, "links": links})
    return children, people


@given(families())
@settings(max_examples=150, deadline=None)
def test_that_in_any_family_everybody_is_drawn_once_apart_and_within(
    family: tuple[list[dict[str, Any]], list[dict[str, Any]]],
) -> None:
    children, people = family
    drawing = drawn(children, people)
    keys = [area.key[0] for area in drawing.areas]
    assert len(keys) == len(set(keys))
    assert {each["id"] for each in children} <= set(keys)
    assert_apart(drawing)


def test_that_nobody_at_all_is_no_drawing() -> None:
    assert drawn([], []).height == 0


def test_that_a_long_name_is_broken_and_not_cut() -> None:
    name = "Adeyemi-Featherstonehaugh-Montgomery"
    drawing = drawn([{"id": "c1"}], [{"id": "p1", "name": name, "relationships": [related("c1", "mother")]}])
    texts = "".join(shape.text for shape in drawing.shapes if isinstance(shape, Text))
    assert name in texts
    assert any(isinstance(shape, Rect) for shape in drawing.shapes)
