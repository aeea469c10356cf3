"""What a step of the workflow asks for, in place at the foot of the page: never a dialog, and cancelled by one key."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QCheckBox, QFrame, QLineEdit, QWidget

from ui import kit, theme
from ui.icons import Shape
from ui.menu_button import MenuButton
from ui.supervisor.threads_panel import TextBox

if TYPE_CHECKING:
    from ui.supervisor.session import ReviewSession

MOST_GAPS = 6
"""Open gaps named before an approval; the rest is a number."""


class _Fitting(kit.Scroll):
    """As high as what it holds where there is room, else it scrolls: what is to be written and pressed stays in view."""

    def __init__(self, held: QWidget) -> None:
        super().__init__(held)
        self._held = held

    def sizeHint(self) -> QSize:
        held = self._held
        width = max(self.width(), theme.current().px(300))
        return QSize(width, held.heightForWidth(width) if held.hasHeightForWidth() else held.sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.current().px(200), theme.current().px(48))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()


class StepDrawer(QFrame):
    """The form of one step. `taken` is told once the step was kept."""

    taken = Signal(str)
    closed = Signal()

    def __init__(self, session: ReviewSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "bar")
        self.session = session
        outer = kit.vertical(self, space=8, margins=(24, 12, 24, 12))
        inner = QWidget()
        self._box = kit.vertical(inner, space=8)
        self._about_it = _Fitting(inner)
        outer.addWidget(self._about_it)
        self._foot = kit.vertical(space=8)
        outer.addLayout(self._foot)
        self.action = ""
        self.text: TextBox | None = None
        self.extra: dict[str, Any] = {}
        self.confirm: kit.Button | None = None
        self.hide()

    def _word(self, key: str, **words: object) -> str:
        return self.session.catalogue.screen(key, **words)

    def open_step(self, action: str, place: str = "", passage: Callable[[], tuple[int, int] | None] | None = None) -> None:
        """Shows what a step asks for. `place` and `passage` say what a comment is about."""
        kit.clear(self._box)
        kit.clear(self._foot)
        self.action = action
        self.extra = {}
        self._box.addWidget(kit.label(self._word(f"review.{action}_title"), "heading", wrap=True))
        self._box.addWidget(kit.label(self._word(f"review.{action}_note"), "label_plain", "text2", wrap=True))
        if action == "comment":
            self._about(place, passage)
        if action in ("approve", "send"):
            self._gaps()
        if action == "send":
            self._sending()
        self.text = TextBox(self._word(f"review.{action}_text"), self._word(f"review.{action}_hint"), 3)
        self._foot.addWidget(kit.label(self._word(f"review.{action}_text"), "label"))
        self._foot.addWidget(self.text)
        row = kit.horizontal(space=10)
        self.confirm = kit.button(self._word(f"review.{action}_do"), self._take, look="main")
        row.addWidget(self.confirm)
        row.addWidget(kit.button(self._word("review.cancel"), self.close_step))
        row.addStretch(1)
        self._foot.addLayout(row)
        self._about_it.updateGeometry()
        self.show()
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def _about(self, place: str, passage: Callable[[], tuple[int, int] | None] | None) -> None:
        section = self.session.section_of(place)
        where = section.title if section is not None else self._word("review.whole_referral")
        name = self.session.catalogue.field_name(place) if place else ""
        self.extra["path"] = place
        span = passage() if passage is not None else None
        if span is not None:
            self.extra["span"] = span
        about = ", ".join(each for each in (where, name) if each)
        key = "review.about_passage" if span is not None else "review.about"
        self._box.addWidget(kit.label(self._word(key, place=about), "small", "text2", wrap=True))
        self.praise = QCheckBox(self._word("review.praise_box"))
        self._box.addWidget(self.praise)

    def _gaps(self) -> None:
        open_ = [each for each in self.session.findings if each.is_open and each.severity == "must"]
        if not open_:
            self._box.addWidget(kit.label(self._word("review.no_gaps"), "label_plain", "ok", wrap=True))
            return
        self._box.addWidget(kit.label(self._word("review.open_gaps", count=len(open_)), "label", "must", wrap=True))
        for finding in open_[:MOST_GAPS]:
            row = kit.horizontal(space=8)
            row.addWidget(Shape("must", 14))
            row.addWidget(kit.label(finding.message or finding.title, "small", wrap=True), 1)
            self._box.addLayout(row)
        if len(open_) > MOST_GAPS:
            self._box.addWidget(kit.label(self._word("review.more_gaps", count=len(open_) - MOST_GAPS), "small", "text2"))

    def _sending(self) -> None:
        row = kit.horizontal(space=12)
        self.to = self._line("review.send_to")
        how = [(code.code, code.label) for code in self.session.catalogue.codes("send_how")]
        self.how = MenuButton(self._word("review.send_how"), how)
        self.receipt = self._line("review.send_receipt")
        authority = self.session.view.referral and self.session.view.referral.local_authority
        known = self.session.catalogue.authority(authority or "")
        if known is not None:
            self.to.setText(self._word("review.send_to_authority", name=known.name))
        for key, field in (("review.send_to", self.to), ("review.send_how", self.how), ("review.send_receipt", self.receipt)):
            column = kit.vertical(space=4)
            column.addWidget(kit.label(self._word(key), "label"))
            column.addWidget(field)
            row.addLayout(column)
        self._box.addLayout(row)

    def _line(self, key: str) -> QLineEdit:
        made = QLineEdit()
        made.setAccessibleName(self._word(key))
        made.setProperty("look", "field")
        return made

    def _take(self) -> None:
        assert self.text is not None
        text = self.text.text().strip()
        if self.action == "comment":
            done = self.session.comment(self.extra["path"], text, praise=self.praise.isChecked(), span=self.extra.get("span"))
        elif self.action == "send":
            done = self.session.act(
                "send",
                to=self.to.text().strip() or None,
                how=self.how.value,
                receipt=self.receipt.text().strip() or None,
                text=text or None,
            )
        else:
            done = self.session.act(self.action, text=text or None)
        if done:
            action = self.action
            self.close_step()
            self.taken.emit(action)

    def close_step(self) -> None:
        """Puts the form away; what was typed is thrown away."""
        self.hide()
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_step()
            return
        super().keyPressEvent(event)
