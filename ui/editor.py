"""One referral in the window: top bar, outline, one page at a time, what is missing. It puts the parts together."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from ui import actions, kit, theme
from ui.answers.line_edit import LineEdit
from ui.banners import Banners
from ui.children import Children
from ui.document import Document, Place
from ui.find import FindBar, Hit
from ui.findings_panel import FindingsPanel, Rail
from ui.handing_in import HandInCard
from ui.outline import Outline
from ui.overlays import Choice, Help, Palette
from ui.page import Page
from ui.question import filled
from ui.sections import Section, find, in_order, of_child, section_of
from ui.sub_bar import SubBar
from ui.tabbing import step
from ui.targets import target
from ui.top_bar import TopBar
from vpa_assist.findings import Finding

if TYPE_CHECKING:
    from vpa_assist.catalogue import Catalogue

Remember = Callable[[str, str], None]
"""Keeps a small value of the person's own."""


class Editor(QWidget):
    """The frame around a document. `home_asked` leaves it, `preview_asked`, `export_asked` show and write the PDF."""

    home_asked = Signal()
    preview_asked = Signal()
    export_asked = Signal(bool)
    save_elsewhere_asked = Signal()
    reload_asked = Signal()
    blank_asked = Signal()
    comments_asked = Signal()
    compare_asked = Signal()
    history_asked = Signal()
    more_asked = Signal()

    SHOWS_TRAINING_BAR = True
    """Whether a training document brings its own bar; not in a window that carries one already."""

    def __init__(
        self,
        document: Document,
        catalogue: Catalogue,
        *,
        setting: Callable[[str], str] | None = None,
        remember: Remember | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.document = document
        self.catalogue = catalogue
        self._setting = setting or (lambda _key: "")
        self._remember = remember or (lambda _key, _value: None)
        self.setProperty("look", "window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.page: Page | None = None
        self.section: Section | None = None
        self._panel_open = False
        self._rebuilding = False
        self._undo_said: tuple[str, str] | None = None
        self._structure: object = None
        self._counted: tuple[object, ...] = ()
        document.changed.connect(self._document_changed)  # first of all: a page that is out of date goes before it is told
        document.locate = self.where_am_i
        self._build()
        self.children_ = Children(self)
        self._shortcuts()
        document.settled.connect(self._follow)
        for signal in (document.findings_changed, document.visited_changed, document.undo_changed):
            signal.connect(document.settle_soon)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._focus_moved)
        self._open_first()
        document.settle_soon()

    # putting together

    def _build(self) -> None:
        outer = kit.vertical(self)
        self.bar = TopBar(self.document, self.catalogue)
        self.banners = Banners(self)
        self.sub_bar = SubBar(self)
        self.find_bar = FindBar(self.document, self.catalogue)
        for each in (self.bar, self.banners, self.sub_bar, self.find_bar):
            outer.addWidget(each)
        middle = kit.horizontal()
        outer.addLayout(middle, 1)
        self.outline = Outline(self.document, self.catalogue)
        self.holder = QWidget()
        self.page_column = kit.vertical(self.holder)
        self.panel = FindingsPanel(self.document, self.catalogue)
        self.rail = Rail(self.catalogue)
        middle.addWidget(self.outline)
        middle.addWidget(self.holder, 1)
        middle.addWidget(self.panel)
        middle.addWidget(self.rail)
        self.middle = middle
        self.help_sheet = Help(self, self.catalogue)
        self.palette_box = Palette(self, self.catalogue)
        self._connect()

    def _connect(self) -> None:
        self.bar.home.connect(self.go_home)
        self.bar.find_asked.connect(self.find_words)
        self.bar.blank.connect(self.blank_asked)
        self.bar.preview.connect(self.preview)
        self.bar.hand_in.connect(self.hand_in)
        self.bar.more.connect(self.more_asked)
        self.outline.chosen.connect(self._chosen)
        self.outline.child_added.connect(self.add_child)
        self.outline.child_moved.connect(lambda start, to: self.children_.move(start, to))
        self.outline.child_removed.connect(lambda index: self.children_.remove(index))
        self.panel.go_asked.connect(self.go_to_finding)
        self.panel.reason_asked.connect(self.go_to)
        self.panel.fold_asked.connect(lambda: self.unfold_panel(False))
        self.rail.clicked.connect(lambda: self.unfold_panel(True))
        self.find_bar.go_asked.connect(self._show_hit)
        self.find_bar.closed.connect(lambda: self.page.focus_first() if self.page and not self.page.place()[0] else None)

    def _shortcuts(self) -> None:
        self.actions_: dict[str, QAction] = {}
        for command in actions.COMMANDS:
            if command.where != "editor":
                continue
            action = QAction(self.catalogue.screen(f"command.{command.name}"), self)
            action.setShortcuts([QKeySequence(keys) for keys in command.keys])
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            action.triggered.connect(lambda _checked=False, name=command.name: getattr(self, name)())
            self.addAction(action)
            self.actions_[command.name] = action
        for number, keys in enumerate(actions.CHILD_KEYS):
            action = QAction(self)
            action.setShortcut(QKeySequence(keys))
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            action.triggered.connect(lambda _checked=False, number=number: self.go_child(number))
            self.addAction(action)

    def _open_first(self) -> None:
        place = self.document.place
        section = find(self.catalogue, self.document.referral, place.page, place.child) if place.page else None
        if section is None:
            section = in_order(self.catalogue, self.document.referral)[0]
        self.open_section(section, visit=False)
        if place.pointer and self.page is not None:
            QTimer.singleShot(0, self, lambda: self.page and self.page.go_to(place.pointer, place.cursor))

    # pages

    def open_section(self, section: Section, visit: bool = True) -> Page:
        """Shows a section's page. The one that is left counts as visited."""
        left = self.section
        self._drop_page()  # first: a page that goes need not show the findings of having been visited
        if visit and left is not None and left.key != section.key:
            self.document.visit(left.key)
        self.section = section
        self.page = Page(self.document, self.catalogue, section, self.holder)
        self.page.help_asked.connect(self.help)
        self.page.navigate.connect(self.go_to)
        self.page.child_moved.connect(self.children_.move)
        self.page.child_removed.connect(self.children_.remove)
        self.page_column.addWidget(self.page)
        self.document.go(Place(section.page.id, section.child))
        self.outline.show_current(section)
        self.panel.set_section(section)
        self.sub_bar.follow(self.document.shown_counts)
        self._panel_open = self._wants_panel()
        self.arrange()
        self.banners.follow()
        return self.page

    def _drop_page(self) -> None:
        page, self.page = self.page, None
        if page is not None:
            held = QApplication.focusWidget()
            if held is not None and page.isAncestorOf(held):
                held.clearFocus()  # or Qt would give the keyboard to the home button, and a screen reader would read it out
            page.stop()
            page.hide()
            self.page_column.removeWidget(page)
            page.deleteLater()  # with its parent still: to take it out first costs Qt a walk through all that is in it

    def _chosen(self, key: str) -> None:
        self.go_section(key)
        if self.page is not None:
            self.sub_bar.close_outline()
            kit.announce(self.page, self.page.title_text())
            self.page.focus_first()

    def go_section(self, key: str) -> bool:
        """Opens a section by its key."""
        for section in in_order(self.catalogue, self.document.referral):
            if section.key == key:
                if self.section is None or self.section.key != key:
                    self.open_section(section)
                return True
        return False

    def go_to(self, pointer: str, cursor: int | None = None, span: tuple[int, int] | None = None, code: str = "") -> bool:
        """Opens the page that a pointer belongs to, with the keyboard in its answer."""
        section = section_of(self.catalogue, self.document.referral, pointer, code)
        if section is None:
            return False
        if self.section is None or section.key != self.section.key:
            self.open_section(section)
        assert self.page is not None
        page = self.page
        page.layout()
        if not page.go_to(pointer, cursor, span):
            page.focus_first()
        return True

    def go_to_finding(self, finding: object) -> None:
        """Goes where a finding can be answered. The panel over the page makes way."""
        assert isinstance(finding, Finding)
        if not self._docked():
            self.unfold_panel(False)
        self.go_to(target(finding), span=finding.span, code=finding.code)

    def _show_hit(self, hit: object) -> None:
        assert isinstance(hit, Hit)
        self.go_to(hit.pointer, span=(hit.start, hit.end))
        found: Any = QApplication.focusWidget()
        box = self.find_bar.box  # the keyboard stays in the line, so that Enter goes on; a panel may take it later

        def back() -> None:
            box.setFocus(Qt.FocusReason.OtherFocusReason)
            if found is not box and isinstance(found, LineEdit) and isValid(found):
                found.select(hit.start, hit.end)  # a line forgets what is marked when the keyboard leaves it

        back()
        QTimer.singleShot(0, box, back)

    def where_am_i(self) -> Place:
        """Page, child, field and cursor at this moment."""
        if self.page is None or self.section is None:
            return self.document.place
        pointer, cursor = self.page.place()
        place = Place(self.section.page.id, self.section.child, pointer, cursor)
        before = self.document.place
        if not pointer and (before.page, before.child) == (place.page, place.child):
            return before
        return place

    def _focus_moved(self, old: QWidget | None, new: QWidget | None) -> None:
        if self.page is not None and new is not None and self.page.isAncestorOf(new):
            pointer, cursor = self.page.place()
            if pointer and pointer != self.document.place.pointer:
                self.document.go(replace(self.document.place, pointer=pointer, cursor=cursor))
            if QApplication.mouseButtons() == Qt.MouseButton.NoButton:  # under a mouse nothing moves
                self.page.bring_focused(new)

    # following the document

    def _document_changed(self, where: str) -> None:
        if where in ("", "/children") and self.section is not None and not self._rebuilding:
            self._refresh_section()
        self.bar.changed(where)
        if not where:
            self.banners.follow()

    def _refresh_section(self) -> None:
        """Keeps the open page true after children came, went or moved, or after undo."""
        assert self.section is not None
        section = find(self.catalogue, self.document.referral, self.section.page.id, self.section.child)
        if section == self.section and self.page is not None:
            return
        if section is None:
            section = self._neighbour()
        self._rebuilding = True
        try:
            self.open_section(section, visit=False)
        finally:
            self._rebuilding = False

    def _neighbour(self) -> Section:
        """A section to show when the open one is gone: the same page of a child near it, else the first."""
        assert self.section is not None
        children = self.document.referral.children or ()
        if self.section.index is not None and children:
            index = min(self.section.index, len(children) - 1)
            sections = of_child(self.catalogue, self.document.referral, index)
            same = next((each for each in sections if each.page.id == self.section.page.id), None)
            if same or sections:
                return same or sections[0]
        return in_order(self.catalogue, self.document.referral)[0]

    def _follow(self) -> None:
        document = self.document
        if self._structure is not document.structure:
            self._structure = document.structure
            self._keep_section()
        self.outline.follow()
        self.panel.follow()
        now = (document.structure, document.shown_counts, self.section, self.panel.counts.text())
        if now != self._counted:
            self._counted = now
            self.rail.show_counts(document.shown_counts, self.panel.counts.text())
            self.sub_bar.follow(document.shown_counts)
        self._undo_words()

    def _keep_section(self) -> None:
        """Opens another page when there is no such page any more."""
        section = self.section and find(self.catalogue, self.document.referral, self.section.page.id, self.section.child)
        if section is None and self.section is not None:
            self._refresh_section()

    def _undo_words(self) -> None:
        now = (self.document.undo_words, self.document.redo_words)
        if now == self._undo_said:
            return
        self._undo_said = now
        say = self.catalogue.screen
        for name, words in zip(("undo", "redo"), now, strict=True):
            text = say(f"command.{name}_what", what=words) if words else say(f"command.{name}")
            self.actions_[name].setText(text)

    # commands

    def undo(self) -> None:
        """Takes the newest step back, shows where it was and says what it was."""
        self._step_back(self.document.undo_words, self.document.undo, "undone")

    def redo(self) -> None:
        """Does the step again that was taken back last."""
        self._step_back(self.document.redo_words, self.document.redo, "redone")

    def _step_back(self, words: str, step: Callable[[], str], key: str) -> None:
        if not words:
            return
        where = step()
        self.say(self.catalogue.screen(f"undo.{key}", what=words))
        section = section_of(self.catalogue, self.document.referral, where) if where else None
        if section is not None and where and where != "/children":
            self.go_to(where)

    def save(self) -> None:
        """Keeps the draft at once and says so."""
        if self.document.save_now():
            self.say(self.bar.saved.text())

    def say(self, text: str) -> None:
        """Says something in the line under the bar, for the eye and for a screen reader."""
        self.banners.tell(text)

    def help(self) -> None:
        """Opens the guidance for the page."""
        if self.section is None:
            return
        name = self.document.child_name(self.section.where)
        page = self.section.page
        self.help_sheet.show_page(filled(page.title, name), filled(page.help or page.purpose, name))

    def find_words(self) -> None:
        """Opens the line that finds words in the draft."""
        self.find_bar.open()

    def commands(self) -> None:
        """Opens the list of every command, section and child."""
        self.palette_box.offer(self.choices())

    def choices(self) -> list[Choice]:
        """What the palette offers."""
        found = [
            Choice(self.actions_[each.name].text(), each.keys[0] if each.keys else "", getattr(self, each.name))
            for each in actions.COMMANDS
            if each.where == "editor" and each.listed
        ]
        for section in in_order(self.catalogue, self.document.referral):
            name = self.document.child_name(section.where)
            text = f"{name} – {section.page.outline}" if name else section.page.outline
            found.append(Choice(text, "", partial(self._chosen, section.key)))
        found += self._ticks()
        window: Any = self.window()
        more = getattr(window, "choices", None)
        return found + (more() if callable(more) and window is not self else [])

    def _ticks(self) -> list[Choice]:
        """The records that some children need and that are not open for them: who looks for custody finds where it is ticked."""
        found = []
        for section in in_order(self.catalogue, self.document.referral):
            for prompt in (each for block in section.page.blocks for each in block.prompts if each.kind == "applies"):
                where = section.at(prompt.field)
                if section.page.id == "child.applies" and self.document.get(where) is None:
                    text = f"{self.document.child_name(section.where)} – {section.page.outline}: {prompt.name}"
                    found.append(Choice(text, "", partial(self._go_to_tick, section.key, where)))
        return found

    def _go_to_tick(self, key: str, where: str) -> None:
        self._chosen(key)
        if self.page is not None:
            self.page.go_to(where)

    def check_page(self) -> None:
        """Counts the open section as asked about: its findings are shown."""
        if self.section is not None:
            self.document.visit(self.section.key)
            self.unfold_panel(True)

    def add_child(self) -> None:
        """Adds a child and goes to who they are."""
        self.children_.add()

    def child_up(self) -> None:
        """Moves the open child up."""
        self.children_.step(-1)

    def child_down(self) -> None:
        """Moves the open child down."""
        self.children_.step(1)

    def remove_child(self) -> None:
        """Removes the open child; that can be undone."""
        if self.section is not None and self.section.index is not None:
            self.children_.remove(self.section.index)

    def go_child(self, index: int) -> None:
        """Opens a child: the same section as now, or the first."""
        sections = of_child(self.catalogue, self.document.referral, index)
        if sections:
            page = self.section.page.id if self.section is not None else ""
            self._chosen(next((each for each in sections if each.page.id == page), sections[0]).key)

    def _go_aware(self, page: str) -> None:
        children = self.document.referral.children or ()
        index = self.section.index if self.section is not None and self.section.index is not None else 0
        if children:
            self.go_section(f"{page}@{children[index].id}")
            if self.page is not None:
                self.page.focus_first()

    def go_appearance(self) -> None:
        self._go_aware("child.appearance")

    def go_words(self) -> None:
        self._go_aware("child.words")

    def go_activity(self) -> None:
        self._go_aware("child.activity")

    def go_relationships(self) -> None:
        self._go_aware("child.relationships")

    def go_environment(self) -> None:
        self._go_aware("child.environment")

    def add_words(self) -> None:
        """Begins a new turn on the child's Words page."""
        self._go_aware("child.words")
        if self.page is None:
            return
        for block in self.page.blocks:
            for _, widget in block.fields.parts:
                adder: Any = getattr(widget, "add_words", None)
                if adder is not None:
                    adder()
                    return

    def next_section(self) -> None:
        """Opens the section after this one."""
        self._step_section(1)

    def previous_section(self) -> None:
        """Opens the section before this one."""
        self._step_section(-1)

    def _step_section(self, by: int) -> None:
        keys = [each.key for each in in_order(self.catalogue, self.document.referral)]
        at = keys.index(self.section.key) if self.section is not None and self.section.key in keys else 0
        if 0 <= at + by < len(keys):
            self._chosen(keys[at + by])

    def next_gap(self) -> None:
        """Goes to the next open finding in the panel; Enter goes to its place."""
        self._step_gap(1)

    def previous_gap(self) -> None:
        """Goes to the open finding before."""
        self._step_gap(-1)

    def _step_gap(self, by: int) -> None:
        self.unfold_panel(True)
        self.panel.follow()
        finding = self.panel.step(by)
        if finding is None:
            self.say(self.catalogue.screen("panel.nothing"))
            return
        self.panel.focus_first()
        kit.announce(self.panel, f"{finding.title}. {finding.message}")

    def fold_panel(self) -> None:
        """Folds the panel, or unfolds it."""
        self.unfold_panel(not self._panel_open)

    def next_pane(self) -> None:
        """Puts the keyboard into the next pane: outline, page, what is missing, bar."""
        self._step_pane(1)

    def previous_pane(self) -> None:
        """Puts the keyboard into the pane before."""
        self._step_pane(-1)

    def _step_pane(self, by: int) -> None:
        panes: list[tuple[QWidget, Callable[[], object]]] = []
        if self.outline.isVisible():
            panes.append((self.outline, self.outline.focus_current))
        elif self.sub_bar.isVisible():
            panes.append((self.sub_bar, self.sub_bar.focus_first))
        if self.page is not None:
            panes.append((self.page, self.page.focus_first))
        if self.panel.isVisible():
            panes.append((self.panel, self.panel.focus_first))
        elif self.rail.isVisible():
            panes.append((self.rail, self.rail.setFocus))
        panes.append((self.bar, self.bar.home_button.setFocus))
        focus = QApplication.focusWidget()
        at = next((number for number, (pane, _) in enumerate(panes) if focus is pane or (focus and pane.isAncestorOf(focus))), -1)
        panes[(at + by) % len(panes)][1]()

    def go_home(self) -> None:
        """Leaves for the start screen; everything is kept first."""
        self.home_asked.emit()

    def preview(self) -> None:
        """Shows the PDF inside the window."""
        self.preview_asked.emit()

    def export(self) -> None:
        """Writes the PDF where the officer chooses."""
        self.export_asked.emit(False)

    def export_urgent(self) -> None:
        """Writes the PDF at once with its urgent banner; gaps are printed as gaps."""
        self.export_asked.emit(True)

    def hand_in(self) -> None:
        """Asks about everything and goes to the read-through; there, hands in."""
        if self.document.handed_in:
            return
        self.visit_all()
        if self.section is None or self.section.page.id != "read":
            self.go_section("read")
            if self.page is not None:
                self.page.focus_first()
            self.say(self.catalogue.screen("hand_in_card.read_first"))
            return
        self.banners.show_card(HandInCard(self))

    def visit_all(self) -> None:
        """Counts every section as asked about."""
        self.document.visit(*(each.key for each in in_order(self.catalogue, self.document.referral)))

    # arrangement

    def _wants_panel(self) -> bool:
        """Whether the panel is unfolded on this page: as the person left it, else as the page asks and the width allows."""
        if self.section is None:
            return False
        kept = self._setting(f"panel.{self.section.page.id}")
        if theme.current().ems(self.width()) < 72:
            return False
        return kept == "open" if kept else not self.section.page.folded

    def unfold_panel(self, unfold: bool) -> None:
        """Unfolds or folds what is missing; the choice is remembered for this page."""
        if self._panel_open != unfold:
            self._panel_open = unfold
            if self.section is not None and theme.current().ems(self.width()) >= 72:
                self._remember(f"panel.{self.section.page.id}", "open" if unfold else "folded")
            self.arrange()

    def _docked(self) -> bool:
        """Whether the unfolded panel stands beside the page, not over it."""
        folded_page = self.section is not None and self.section.page.folded
        return theme.current().ems(self.width()) >= (110 if folded_page else 72)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        before = theme.current().ems(event.oldSize().width()) if event.oldSize().isValid() else -1.0
        now = theme.current().ems(self.width())
        if any((before < edge) != (now < edge) for edge in (52, 72, 110)) or before < 0:
            self._panel_open = self._wants_panel()
        self.arrange()

    def arrange(self) -> None:
        """Gives every part its place for the window's width, measured in ems of the text size."""
        px = theme.current().px
        ems = theme.current().ems(self.width())
        target = theme.TARGET
        narrow = ems < 52
        self.bar.fold(ems)
        self.sub_bar.setVisible(narrow)
        if not self.sub_bar.outline_is_open:
            self.outline.setVisible(not narrow)
        self.outline.set_small(52 <= ems < 72)
        wide = target["outline_small"] if ems < 72 else target["outline_large"] if ems >= 110 else target["outline"]
        if not narrow:
            self.outline.setFixedWidth(px(wide))
        self._arrange_panel(narrow)
        if self.page is not None:
            side = px(26) if ems >= 72 else px(16)
            folded = self.section is not None and self.section.page.folded
            most = px(target["column"]) + 2 * side if not folded else px(1180)
            self.page.set_margins(side, most)

    def _arrange_panel(self, narrow: bool) -> None:
        px = theme.current().px
        docked = self._docked()
        over = self._panel_open and not docked
        if over:
            if self.middle.indexOf(self.panel) >= 0:
                self.middle.removeWidget(self.panel)
            self.panel.setParent(self)
            top = self.holder.mapTo(self, self.holder.rect().topLeft()).y() if self.isVisible() else self.bar.height()
            wide = self.width() if narrow else min(px(theme.TARGET["panel"]), self.width() - px(60))
            self.panel.setFixedWidth(wide)
            self.panel.setGeometry(self.width() - wide, top, wide, max(px(120), self.height() - top))
            self.panel.show()
            self.panel.raise_()
        else:
            if self.middle.indexOf(self.panel) < 0:
                self.middle.insertWidget(2, self.panel)
            large = theme.current().ems(self.width()) >= 110
            self.panel.setFixedWidth(px(theme.TARGET["panel_large" if large else "panel"]))
            self.panel.setVisible(self._panel_open)
        self.rail.setFixedWidth(px(theme.TARGET["rail"]))
        self.rail.setVisible(not narrow and (not self._panel_open or over))

    def keyPressEvent(self, event: Any) -> None:
        if event.key() == Qt.Key.Key_Escape and self.find_bar.isVisible():
            self.find_bar.close_it()
            return
        if event.key() == Qt.Key.Key_Escape and self.sub_bar.outline_is_open:
            self.sub_bar.close_outline()
            return
        if event.key() == Qt.Key.Key_Escape and self._panel_open and not self._docked():
            self.unfold_panel(False)
            if self.page is not None:
                self.page.focus_first()
            return
        super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: N802 (a name of Qt)
        """Tab goes in reading order, whatever was made last."""
        return step(self, forward) or super().focusNextPrevChild(forward)

    def stop(self) -> None:
        """Ends every tie before the editor and its document are deleted."""
        self.stop_frame()
        self.document.stop()

    def stop_frame(self) -> None:
        """Ends the frame's ties; the document lives on."""
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.disconnect(self._focus_moved)
        self.document.locate = None
        self.document.settled.disconnect(self._follow)
        self.document.changed.disconnect(self._document_changed)
        self._drop_page()
