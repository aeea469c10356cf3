"""What is missing stays readable at a glance: few lines, nothing lost, what is gravest first."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.ui.conftest import blank, example, settle
from ui import theme
from ui.editor import Editor
from ui.findings_panel import Counts
from ui.gap_lines import MORE, MOST_LINES, Group, Place, keys_around, lines
from vpa_assist.findings import Finding, Severity

PAGES = ("incident", "roll_call", "people", "decision", "read")


def made(number: int, child: int | None, page: int, severity: str, answered: bool) -> Finding:
    path = f"/children/{child}/{page}" if child is not None else f"/{PAGES[page % 5]}"
    return Finding(f"C{number}", Severity(severity), path, "t", "m", "w", "s", "f", dismissed="known" if answered else None)


def place(finding: Finding) -> Place:
    steps = finding.path.split("/")
    if steps[1] == "children":
        return Place(f"{steps[3]}@c{steps[2]}", f"Page {steps[3]}", f"c{steps[2]}", f"Child {steps[2]}")
    return Place(steps[1], steps[1])


def everything(items: Any) -> list[Finding]:
    return [one for each in items for one in (each.findings() if isinstance(each, Group) else [each])]


@given(
    st.lists(
        st.tuples(
            st.sampled_from((None, *range(12))),
            st.integers(0, 9),
            st.sampled_from(("must", "should", "consider")),
            st.sampled_from((False, False, False, True)),
        ),
        max_size=60,
    )
)
def test_that_any_number_of_children_never_take_more_than_seven_lines_and_nothing_is_lost(found: list[Any]) -> None:
    listed = [made(number, *each) for number, each in enumerate(found)]
    shown = lines(listed, place, rest="Rest", aside="Aside")
    assert len(shown) <= MOST_LINES
    held = everything(each.item for each in shown)
    if any(each.is_open for each in listed):
        assert listed.index(everything([shown[0].item])[0]) == next(at for at, each in enumerate(listed) if each.is_open)
    assert sorted(each.code for each in held) == sorted(each.code for each in listed)
    for each in listed:
        around = keys_around(shown, each)
        again = lines(listed, place, set(around), rest="Rest", aside="Aside")
        assert each in [line.item for line in again]


def test_that_the_last_of_many_children_fold_into_one_line_that_counts_and_names_them() -> None:
    listed = [made(10 * child + page, child, page, "must", False) for child in range(9) for page in range(3)]
    listed.append(made(100, None, 0, "must", False))
    shown = lines(listed, place, rest="Rest", more=lambda names: f"{len(names)} more: {', '.join(names)}")
    titles = [each.item.title if isinstance(each.item, Group) else "incident" for each in shown]
    assert titles == [*(f"Child {child}" for child in range(5)), "4 more: Child 5, Child 6, Child 7, Child 8", "incident"]
    opened = lines(listed, place, {MORE, "child:c6"}, rest="Rest")
    within = [each for each in opened if each.depth]
    assert [each.item.title for each in within if each.depth == 1 and isinstance(each.item, Group)] == [
        f"Child {child}" for child in (5, 6, 7, 8)
    ]
    assert [each.depth for each in within] == [1, 1, 2, 2, 2, 1, 1]


def test_that_few_findings_are_cards_without_folding() -> None:
    listed = [made(number, 0, number, "must", False) for number in range(7)]
    assert [each.item for each in lines(listed, place)] == listed


def test_that_findings_of_one_child_and_page_fold_into_one_line_that_opens_in_place() -> None:
    listed = [made(number, 0, 1, "should", False) for number in range(9)] + [made(20, None, 0, "should", False)]
    shown = lines(listed, place)
    assert [type(each.item) for each in shown] == [Group, Finding]
    assert isinstance(shown[0].item, Group)
    assert shown[0].item.title == "Child 0 – Page 1"
    opened = lines(listed, place, {"1@c0"})
    assert [each.depth for each in opened] == [0] + [1] * 9 + [0]


@pytest.mark.parametrize("name", ["da-two-children-asleep-weak", "missing-boy-15-weak", "cse-childrens-home-14-weak"])
def test_that_a_referral_with_every_page_left_shows_at_most_seven_lines(catalogue: Any, make_document: Any, name: str) -> None:
    editor = Editor(make_document(example(name)), catalogue)
    editor.visit_all()
    editor.document.check_now()
    settle()
    panel = editor.panel
    assert 0 < len(panel.cards) + len(panel.folds) <= MOST_LINES
    held = [each.finding for each in panel.cards] + everything(each.holds for each in panel.folds if each.set_in == 0)
    assert len(held) == len(panel.listed())
    editor.stop()


def test_that_f8_opens_only_the_lines_around_the_gap_it_goes_to(catalogue: Any, make_document: Any) -> None:
    editor = Editor(make_document(example("da-two-children-asleep-weak")), catalogue)
    editor.resize(1366, 768)
    editor.show()
    editor.activateWindow()
    editor.visit_all()
    editor.document.check_now()
    settle()
    seen = set()
    for _ in range(len(editor.panel.open_findings())):
        editor.next_gap()
        card = next(each for each in editor.panel.cards if each.property("current") == "true")
        assert card.isAncestorOf(QApplication.focusWidget())
        seen.add((card.finding.code, card.finding.path, card.finding.span))
        assert sum(each.is_open for each in editor.panel.folds) <= 2
    assert len(seen) == len(editor.panel.open_findings())
    editor.stop()
    editor.close()


def test_that_a_line_is_unfolded_and_folded_by_key_and_keeps_the_keyboard(catalogue: Any, make_document: Any) -> None:
    children = [{"id": "c1", "given_name": "Amber"}, {"id": "c2", "given_name": "Noah"}]
    editor = Editor(make_document(blank(children=children)), catalogue)
    editor.resize(1366, 768)
    editor.show()
    editor.activateWindow()
    editor.visit_all()
    editor.document.check_now()
    settle()
    fold = next(each for each in editor.panel.folds)
    key = fold.holds.key
    assert "folded" in fold.accessibleName()
    fold.setFocus()
    QTest.keyClick(fold, Qt.Key.Key_Return)
    settle()
    again = next(each for each in editor.panel.folds if each.holds.key == key)
    assert again.is_open
    assert QApplication.focusWidget() is again
    QTest.keyClick(again, Qt.Key.Key_Space)
    settle()
    assert not next(each for each in editor.panel.folds if each.holds.key == key).is_open
    editor.stop()
    editor.close()


def test_that_many_children_fold_into_a_line_that_opens_by_key_and_is_read_out(catalogue: Any, make_document: Any) -> None:
    names = ("Amber", "Noah", "Kit", "Wren", "Ivo", "Tess", "Bo", "Ada", "Lev", "Una")
    children = [{"id": f"c{number}", "given_name": name} for number, name in enumerate(names, 1)]
    editor = Editor(make_document(blank(children=children)), catalogue)
    editor.resize(1366, 768)
    editor.show()
    editor.activateWindow()
    editor.visit_all()
    editor.document.check_now()
    settle()
    panel = editor.panel
    assert len(panel.cards) + len(panel.folds) <= MOST_LINES
    more = next(each for each in panel.folds if each.holds.key == MORE)
    assert more.accessibleName().startswith("5 more children: Tess, Bo, Ada, Lev and others: ")
    assert "folded" in more.accessibleName()
    QTest.keyClick(more, Qt.Key.Key_Return)
    settle()
    assert [each.holds.title for each in panel.folds if each.set_in == 1] == list(names[5:])
    last = next(each for each in panel.folds if each.holds.title == "Una")
    QTest.keyClick(last, Qt.Key.Key_Return)
    settle()
    assert any("Una" in each.holds.title and each.set_in == 2 for each in panel.folds)
    editor.stop()
    editor.close()


def test_that_the_three_counts_are_never_cut(catalogue: Any, qapp: QApplication) -> None:
    for text_size in (100, 150, 200):
        theme.apply(qapp, dark=False, text_size=text_size)
        counted = Counts(catalogue)
        counted.resize(theme.current().px(314), 200)
        counted.show_counts({"must": 12, "should": 28, "consider": 10})
        counted.show()
        settle()
        for each in (*counted.figures.values(), *counted.names.values()):
            assert each.width() >= each.sizeHint().width(), each.text()
            assert counted.rect().contains(each.parentWidget().geometry())
        counted.close()
    theme.apply(qapp, dark=False, text_size=100)
