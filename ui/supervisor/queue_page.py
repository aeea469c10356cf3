"""The team's referrals: what waits longest first, approved but not sent, sent without a receipt; taking in and giving back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QFileDialog, QFrame, QWidget
from shiboken6 import isValid

from ui import background, kit, theme
from ui.answers.line_edit import LineEdit
from ui.keeping import NO_RECEIPT
from ui.menu_button import MenuButton
from ui.page_bar import PageBar
from ui.rows import CountedRow
from ui.still_reading import StillReading
from ui.supervisor.narrowing import Narrowing, Option
from ui.supervisor.queue_list import QueueView
from ui.taking_in import take_in
from vpa_assist.errors import CannotDo
from vpa_assist.store import Filters, WorkList
from vpa_assist.store.transfer import ENDING

if TYPE_CHECKING:
    from vpa_assist.catalogue import Catalogue
    from vpa_assist.store import Store

ENDINGS = (".json", ".pdf", ENDING)
"""Files that may hold a referral: a document, its PDF, a sealed transfer file."""
ORDERS = ("oldest", "gaps", "due", "newest")


@dataclass(frozen=True, slots=True)
class Queue:
    """One list of the queue: its key in the form pack, its filter, and the order in which it begins."""

    key: str
    filters: Filters
    order: str = "oldest"
    due: bool = False
    """Only what is overdue or due today."""

    def at(self, now: datetime) -> Filters:
        """The filter as of now."""
        return replace(self.filters, due_before=(now.date() + timedelta(days=1)).isoformat()) if self.due else self.filters


QUEUES = (
    Queue("approved", Filters(status="approved")),
    Queue("no_receipt", Filters(status="sent", note=NO_RECEIPT)),
    Queue("due", Filters(), "due", due=True),
    Queue("waiting", Filters(status="submitted")),
    Queue("returned", Filters(status="returned")),
    Queue("sent", Filters(work_list=WorkList.DONE, status="sent"), "newest"),
    Queue("all", Filters(), "newest"),
)
"""The first two are where a referral is lost most easily, the third where a child is."""
BEGINS_WITH = "waiting"
LEAST = (600, 330)
"""Room that the page needs, in pixels at 100 %."""
NARROW = 55
"""Ems below which the head takes two lines and the lists at the left less room."""


@dataclass(frozen=True, slots=True)
class QueueState:
    """Which list was shown and how, so that a review comes back to it."""

    key: str
    order: object
    words: str
    chosen: tuple[Option, ...]
    only: tuple[str, ...] | None
    title: str
    draft_id: str

    def of_the_lists(self) -> QueueState:
        """The same without the drafts behind a figure."""
        return replace(self, only=None, title="")


class QueuePage(QWidget):
    """The supervisor's lists. `open_asked` carries the draft to review.

    `elsewhere` hears what came of a taking-in that was still running when the page was left.
    """

    go_home = Signal()
    open_asked = Signal(str)
    insight_asked = Signal()
    samples_asked = Signal()

    def __init__(
        self,
        store: Store,
        catalogue: Catalogue,
        now: Callable[[], datetime],
        state: QueueState | None = None,
        elsewhere: Callable[[str], object] = lambda _text: None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("look", "window")
        # said here: with large text the page is made to fit the window, not the window the page
        self.setMinimumSize(theme.current().px(LEAST[0]), theme.current().px(LEAST[1]))
        self.setAcceptDrops(True)
        self.store = store
        self.catalogue = catalogue
        self._now = now
        self._elsewhere = elsewhere
        self._left_behind = False
        self.queue = next(queue for queue in QUEUES if queue.key == BEGINS_WITH)
        self._only: tuple[str, ...] | None = None
        self._sample_due = False
        outer = kit.vertical(self)
        outer.addWidget(self._top())
        middle = kit.horizontal()
        self._lists_area = kit.Scroll(self._left())
        middle.addWidget(self._lists_area)
        middle.addWidget(self._middle(), 1)
        outer.addLayout(middle, 1)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(150)
        self._soon.timeout.connect(self.follow)
        if state is None:
            self.follow()
        else:
            self.show_state(state)
        self.setFocusProxy(self.view)

    def _word(self, key: str, **words: object) -> str:
        return self.catalogue.screen(key, **words)

    def _top(self) -> QFrame:
        self.samples = kit.button(self._word("sample.name"), self.samples_asked.emit)
        remind = QTimer(self)  # once the page is there: what reads samples is large
        remind.setSingleShot(True)
        remind.timeout.connect(self._remind)
        remind.start(0)
        insight = kit.button(self._word("insight.name"), self.insight_asked.emit)
        name, home = self._word("queue.name"), self._word("queue.home")
        return PageBar(self.catalogue, name, home, self.go_home.emit, right=[self.samples, insight])

    def _remind(self) -> None:
        """Says on the button that a dip sample is due."""
        from vpa_assist import dip_sample

        samples = dip_sample.from_json(self.store.setting(dip_sample.SETTING, "[]"))
        today = self._now().date()
        day = dip_sample.due(samples, int(self.catalogue.raw("insight")["sample_every_days"]), today)
        self._sample_due = day is not None and day <= today
        self._fit()

    def _fit(self) -> None:
        """Takes the room that there is."""
        narrow = theme.current().ems(self.width()) < NARROW
        self._lists_area.setFixedWidth(theme.current().px(200 if narrow else 250))
        self.search.setMinimumWidth(theme.current().px(140 if narrow else 280))
        self._head.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)
        self.samples.set_words(self._word("sample.name_due" if self._sample_due and not narrow else "sample.name"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _left(self) -> QFrame:
        left = kit.frame("outline")
        column = kit.vertical(left, margins=(0, 14, 0, 14))
        self.lists: dict[str, CountedRow] = {}
        for queue in QUEUES:
            row = CountedRow(self._word(f"queue.{queue.key}"))
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
        self._head = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._head.setSpacing(theme.current().px(12))
        self.title = kit.label("", "title", wrap=True)
        self._head.addWidget(self.title, 1)
        head = kit.horizontal(space=12)
        self.order = MenuButton(self._word("queue.order"), [(each, self._word(f"queue.order_{each}")) for each in ORDERS])
        self.order.picked.connect(lambda _value: self.follow())
        head.addWidget(self.order)
        self.search = LineEdit()
        self.search.setPlaceholderText(self._word("start.search"))
        self.search.setAccessibleName(self._word("start.search"))
        self.search.setMaximumWidth(theme.current().px(290))
        self.search.text_edited.connect(lambda _text: self._soon.start())
        head.addWidget(self.search, 1)
        self._head.addLayout(head, 1)
        column.addLayout(self._head)
        self.narrowing = Narrowing(self.store, self.catalogue, lambda: self.queue.at(self._now()))
        self.narrowing.changed.connect(self._narrowed)
        column.addWidget(self.narrowing)
        self.told = kit.label("", "label_plain", "text2", wrap=True)
        self.told.hide()
        column.addWidget(self.told)
        self.still_reading = StillReading(self.store, self.catalogue, self.follow)
        column.addWidget(self.still_reading)
        self.view = QueueView(self.store, self.catalogue, self._now)
        self.view.opened.connect(self.open_asked)
        column.addWidget(self.view, 1)
        self.empty = kit.label("", "body", "text2", wrap=True)
        column.addWidget(self.empty)
        column.addStretch(0)
        self._column = column
        return holder

    # showing

    def show_queue(self, queue: Queue) -> None:
        """Shows one list in the order in which it begins; what it is narrowed to stays."""
        self.queue = queue
        self.order.choose(queue.order)
        self.search.set_text("")
        self.follow()

    def follow(self) -> None:
        """Shows the store as it is now."""
        now = self._now()
        words = self.search.text().strip()
        self._only = None
        self._show_counts(self.queue.key)
        self.title.setText(self._word(f"queue.{self.queue.key}"))
        self.narrowing.show()
        self.order.show()
        self.order.not_yet(self._word("queue.order_of_found") if words else "")
        order: Any = self.order.value
        self.view.rows.show_queue(replace(self.narrowing.narrowed(self.queue.at(now)), order=order), words)
        if words:
            self.still_reading.follow()
        else:
            self.still_reading.hide()
        narrower = words or self.narrowing.any
        self._show_empty(self._word("queue.empty_narrowed" if narrower else f"queue.empty_{self.queue.key}"))

    def _show_counts(self, shown: str) -> None:
        now = self._now()
        numbers = self.store.counts_of([self.narrowing.narrowed(queue.at(now)) for queue in QUEUES])
        for queue, number in zip(QUEUES, numbers, strict=True):
            row = self.lists[queue.key]
            row.show_count(number, queue.key == shown)
            reached = queue.key == (shown or self.queue.key)
            row.setFocusPolicy(Qt.FocusPolicy.StrongFocus if reached else Qt.FocusPolicy.ClickFocus)

    def _narrowed(self) -> None:
        self.follow()
        number = self.lists[self.queue.key].count
        kit.announce(self.view, self._word("queue.now", list=self.title.text(), count=number))

    def show_these(self, draft_ids: list[str], title: str) -> None:
        """Shows just these drafts, under their own title."""
        self._only = tuple(draft_ids)
        self._show_counts("")
        self.title.setText(title)
        self.narrowing.hide()
        self.order.hide()
        self.view.rows.show_these(draft_ids)
        self._show_empty(self._word("queue.empty_all"))

    def _show_empty(self, text: str) -> None:
        any_rows = self.view.rows.rowCount() > 0
        self.view.setVisible(any_rows)
        self.empty.setVisible(not any_rows)
        self.empty.setText(text)
        self._column.setStretch(self._column.count() - 1, 0 if any_rows else 1)

    def state(self, draft_id: str = "") -> QueueState:
        """What is shown, with the draft that is being opened."""
        chosen = self.narrowing.state()
        return QueueState(self.queue.key, self.order.value, self.search.text(), chosen, self._only, self.title.text(), draft_id)

    def show_state(self, state: QueueState) -> None:
        """Shows what was shown then, as it is now, with the keys on the same draft where it is near the top still."""
        self.queue = next(queue for queue in QUEUES if queue.key == state.key)
        self.order.choose(state.order)
        self.search.set_text(state.words)
        self.narrowing.show_state(state.chosen)
        if state.only is None:
            self.follow()
        else:
            self.show_these(list(state.only), state.title)
        self.view.go_to(state.draft_id)

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
        try:
            files = [each for path in paths for each in (self._files_of(path) if path.is_dir() else [path])]
        except OSError as error:
            self._tell(self._word("queue.not_read", reason=(error.strerror or "").lower()))
            return
        self._tell(self._word("queue.taking", count=len(files)))
        # what was begun goes on when the page is left; then it is told where the person is
        background.run(lambda: self._take_all(files), lambda result: self._taken(self._in_words(result)), self._taken)

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

    def _in_words(self, result: tuple[int, list[str]]) -> str:
        taken, refused = result
        text = self._word("queue.taken", count=taken)
        return f"{text} {self._word('queue.refused', count=len(refused))} {refused[0]}" if refused else text

    def _taken(self, text: str) -> None:
        if isValid(self) and not self._left_behind:
            self.tell(text)
        else:
            self._elsewhere(text)

    def tell(self, text: str) -> None:
        """Shows the store as it is now, and says what became of it."""
        if self._only is None:
            self.follow()
        else:
            self._show_counts("")
        self._tell(text)

    def _tell(self, text: str) -> None:
        self.told.setText(text)
        self.told.setVisible(bool(text))
        kit.announce(self, text)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._left_behind = not event.spontaneous()  # another page took its place, and it will be gone in a moment

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._left_behind = False

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.take([Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()])
        event.acceptProposedAction()
