"""The PDF inside the window: pages drawn beside the window's work, or its text; zoom, save, back."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPixmap
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QStackedWidget, QWidget

from ui import background, kit, theme
from ui.exporting import pdf_of
from ui.top_bar import marking

if TYPE_CHECKING:
    from vpa_assist.catalogue import Catalogue
    from vpa_assist.record.referral import Referral

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
    """The preview of one referral. `left` goes back, `save_asked` carries the PDF."""

    left = Signal()
    save_asked = Signal(object)

    def __init__(self, referral: Referral, catalogue: Catalogue, variant: str, at: str) -> None:
        super().__init__()
        self.catalogue = catalogue
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
        row.addWidget(self.back)
        self.count = kit.label("", "label_plain", "text2")
        row.addWidget(self.count, 1)
        row.addWidget(marking(catalogue), 0, Qt.AlignmentFlag.AlignVCenter)
        row.addStretch(1)
        self.as_text = kit.button(say("preview.text"), self._switch, look="link_strong")
        self.smaller = kit.button("−", lambda: self.zoom(-1), name=say("preview.smaller"))
        self.larger = kit.button("+", lambda: self.zoom(1), name=say("preview.larger"))
        self.save = kit.button(say("preview.save"), lambda: self.save_asked.emit(self._data), look="main")
        for each in (self.as_text, self.smaller, self.larger, self.save):
            row.addWidget(each)
        self.save.not_yet(say("preview.making"))
        outer.addWidget(bar)
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
        outer.addWidget(self.stack, 1)
        self.told = kit.label(say("preview.making"), "body", "text2", wrap=True)
        self.pages.addWidget(self.told)
        self.pages.addStretch(1)
        self.setFocusProxy(self.back)
        self._job = background.run(lambda: pdf_of(referral, catalogue, variant, at), self._made, self._refused)

    @property
    def data(self) -> bytes:
        """The PDF, once it is made."""
        return self._data

    def _made(self, data: Any) -> None:
        self._data = data
        self.save.not_yet("")
        self._draw()

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

    def stop(self) -> None:
        """Throws away what is still being made."""
        self._job.cancel()
