"""The team's referrals: what waits longest first, approved but not sent, sent without a receipt; taking in and giving back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import QFileDialog, QFrame, QListView, QStyleOptionViewItem, QWidget

from ui import background, kit, theme
from ui.answers.line_edit import LineEdit
from ui.dates import parsed
from ui.keeping import NO_RECEIPT
from ui.menu_button import MenuButton
from ui.page_bar import page_bar
from ui.start_list import DraftDelegate, DraftsModel, Index
from ui.start_screen import ListRow
from ui.taking_in import take_in
from vpa_assist.errors import CannotDo
from vpa_assist.store import Filters, WorkList
from vpa_assist.store.transfer import ENDING

if TYPE_CHECKING:
    from vpa_assist.catalogue import Catalogue
    from vpa_assist.store import Row, Store

ENDINGS = (".json", ".pdf", ENDING)
"""Files that may hold a referral: a document, its PDF, a sealed transfer file."""
ORDERS = ("oldest", "gaps", "newest")


@dataclass(frozen=True, slots=True)
class Queue:
    """One list of the queue: its key in the form pack, its filter, and the order in which it begins."""

    key: str
    filters: Filters
    order: str = "oldest"


QUEUES = (
    Queue("approved", Filters(status="approved")),
    Queue("no_receipt", Filters(status="sent", note=NO_RECEIPT)),
    Queue("waiting", Filters(status="submitted")),
    Queue("returned", Filters(status="returned")),
    Queue("sent", Filters(work_list=WorkList.DONE, status="sent"), "newest"),
    Queue("all", Filters(), "newest"),
)
"""The first two are where a referral is lost most easily."""


class QueueModel(DraftsModel):
    """Rows of one queue, fetched page by page."""

    def __init__(self, store: Store, catalogue: Catalogue) -> None:
        super().__init__(store, catalogue)
        self._filters = Filters()
        self._only: list[str] | None = None

    def show_queue(self, filters: Filters, words: str = "") -> None:
        """Shows what the filters let through, or what a search finds among it."""
        self._filters = filters
        self._only = None
        self.show_list(None, words)

    def show_these(self, draft_ids: list[str]) -> None:
        """Shows just these drafts: what is behind a bar of insight."""
        self._only = draft_ids
        self.show_list(None)

    def _page(self, after: str | None) -> tuple[Row, ...]:
        if self._only is not None:
            start = int(after) if after else 0
            found = []
            for number, draft_id in enumerate(self._only[start : start + 50], start + 1):
                try:
                    row = self._store.row(draft_id)
                except CannotDo:
                    continue
                from dataclasses import replace

                found.append(replace(row, after=str(number)))
            return tuple(found)
        return self._store.search(self._words, self._filters, after, 50)


class QueueDelegate(DraftDelegate):
    """A row with who wrote it and how long it has been waiting."""

    def _paint_when(self, painter: QPainter, rect: Any, row: Row) -> int:
        tokens = theme.current()
        say = self._catalogue.screen
        painter.setFont(tokens.font("small"))
        painter.setPen(tokens.colour("text2"))
        box = rect.adjusted(0, tokens.px(8), -tokens.px(16), -tokens.px(8))
        top = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop
        bottom = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom
        author = row.summary.author or say("queue.no_author")
        age = self.age(row)
        painter.drawText(box, top, author)
        painter.drawText(box, bottom, age)
        wide = max(painter.fontMetrics().horizontalAdvance(each) for each in (author, age))
        return int(box.right() - wide)

    def age(self, row: Row) -> str:
        """How long ago the draft was last changed, in words."""
        at = parsed(row.updated_at)
        if at is None:
            return ""
        minutes = max(0, int((self._now() - at).total_seconds() // 60))
        say = self._catalogue.screen
        if minutes < 60:
            return say("queue.minutes", count=minutes)
        if minutes < 48 * 60:
            return say("queue.hours", count=minutes // 60)
        return say("queue.days", count=minutes // (24 * 60))

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> Any:
        return super().sizeHint(option, index)


class QueueView(QListView):
    """The list: Enter opens, arrows go up and down."""

    opened = Signal(str)

    def __init__(self, store: Store, catalogue: Catalogue, now: Callable[[], datetime]) -> None:
        super().__init__()
        self.rows = QueueModel(store, catalogue)
        self.setModel(self.rows)
        self._delegate = QueueDelegate(catalogue, now)
        self.setItemDelegate(self._delegate)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("look", "drafts")
        self.setProperty("ring", "true")
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(catalogue.screen("queue.list"))
        self.clicked.connect(self._open)

    def _open(self, index: Any) -> None:
        row = self.rows.row_at(index)
        if row is not None:
            self.opened.emit(row.draft_id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex())
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event: Any) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.rows.rowCount():
            self.setCurrentIndex(self.rows.index(0))


class QueuePage(QWidget):
    """The supervisor's lists. `open_asked` carries the draft to review."""

    go_home = Signal()
    open_asked = Signal(str)
    insight_asked = Signal()
    samples_asked = Signal()

    def __init__(self, store: Store, catalogue: Catalogue, now: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "window")
        self.setAcceptDrops(True)
        self.store = store
        self.catalogue = catalogue
        self._now = now
        self.queue = QUEUES[2]
        outer = kit.vertical(self)
        outer.addWidget(self._top())
        middle = kit.horizontal()
        middle.addWidget(self._left())
        middle.addWidget(self._middle(), 1)
        outer.addLayout(middle, 1)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(150)
        self._soon.timeout.connect(self.follow)
        self.follow()
        self.setFocusProxy(self.view)

    def _word(self, key: str, **words: object) -> str:
        return self.catalogue.screen(key, **words)

    def _top(self) -> QFrame:
        samples = kit.button(self._word("sample.name"), self.samples_asked.emit)
        insight = kit.button(self._word("insight.name"), self.insight_asked.emit)
        name, home = self._word("queue.name"), self._word("queue.home")
        return page_bar(self.catalogue, name, home, self.go_home.emit, right=[samples, insight])

    def _left(self) -> QFrame:
        left = kit.frame("outline")
        left.setFixedWidth(theme.current().px(250))
        column = kit.vertical(left, margins=(0, 14, 0, 14))
        self.lists: dict[str, ListRow] = {}
        for queue in QUEUES:
            row = ListRow(self._word(f"queue.{queue.key}"))
            row.clicked.connect(lambda _checked=False, queue=queue: self.show_queue(queue))
            row.pressed_key.connect(lambda key, queue=queue: self._arrow(queue, key))
            self.lists[queue.key] = row
            column.addWidget(row)
        column.addSpacing(theme.current().px(10))
        foot = kit.vertical(margins=(16, 8, 12, 0), space=8)
        self.take_button = kit.button(self._word("queue.take_in"), self.ask_files)
        foot.addWidget(self.take_button)
        self.folder_button = kit.button(self._word("queue.take_folder"), self.ask_folder)
        foot.addWidget(self.folder_button)
        foot.addWidget(kit.label(self._word("queue.drop"), "small", "text2", wrap=True))
        column.addLayout(foot)
        column.addStretch(1)
        return left

    def _middle(self) -> QWidget:
        holder = QWidget()
        column = kit.vertical(holder, space=12, margins=(26, 14, 26, 16))
        head = kit.horizontal(space=12)
        self.title = kit.label("", "title")
        head.addWidget(self.title, 1)
        self.order = MenuButton(self._word("queue.order"), [(each, self._word(f"queue.order_{each}")) for each in ORDERS])
        self.order.picked.connect(lambda _value: self.follow())
        head.addWidget(self.order)
        self.search = LineEdit()
        self.search.setPlaceholderText(self._word("start.search"))
        self.search.setAccessibleName(self._word("start.search"))
        self.search.setFixedWidth(theme.current().px(290))
        self.search.text_edited.connect(lambda _text: self._soon.start())
        head.addWidget(self.search)
        column.addLayout(head)
        self.told = kit.label("", "label_plain", "text2", wrap=True)
        self.told.hide()
        column.addWidget(self.told)
        self.view = QueueView(self.store, self.catalogue, self._now)
        self.view.opened.connect(self.open_asked)
        column.addWidget(self.view, 1)
        self.empty = kit.label("", "body", "text2", wrap=True)
        column.addWidget(self.empty)
        column.addStretch(0)
        return holder

    # showing

    def show_queue(self, queue: Queue) -> None:
        """Shows one list in the order in which it begins."""
        self.queue = queue
        self.order.choose(queue.order)
        self.search.set_text("")
        self.follow()

    def follow(self) -> None:
        """Shows the store as it is now."""
        from dataclasses import replace

        for queue in QUEUES:
            chosen = queue.key == self.queue.key
            self.lists[queue.key].show_count(self.store.count(queue.filters), chosen)
            self.lists[queue.key].setFocusPolicy(Qt.FocusPolicy.StrongFocus if chosen else Qt.FocusPolicy.ClickFocus)
        self.title.setText(self._word(f"queue.{self.queue.key}"))
        order: Any = self.order.value
        self.view.rows.show_queue(replace(self.queue.filters, order=order), self.search.text().strip())
        self._show_empty(self._word(f"queue.empty_{self.queue.key}"))

    def show_these(self, draft_ids: list[str], title: str) -> None:
        """Shows just these drafts, under their own title."""
        for row in self.lists.values():
            row.show_count(row.count, False)
        self.title.setText(title)
        self.view.rows.show_these(draft_ids)
        self._show_empty(self._word("queue.empty_all"))

    def _show_empty(self, text: str) -> None:
        any_rows = self.view.rows.rowCount() > 0
        self.view.setVisible(any_rows)
        self.empty.setVisible(not any_rows)
        self.empty.setText(text)

    def _arrow(self, queue: Queue, key: int) -> None:
        step = -1 if key in (Qt.Key.Key_Up, Qt.Key.Key_Left) else 1
        to = QUEUES[(QUEUES.index(queue) + step) % len(QUEUES)]
        self.show_queue(to)
        self.lists[to.key].setFocus(Qt.FocusReason.TabFocusReason)

    # taking in

    def ask_files(self) -> None:
        """Asks for files to take in."""
        dialog = QFileDialog(self, self._word("queue.take_in"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setNameFilter(f"{self._word('queue.kinds')} (*.json *.pdf *{ENDING})")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.filesSelected.connect(lambda names: self.take([Path(name) for name in names]))
        dialog.open()

    def ask_folder(self) -> None:
        """Asks for a folder whose files are taken in."""
        dialog = QFileDialog(self, self._word("queue.take_folder"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.filesSelected.connect(lambda names: self.take([Path(name) for name in names]))
        dialog.open()

    def take(self, paths: list[Path]) -> None:
        """Takes files, and the files of folders, in; says how many came in and names the first that did not."""
        files = [each for path in paths for each in (self._files_of(path) if path.is_dir() else [path])]
        self._tell(self._word("queue.taking", count=len(files)))
        background.run(lambda: self._take_all(files), self._taken, self._tell)

    def _files_of(self, folder: Path) -> list[Path]:
        return sorted(each for each in folder.iterdir() if each.suffix.lower() in ENDINGS and each.is_file())

    def _take_all(self, files: list[Path]) -> tuple[int, list[str]]:
        taken, refused = 0, []
        for path in files:
            try:
                received = take_in(self.store, path, self.catalogue)
            except CannotDo as refusal:
                refused.append(str(refusal))
            else:
                if received.outcome.value == "undecided":
                    refused.append(self._word("queue.undecided", name=path.name))
                else:
                    taken += 1
        return taken, refused

    def _taken(self, result: tuple[int, list[str]]) -> None:
        taken, refused = result
        text = self._word("queue.taken", count=taken)
        if refused:
            text = f"{text} {self._word('queue.refused', count=len(refused))} {refused[0]}"
        self.follow()
        self._tell(text)

    def _tell(self, text: str) -> None:
        self.told.setText(text)
        self.told.setVisible(bool(text))
        kit.announce(self, text)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.take([Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()])
        event.acceptProposedAction()
