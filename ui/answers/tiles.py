"""One code of a short list as large tiles: icon, word, a few more words, and a radio mark."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import icons, kit, theme
from ui.answers.choices import Option, OptionGroup

if TYPE_CHECKING:
    from ui.document import Document
    from vpa_assist.catalogue import Catalogue, CodeEntry, Prompt

ICONS = {"spoken_to": "speech", "seen_not_spoken_to": "eye", "seen_asleep": "moon", "not_seen": "leave"}
"""Icons of the contact's four codes, where the form pack names none."""


class Tile(Option):
    """One tile."""

    def __init__(self, entry: CodeEntry, parent: QWidget | None = None) -> None:
        super().__init__(entry.label, parent=parent)
        self.entry = entry
        self.note = entry.short or entry.note
        name = entry.icon or ICONS.get(entry.code, "")
        self.icon_name = name if name in icons.PATHS else ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        if entry.note:
            self.setAccessibleDescription(entry.note)

    def sizeHint(self) -> QSize:
        tokens = theme.current()
        return QSize(tokens.px(172), tokens.px(theme.TARGET["tile"]))

    def minimumSizeHint(self) -> QSize:
        tokens = theme.current()
        return QSize(tokens.px(130), tokens.px(theme.TARGET["tile"]))

    def paintEvent(self, event: object) -> None:
        tokens = theme.current()
        px = tokens.px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        on = self.isChecked()
        line = 2 if on else 1
        box = QRectF(self.rect()).adjusted(line / 2, line / 2, -line / 2, -line / 2)
        painter.setPen(QPen(tokens.colour("accent" if on else "line2"), line))
        hovered = self.underMouse() and not self.read_only and not on
        painter.setBrush(tokens.colour("accent_soft" if on else "sunken" if hovered else "surface"))
        painter.drawRoundedRect(box, theme.RADIUS["block"], theme.RADIUS["block"])
        if self.icon_name:
            icons.paint(
                painter, self.icon_name, QRectF(px(15), px(14), px(24), px(24)), tokens.colour("accent" if on else "text2")
            )
        side = px(18)
        self._paint_mark(painter, QRectF(self.width() - px(15) - side, px(15), side, side), on)
        left = px(15)
        width = self.width() - left - px(8)
        painter.setPen(tokens.colour("text"))
        painter.setFont(tokens.font("heading"))
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
        painter.drawText(QRectF(left, px(43), width, px(28)), flags, self.text())
        painter.setPen(tokens.colour("text2"))
        painter.setFont(tokens.font("small"))
        wrapped = flags | Qt.TextFlag.TextWordWrap
        painter.drawText(QRectF(left, px(70), width, self.height() - px(72)), wrapped, self.note)
        painter.end()


class TilesAnswer(OptionGroup):
    """Large tiles side by side; on a narrow page they wrap."""

    def __init__(
        self, document: Document, catalogue: Catalogue, where: str, prompt: Prompt, parent: QWidget | None = None
    ) -> None:
        super().__init__(document, catalogue, where, prompt, parent)
        row = kit.Rows(self, space=14, row_space=10, narrow=36)
        entries = tuple(catalogue.codes(prompt.codes))
        width = {2: "half", 3: "third", 4: "quarter"}.get(len(entries), "half")
        for entry in entries:
            tile = Tile(entry)
            row.add(tile, width)
            self.add_option(entry.code, tile)
