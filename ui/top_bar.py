"""The bar at the top of a referral: home, reference, type, marking, saved state, search, blank, preview, hand in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

from ui import icons, kit, theme

if TYPE_CHECKING:
    from datetime import datetime

    from ui.document import Document
    from vpa_assist.catalogue import Catalogue


def marking(catalogue: Catalogue) -> QLabel:
    """The marking, in its box; it stands in the top bar of every screen."""
    made = kit.label(catalogue.marking.upper(), "marking")
    made.setAlignment(Qt.AlignmentFlag.AlignCenter)
    made.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    return made


class SavedState(QLabel):
    """ "Saved 23:14", "Saving", or what is wrong with a way on. Its width is fixed while all is well; nothing flashes.

    It is one widget of a fixed size on a ground of its own, so that a change of the words places and paints nothing else.
    """

    ICON, GAP, WIDTH = 15, 7, 102

    def __init__(self, document: Document, catalogue: Catalogue) -> None:
        super().__init__()
        self.catalogue = catalogue
        self.document = document
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("look", "label_plain")
        self.setProperty("tone", "text2")
        self._icon = ("tick", "ok")
        self.failed = ""
        document.saved.connect(self.show_saved)
        document.settled.connect(self._follow)
        document.not_saved.connect(self.show_not_saved)
        if document.last_saved:
            self.show_saved(document.last_saved)
        else:
            self.show_opened()

    def show_opened(self) -> None:
        """Nothing was changed yet."""
        self._say(self.catalogue.screen("saved.opened"), "tick", "ok")

    def show_saved(self, at: datetime) -> None:
        """Everything is kept."""
        self.failed = ""
        self._say(self.catalogue.screen("saved.at", time=f"{at:%H:%M}"), "tick", "ok")

    def _follow(self) -> None:
        """Says that a change is not kept yet, once the change itself is painted."""
        if not self.failed and not self.document.is_saved:
            self._say(self.catalogue.screen("saved.saving"), "dots", "text2")

    def show_not_saved(self, why: str) -> None:
        """The draft could not be kept."""
        if why != self.failed:
            kit.announce(self, self.catalogue.screen("saved.not", why=why))
        self.failed = why
        self._say(self.catalogue.screen("saved.not_short"), "warning", "must")

    def _say(self, text: str, icon: str, tone: str) -> None:
        if text == self.text():
            return
        self._icon = (icon, tone)
        self.setText(text)
        self.setAccessibleName(text)
        kit.retone(self, tone="must" if tone == "must" else "text2")
        self._fit()
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)  # here, since style sheets undo it
        self.update()

    def _fit(self) -> None:
        px = theme.current().px
        left = px(self.ICON) + px(self.GAP)
        wide = max(px(self.WIDTH), left + self.fontMetrics().horizontalAdvance(self.text()) + 1)
        if (wide, left) != (self.width(), self.contentsMargins().left()):
            self.setContentsMargins(left, 0, 0, 0)
            self.setFixedSize(wide, max(px(self.ICON), self.fontMetrics().height()) + 2)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens, (name, colour) = theme.current(), self._icon
        side = tokens.px(self.ICON)
        painter = QPainter(self)
        painter.fillRect(self.rect(), tokens.colour("surface"))
        icons.paint(painter, name, QRectF(0, (self.height() - side) // 2, side, side), tokens.colour(colour))
        painter.end()
        super().paintEvent(event)


class TopBar(QFrame):
    """The bar. It folds on narrow windows: first the type, then search and preview, then the marking takes its own line."""

    home = Signal()
    find_asked = Signal()
    blank = Signal()
    preview = Signal()
    hand_in = Signal()
    more = Signal()

    def __init__(self, document: Document, catalogue: Catalogue) -> None:
        super().__init__()
        self.document = document
        self.catalogue = catalogue
        self.setProperty("look", "bar")
        say = catalogue.screen
        outer = kit.vertical(self)
        self.row = kit.horizontal(space=10, margins=(12, 0, 14, 0))
        outer.addLayout(self.row)
        self.home_button = kit.icon_button("home", say("bar.home"), self.home.emit, tip=say("bar.home_tip"))
        self.reference = kit.label("", "body_strong")
        self.type = kit.label("", "label_plain", "text2")
        self.type.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.marking = marking(catalogue)
        self.saved = SavedState(document, catalogue)
        self.find_button = kit.icon_button("search", say("bar.find"), self.find_asked.emit, tip=say("bar.find_tip"))
        self.blank_button = kit.icon_button("blank", say("bar.blank"), self.blank.emit, tip=say("bar.blank_tip"))
        self.more_button = kit.icon_button("menu", say("bar.more"), self.more.emit, tip=say("bar.more_tip"))
        self.preview_button = kit.button(say("bar.preview"), self.preview.emit)
        self.hand_in_button = kit.button(say("bar.hand_in"), self.hand_in.emit, look="main")
        left = QWidget()
        left_row = kit.horizontal(left, space=10)
        left_row.addWidget(self.home_button)
        self.line = kit.rule(upright=True)
        self.line.setFixedHeight(theme.current().px(28))
        left_row.addWidget(self.line)
        left_row.addWidget(self.reference)
        left_row.addWidget(self.type, 100)
        left_row.addStretch(1)
        right = QWidget()
        right_row = kit.horizontal(right, space=8)
        right_row.addStretch(1)
        for each in (
            self.saved,
            self.find_button,
            self.blank_button,
            self.more_button,
            self.preview_button,
            self.hand_in_button,
        ):
            right_row.addWidget(each)
        self.row.addWidget(left, 1)
        self.row.addWidget(self.marking, 0, Qt.AlignmentFlag.AlignVCenter)
        self.row.addWidget(right, 1)
        self.own_line = QFrame()
        self.own_line.setProperty("look", "foot")
        own = kit.horizontal(self.own_line, margins=(0, 4, 0, 4))
        self.own_marking = marking(catalogue)
        own.addStretch(1)
        own.addWidget(self.own_marking)
        own.addStretch(1)
        self.own_line.hide()
        outer.addWidget(self.own_line)
        self.setFixedHeight(theme.current().px(theme.TARGET["bar"]))
        self.follow()

    def changed(self, where: str) -> None:
        """Follows a change at this pointer, where it is one of what stands in the bar."""
        if where in ("", "/incident/reference", "/incident/types", "/incident"):
            self.follow()

    def follow(self) -> None:
        """Shows reference and types as they are now."""
        incident = self.document.referral.incident
        reference = ((incident and incident.reference) or "").strip()
        types = [self.catalogue.label("incident_type", each) for each in (incident.types if incident else None) or ()]
        self.reference.setText(reference or self.catalogue.screen("bar.no_reference"))
        text = ", ".join([types[0], *(each[:1].lower() + each[1:] for each in types[1:])]) if types else ""
        self.type.setText(text)
        self.reference.setToolTip(text)
        self.type.setToolTip(text)
        handed_in = self.document.handed_in
        self.hand_in_button.setVisible(not handed_in)

    def fold(self, ems: float) -> None:
        """Leaves out what has no room at this width, in ems."""
        self.type.setVisible(ems >= 72)
        self.preview_button.setVisible(ems >= 72)
        self.find_button.setVisible(ems >= 64)
        narrow = ems < 52
        self.blank_button.setVisible(not narrow)
        self.line.setVisible(not narrow)
        self.marking.setVisible(not narrow)
        self.own_line.setVisible(narrow)
        high = theme.current().px(theme.TARGET["bar"])
        self.setFixedHeight(high + (self.own_line.sizeHint().height() if narrow else 0))
