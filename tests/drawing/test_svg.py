"""Charts as files of their own: well-formed, with their words, and nothing that a text could break out of."""

from __future__ import annotations

import re
from itertools import pairwise
from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from vpa_assist.drawing.charts import Bar, bars
from vpa_assist.drawing.shapes import Drawing, Path
from vpa_assist.drawing.svg import as_svg
from vpa_assist.drawing.trend import Moment, trend

NAMESPACE = "{http://www.w3.org/2000/svg}"
anything = st.text(max_size=20)


@given(anything, anything)
def test_that_any_label_stays_a_text(label: str, alt: str) -> None:
    root = ElementTree.fromstring(as_svg(bars([Bar(label, "41 %", 0.41, 0.3, 0.5)], alt), "A chart"))
    found = root.findtext(f"{NAMESPACE}desc") or ""
    assert found == alt or "[U+" in found
    assert {each.tag.removeprefix(NAMESPACE) for each in root.iter()} <= {"svg", "title", "desc", "rect", "line", "path", "text"}


def test_that_two_drawings_in_one_page_have_ids_of_their_own() -> None:
    square = Path((("M", (0, 0)), ("L", (9, 0)), ("L", (9, 9)), ("Z", ())), hatch=True)
    front, back = (as_svg(Drawing(10, 10, (square,), alt)) for alt in ("Front", "Back"))
    ids = [re.findall(r' id="([^"]+)"', text) for text in (front, back)]
    assert len(ids[0]) == len(ids[1]) == 1
    assert ids[0] != ids[1]
    assert f"url(#{ids[0][0]})" in front


def test_that_a_chart_holds_its_values_and_its_alternative_text() -> None:
    drawing = bars([Bar("Neglect", "27 %", 0.27, 0.17, 0.41), Bar("Custody", "Fewer than 10, not shown")], "Two groups.")
    text = as_svg(drawing, "Ethnicity not recorded")
    assert "27 %" in text
    assert "Two groups." in text
    assert "Fewer than 10, not" in text


def test_that_the_line_is_broken_where_a_period_is_too_small() -> None:
    months = [Moment("Sep", 0.4, 0.3, 0.5), Moment("Oct"), Moment("Nov", 0.5, 0.4, 0.6), Moment("Dec", 0.45, 0.35, 0.55)]
    paths = list(ElementTree.fromstring(as_svg(trend(months, ""))).iter(f"{NAMESPACE}path"))
    accented = [each.get("d", "") for each in paths if each.get("stroke") == "#0B5575"]
    assert sorted(each.count("L") for each in accented) == [0, 1]


@given(st.floats(0, 1))
def test_that_the_scale_of_a_line_is_in_round_steps_that_reach_over_the_highest_value(share: float) -> None:
    root = ElementTree.fromstring(as_svg(trend([Moment("Sep", share)], "")))
    said = [each.text or "" for each in root.iter(f"{NAMESPACE}text")]
    steps = [int(each.split()[0]) for each in said[: said.index("Sep")]]
    assert steps[0] == 0
    assert steps[-1] >= share * 100
    assert all(step % 5 == 0 for step in steps)
    assert len({after - before for before, after in pairwise(steps)}) == 1
