"""The body map marks the region that was recorded, on the child's own side, and nothing else."""

from __future__ import annotations

from typing import Any, get_args

import pytest

from tests.drawing.conftest import label, say
from vpa_assist.drawing.body_map import BABY, CHILD, body_map, figure_for, has_size_bars, size_bars, view_of, where
from vpa_assist.drawing.figures import region_polygons, regions
from vpa_assist.drawing.shapes import Circle, Line, Path, Text, centroid
from vpa_assist.record.pointers import plain
from vpa_assist.record.referral import Injury

REGIONS = get_args(plain(Injury.model_fields["region"].annotation))


def injury(**members: Any) -> Injury:
    return Injury.model_validate(members)


def test_that_the_childs_left_is_on_the_viewers_right_in_front_and_left_behind() -> None:
    for view, sign in (("front", 1), ("back", -1)):
        (points,) = region_polygons(CHILD, "upper_arm", view, "left")
        assert centroid(points)[0] * sign > 0
        (points,) = region_polygons(CHILD, "upper_arm", view, "right")
        assert centroid(points)[0] * sign < 0


@pytest.mark.parametrize("figure", [CHILD, BABY], ids=["child", "baby"])
@pytest.mark.parametrize("region", REGIONS)
@pytest.mark.parametrize("side", ["left", "right", "both", "midline", None])
def test_that_every_region_can_be_marked_within_the_figure(figure: Any, region: str, side: str | None) -> None:
    view = view_of(injury(region=region, side=side))
    for points in region_polygons(figure, region, view, side):
        assert len(points) >= 3
        assert all(-figure.reach - 0.01 <= x <= figure.reach + 0.01 and -0.01 <= y <= figure.height + 0.01 for x, y in points)


@pytest.mark.parametrize("age", [0, 8, None])
def test_that_every_region_can_be_pointed_at(age: int | None) -> None:
    drawing = body_map((), "Ada", age, say, label)
    reached = {area.key for area in drawing.areas if drawing.area_at(*area.centre) is not None}
    assert reached == {
        (view, side, region) for view in ("front", "back") for side in ("left", "right") for region in regions(view)
    }
    for area in drawing.areas:
        found = drawing.area_at(*area.centre)
        assert found is not None
        assert found.key[:2] == area.key[:2]


def test_that_pointing_beside_the_figure_finds_nothing() -> None:
    drawing = body_map((), "Ada", 8, say, label)
    assert drawing.area_at(1, 1) is None
    assert drawing.area_at(drawing.width / 2, drawing.height / 2) is None


def test_that_a_region_seen_from_one_side_only_is_shown_there_whatever_was_recorded() -> None:
    assert view_of(injury(region="back", view="front")) == "back"
    assert view_of(injury(region="face", view="back")) == "front"
    assert view_of(injury(region="hand", view="back")) == "back"


def test_that_a_baby_has_another_figure() -> None:
    assert figure_for(1) is BABY
    assert figure_for(2) is CHILD
    assert figure_for(None) is CHILD


def numbers(shapes: Any) -> list[str]:
    return [shape.text for shape in shapes if isinstance(shape, Text) and shape.text.isdigit()]


def test_that_each_injury_has_its_number_once_and_a_line_to_its_place() -> None:
    injuries = [injury(region=region, side="left", kind="bruise") for region in REGIONS]
    drawing = body_map(injuries, "Ada", 8, say, label)
    assert sorted(numbers(drawing.shapes), key=int) == [str(number) for number in range(1, len(injuries) + 1)]
    assert sum(isinstance(shape, Path) and shape.hatch for shape in drawing.shapes) == len(injuries)
    leaders = [shape for shape in drawing.shapes if isinstance(shape, Line) and not shape.stroke.dash]
    assert len(leaders) == len(injuries)


def test_that_discs_never_lie_upon_each_other() -> None:
    injuries = [
        injury(region=region, side=side, view="front")
        for region in ("upper_arm", "forearm", "hand", "thigh", "knee", "lower_leg", "foot", "chest", "abdomen")
        for side in ("left", "right")
    ]
    drawing = body_map(injuries, "Ada", 8, say, label)
    discs = [shape for shape in drawing.shapes if isinstance(shape, Circle) and shape.radius > 5]
    assert len(discs) == 18
    for index, first in enumerate(discs):
        for second in discs[index + 1 :]:
            assert (first.x - second.x) ** 2 + (first.y - second.y) ** 2 >= (2 * first.radius) ** 2 - 1


def test_that_several_injuries_of_one_region_share_one_mark() -> None:
    drawing = body_map([injury(region="back", side="left")] * 3, "Ada", 8, say, label)
    assert sum(isinstance(shape, Path) and shape.hatch for shape in drawing.shapes) == 1
    assert numbers(drawing.shapes) == ["1", "2", "3"]


def test_that_the_text_instead_names_each_injury_and_gives_way_to_the_table_when_long() -> None:
    one = [injury(region="upper_arm", side="left", view="front", kind="bruise", size_mm=22)]
    text = body_map(one, "Ada", 8, say, label).alt
    assert "Ada" in text
    assert "22 mm" in text
    assert len(body_map(one * 60, "Ada", 8, say, label).alt) < 900


def test_that_an_injury_without_a_region_is_in_the_list_alone() -> None:
    drawing = body_map([injury(kind="cut")], "Ada", 8, say, label)
    assert numbers(drawing.shapes) == []
    assert where(injury(kind="cut"), say, label)


def test_that_a_size_bar_is_as_long_as_the_injury() -> None:
    drawing = size_bars([(1, 25), (2, 100)], say)
    bars = [shape.x2 - shape.x1 for shape in drawing.shapes if isinstance(shape, Line) and shape.y1 == shape.y2]
    assert bars == pytest.approx([25 * 72 / 25.4, 100 * 72 / 25.4])
    assert not has_size_bars([injury(size_mm=101)])
