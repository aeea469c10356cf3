"""The PDF inside the window: pages drawn beside the window's work, or its text; zoom, save, back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPixmap
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QStackedWidget, QWidget

from ui import background, kit, theme
from ui.exporting import Copy, copy_of, page_of
from ui.menu_button import MenuButton
from ui.preview_choices import LockRow, RedactionList
from ui.top_bar import marking
from vpa_assist.errors import CannotDo

if TYPE_CHECKING:
    from vpa_assist.catalogue import Catalogue
    from vpa_assist.record.referral import Referral

VARIANTS = ("full", "strategy", "supervisor", "redacted")
"""The copies to choose among."""
WAYS = ("", "locked", "html")
"""Other ways to save; "" is the button's own words."""
ZOOMS = (0.75, 1.0, 1.25, 1.5, 2.0)


def pages_of(data: bytes, scale: float, cancelled: Callable[[], bool] = lambda: False) -> list[QImage]:
    """The pages of a PDF as pictures. `scale` 1 is 96 pixels an inch."""
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    images = []
    try:
        for at in range(len(document)):
            if cancelled():
                break
            bitmap = document[at].render(scale=scale * 96 / 72, rev_byteorder=True)
            width, height, stride = bitmap.width, bitmap.height, bitmap.stride
            kind = QImage.Format.Format_RGBA8888 if bitmap.n_channels == 4 else QImage.Format.Format_RGB888
            images.append(QImage(bytes(bitmap.buffer), width, height, stride, kind).copy())
    finally:
        document.close()
    return images


def text_of(data: bytes) -> str:
    """The text of a PDF, page by page."""
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    try:
        return "\n\n".join(document[at].get_textpage().get_text_range().replace("\r\n", "\n") for at in range(len(document)))
    finally:
        document.close()


class Preview(QWidget):
    """The preview of one referral. `left` goes back, `save_asked` carries the `Copy` to write.

    With `variants` a person chooses among the copies of `VARIANTS`, and saves them locked or as a web page too. `facts` are
    printed on the last page.
    """

    left = Signal()
    save_asked = Signal(object)

    def __init__(
        self,
        referral: Referral,
        catalogue: Catalogue,
        variant: str,
        at: str,
        facts: Mapping[str, str] | None = None,
        *,
        variants: bool = False,
    ) -> None:
        super().__init__()
        self.catalogue = catalogue
        self._referral = referral
        self._at = at
        self._facts = facts
        self._variant = variant
        self._missing: tuple[str, ...] = ()
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(300)
        self._again.timeout.connect(self._make)
        self._zoom = 1
        self._data = b""
        self.images: list[QImage] = []
        say = catalogue.screen
        self.setProperty("look", "window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        outer = kit.vertical(self)
        bar = kit.frame("bar")
        bar.setFixedHeight(theme.current().px(theme.TARGET["bar"]))
        row = kit.horizontal(bar, space=8, margins=(12, 0, 14, 0))
        self.back = kit.button(say("preview.back"), self.left.emit, icon="left")
        left, right = QWidget(), QWidget()  # as wide as each other where there is room: the marking stands in the middle
        left_row, right_row = kit.horizontal(left, space=8), kit.horizontal(right, space=8)
        left_row.addWidget(self.back)
        self.count = kit.label("", "label_plain", "text2")
        left_row.addWidget(self.count, 1)
        row.addWidget(left, 1)
        row.addWidget(marking(catalogue), 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(right, 1)
        right_row.addStretch(1)
        self.as_text = kit.button(say("preview.text"), self._switch, look="link_strong")
        self.smaller = kit.button("−", lambda: self.zoom(-1), name=say("preview.smaller"))
        self.larger = kit.button("+", lambda: self.zoom(1), name=say("preview.larger"))
        self.save = kit.button(say("preview.save"), self._save, look="main")
        self.variants = MenuButton(say("preview.variant"), [(each, say(f"preview.variant_{each}")) for each in VARIANTS])
        self.variants.choose(variant)
        self.variants.picked.connect(self._choose)
        self.ways = MenuButton(say("preview.ways"), [(each, say(f"preview.way_{each}")) for each in WAYS])
        self.ways.picked.connect(self._other_way)
        for each in (self.variants, self.as_text, self.smaller, self.larger, self.ways, self.save):
            right_row.addWidget(each)
        for each in (self.variants, self.ways):
            each.setVisible(variants)
        self.save.not_yet(say("preview.making"))
        outer.addWidget(bar)
        self.lock = LockRow(catalogue)
        self.lock.locked.connect(self._save_locked)
        outer.addWidget(self.lock)
        self.stack = QStackedWidget()
        inner = QWidget()
        self.pages = kit.vertical(inner, space=16, margins=(24, 24, 24, 24))
        self.area = kit.Scroll(inner)
        self.area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.area.setAccessibleName(say("preview.pages"))
        self.text = QPlainTextEdit()
        self.text.setProperty("look", "field")
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(say("preview.text"))
        self.stack.addWidget(self.area)
        self.stack.addWidget(self.text)
        middle = kit.horizontal()
        outer.addLayout(middle, 1)
        self.redaction: RedactionList | None = None
        self._middle = middle
        middle.addWidget(self.stack, 1)
        self.told = kit.label(say("preview.making"), "body", "text2", wrap=True)
        self.pages.addWidget(self.told)
        self.pages.addStretch(1)
        self.setFocusProxy(self.back)
        self._job: background.Job
        self._make()

    @property
    def data(self) -> bytes:
        """The PDF, once it is made."""
        return self._data

    def _make(self) -> None:
        """Makes the chosen copy; what is shown stays until it is there."""
        chosen = self.redaction.redaction() if self.redaction is not None else None
        variant = self._variant if self._variant != "redacted" or chosen is not None else "full"
        referral, catalogue, at, facts = self._referral, self.catalogue, self._at, self._facts
        redaction = chosen if variant == "redacted" else None
        self.save.not_yet(self.catalogue.screen("preview.making"))
        if self._data:
            self._job.cancel()
        self._job = background.run(lambda: copy_of(referral, catalogue, variant, at, facts, redaction), self._made, self._refused)

    def _made(self, made: Any) -> None:
        self._data = made.data
        self._missing = made.missing
        say = self.catalogue.screen
        nothing_chosen = self._variant == "redacted" and made.variant != "redacted"
        self.save.not_yet(say("redact.nothing") if nothing_chosen else "")
        self.ways.not_yet(say("redact.nothing") if nothing_chosen else "")
        self.text.clear()
        if self.stack.currentWidget() is self.text:
            self.text.setPlainText(text_of(self._data))
        self._draw()

    # which copy, and how it is saved

    def _choose(self, variant: object) -> None:
        self._variant = str(variant)
        if self._variant == "redacted" and self.redaction is None:
            self.redaction = RedactionList(self._referral, self.catalogue)
            self.redaction.chosen.connect(self._again.start)
            self._middle.insertWidget(0, self.redaction)
        if self.redaction is not None:
            self.redaction.setVisible(self._variant == "redacted")
        self._make()

    def _save(self) -> None:
        self.save_asked.emit(Copy(self._data, self._variant, missing=self._missing))

    def _other_way(self, way: object) -> None:
        self.ways.choose("")
        if way == "locked":
            self.lock.show()
            self.lock.password.setFocus(Qt.FocusReason.OtherFocusReason)
        elif way == "html":
            redaction = self.redaction.redaction() if self.redaction is not None and self._variant == "redacted" else None
            referral, catalogue, variant, at, facts = self._referral, self.catalogue, self._variant, self._at, self._facts

            def work() -> Copy:
                return page_of(referral, catalogue, variant, at, facts, redaction)

            background.run(work, self.save_asked.emit, self._refused)

    def _save_locked(self, password: str) -> None:
        from vpa_assist.pdf import locked

        try:
            data = locked(self._data, password)
        except CannotDo as refusal:
            self.lock.tell(str(refusal))
            return
        self.lock.done()
        self.save_asked.emit(Copy(data, self._variant, missing=self._missing))

    def _refused(self, why: str) -> None:
        self.told.setText(why)
        kit.announce(self, why)

    def _draw(self) -> None:
        scale = ZOOMS[self._zoom] * theme.current().text_size / 100
        job: background.Job | None = None

        def work() -> list[QImage]:
            return pages_of(self._data, scale, lambda: job is not None and job.cancelled)

        self._job.cancel()
        job = self._job = background.run(work, self._drawn, self._refused)

    def _drawn(self, images: Any) -> None:
        self.images = list(images)
        kit.clear(self.pages)
        say = self.catalogue.screen
        self.count.setText(say("preview.count", count=len(self.images)))
        for number, image in enumerate(self.images, 1):
            page = QLabel()
            page.setPixmap(QPixmap.fromImage(image))
            page.setAccessibleName(say("preview.page", number=number, count=len(self.images)))
            self.pages.addWidget(page, 0, Qt.AlignmentFlag.AlignHCenter)
        self.pages.addStretch(1)

    def zoom(self, by: int) -> None:
        """Draws the pages larger or smaller."""
        to = max(0, min(len(ZOOMS) - 1, self._zoom + by))
        if to != self._zoom and self._data:
            self._zoom = to
            self._draw()

    def _switch(self) -> None:
        say = self.catalogue.screen
        if self.stack.currentWidget() is self.area:
            if self._data and not self.text.toPlainText():
                self.text.setPlainText(text_of(self._data))
            self.stack.setCurrentWidget(self.text)
            self.as_text.set_words(say("preview.as_pages"))
        else:
            self.stack.setCurrentWidget(self.area)
            self.as_text.set_words(say("preview.text"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)

    @property
    def variant(self) -> str:
        """The copy that is shown; the full one where what is redacted would have to be chosen again."""
        return "full" if self._variant == "redacted" else self._variant

    def stop(self) -> None:
        """Throws away what is still being made."""
        self._job.cancel()
