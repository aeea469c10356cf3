"""The bar at the head of a page that stands beside the work: home, the page's name, the marking, what can be done."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QWidget

from ui import kit, theme

if TYPE_CHECKING:
    from vpa_assist.catalogue import Catalogue


def page_bar(
    catalogue: Catalogue,
    title: str,
    home_name: str,
    go_home: Callable[[], object],
    beside: Sequence[QWidget] = (),
    right: Sequence[QWidget] = (),
) -> QFrame:
    """A bar. `beside` stands after the title, `right` at the far end; the marking stands between them."""
    bar = kit.frame("bar")
    bar.setFixedHeight(theme.current().px(theme.TARGET["bar"]))
    row = kit.horizontal(bar, space=10, margins=(12, 0, 16, 0))
    row.addWidget(kit.icon_button("home", home_name, go_home))
    row.addWidget(kit.rule(upright=True))
    row.addWidget(kit.label(title, "heading"))
    for each in beside:
        row.addWidget(each, 0, Qt.AlignmentFlag.AlignVCenter)
    row.addStretch(1)
    row.addWidget(kit.label(catalogue.force().marking, "marking"), 0, Qt.AlignmentFlag.AlignVCenter)
    row.addStretch(1)
    for each in right:
        row.addWidget(each)
    return bar
