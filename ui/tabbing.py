"""Tab goes through the window in the order in which it is read.

Qt keeps a chain in the order in which widgets were made; what is made later, such as a new turn of a transcript, would come
last of all. So the order is worked out at each step from the layouts.
"""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLayout, QWidget


def in_reading_order(widget: QWidget) -> Iterator[QWidget]:
    """The widgets inside a widget as they are laid out; what lies over the window without a place in it is left out."""
    layout = widget.layout()
    if layout is not None:
        yield from _of_layout(layout)
        return
    for child in widget.children():
        if isinstance(child, QWidget) and not child.isWindow():
            yield child
            yield from in_reading_order(child)


def _of_layout(layout: QLayout) -> Iterator[QWidget]:
    for place in range(layout.count()):
        item = layout.itemAt(place)
        inner = item.layout() if item is not None else None
        held = item.widget() if item is not None else None
        if held is not None:
            yield held
            if not is_put_away(held):
                yield from in_reading_order(held)
        elif inner is not None:
            yield from _of_layout(inner)


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
    order[(order.index(held) + (1 if forward else -1)) % len(order)].setFocus(
        Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
    )
    return True
