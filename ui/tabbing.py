"""Tab goes through the window in the order in which it is read.

Qt keeps a chain in the order in which widgets were made; what is made later, such as a new turn of a transcript, would come
last of all. So the order is worked out at each step from the layouts.
"""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLayout, QPushButton, QScrollArea, QWidget


def in_reading_order(widget: QWidget) -> Iterator[QWidget]:
    """The widgets inside a widget as they are read: row by row, each from the left.

    What lies over the window without a place in its layout is left out. Layout items are never asked for: Python would keep
    hold of them after Qt has deleted them.
    """
    layout = widget.layout()
    children = [each for each in widget.children() if isinstance(each, QWidget) and not each.isWindow()]
    if layout is not None:
        children = _by_rows([each for each in children if is_placed(layout, each)])
    for child in children:
        yield child
        if layout is None or not is_put_away(child):
            yield from in_reading_order(child)


def is_placed(layout: QLayout, widget: QWidget) -> bool:
    """Whether a widget has its place in a layout, or in one inside it."""
    return layout.indexOf(widget) >= 0 or any(is_placed(each, widget) for each in layout.children() if isinstance(each, QLayout))


def _by_rows(widgets: list[QWidget]) -> list[QWidget]:
    """The widgets row by row. One stands in a row when its middle is level with the row's first and it covers none of it."""
    rows: list[list[QWidget]] = []
    for each in sorted(widgets, key=lambda one: one.y()):
        place = each.geometry()
        row = rows[-1] if rows else None
        level = row is not None and row[0].y() <= place.center().y() <= row[0].geometry().bottom()
        if row is not None and level and all(place.x() > one.geometry().right() or place.right() < one.x() for one in row):
            row.append(each)
        else:
            rows.append([each])
    return [each for row in rows for each in sorted(row, key=lambda one: one.x())]


def is_put_away(widget: QWidget) -> bool:
    """Whether somebody hid it; one that was just made and is not shown yet was not."""
    return widget.isHidden() and widget.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide)


def takes_tab(widget: QWidget) -> bool:
    """Whether Tab stops at a widget itself, not at one that it stands for."""
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.focusProxy() is None


def stops(inside: QWidget) -> list[QWidget]:
    """The controls at which Tab stops, in reading order."""
    return [each for each in in_reading_order(inside) if takes_tab(each) and each.isVisible() and each.isEnabled()]


def step(inside: QWidget, forward: bool) -> bool:
    """Moves the keyboard to the next or previous control, round and round. False where it is not at one of them."""
    held = QApplication.focusWidget()
    order = stops(inside)
    if held not in order:
        return False
    to = order[(order.index(held) + (1 if forward else -1)) % len(order)]
    to.setFocus(Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason)
    bring_into_view(to)
    return True


ASIDE = ("plain", "link", "link_strong", "icon")
"""Looks of the buttons that Enter passes on its way from answer to answer. Tab stops at them too."""


def lead_on(held: QWidget) -> bool:
    """Enter on a form: on to the next answer or main button. False where `held` stands on no form, so that Enter may press it.

    A form says so with `enter_goes_on`; a page is one. One Enter after another never ticks, presses or adds what nobody chose.
    """
    form = held.parentWidget()
    while form is not None and not getattr(form, "enter_goes_on", False):
        form = form.parentWidget()
    if form is None:
        return False
    order = stops(form)
    after = order[order.index(held) + 1 :] if held in order else []
    to = next((each for each in after if not (isinstance(each, QPushButton) and each.property("look") in ASIDE)), None)
    if to is not None:  # at the last answer it stays
        to.setFocus(Qt.FocusReason.TabFocusReason)
        bring_into_view(to)
    return True


def bring_into_view(widget: QWidget) -> None:
    """Scrolls to a control. A scroll area does so by itself only for steps that begin inside it."""
    area = widget.parentWidget()
    while area is not None and not isinstance(area, QScrollArea):
        area = area.parentWidget()
    if isinstance(area, QScrollArea):
        area.ensureWidgetVisible(widget)
