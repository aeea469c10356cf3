"""Adding, moving and removing children from the window: said in words, undone with one key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from ui.child_menu import ChildButton
from ui.sections import of_child
from vpa_assist.record import edits
from vpa_assist.record.referral import MOST_CHILDREN

if TYPE_CHECKING:
    from ui.editor import Editor


class Children:
    """What the window does with the children of its referral."""

    def __init__(self, editor: Editor) -> None:
        self._editor = editor

    def add(self) -> None:
        """Adds a child at the end and goes to who they are. Nothing about the new child is red."""
        editor = self._editor
        document = editor.document
        children = document.referral.children or ()
        if document.read_only:
            return
        say = editor.catalogue.screen
        if len(children) >= MOST_CHILDREN:
            editor.say(say("children.most", most=MOST_CHILDREN))
            return
        document.add("/children", {"id": edits.new_child_id(document.referral)}, say("children.undo_add"))
        index = len(children)
        sections = of_child(editor.catalogue, document.referral, index)
        page = next((each for each in sections if each.page.id == "child.who"), sections[0])
        editor.open_section(page)
        if editor.page is not None and not editor.page.go_to(f"/children/{index}/given_name"):
            editor.page.focus_first()
        editor.say(say("children.added", number=index + 1))

    def remove(self, index: int) -> None:
        """Removes a child by name; undo brings everything of it back."""
        editor = self._editor
        document = editor.document
        children = document.referral.children or ()
        if document.read_only or index >= len(children):
            return
        name = document.child_name(f"/children/{index}")
        say = editor.catalogue.screen
        held = self._held()
        document.remove(f"/children/{index}", say("children.undo_remove", name=name))
        self._give_keyboard_back(held, index)
        editor.banners.tell(say("children.removed", name=name), say("list.undo"), editor.undo)

    def move(self, start: int, to: int) -> None:
        """Moves a child to another place in the order."""
        editor = self._editor
        children = editor.document.referral.children or ()
        if editor.document.read_only or not (0 <= start < len(children) and 0 <= to < len(children)):
            return
        name = editor.document.child_name(f"/children/{start}")
        say = editor.catalogue.screen
        held = self._held()
        editor.document.move(f"/children/{start}", to, say("children.undo_move", name=name))
        self._give_keyboard_back(held, to)
        editor.say(say("children.moved", name=name, number=to + 1, count=len(children)))

    def _held(self) -> QWidget | None:
        """What has the keyboard, where that is in the page, which may be made anew in a moment."""
        held = QApplication.focusWidget()
        if held is None or self._editor.page is None or not self._editor.page.isAncestorOf(held):
            return None
        if isinstance(held, ChildButton):
            held.clearFocus()  # it goes with the page, and Qt would hand the keyboard on to whatever comes next
        return held

    def _give_keyboard_back(self, held: QWidget | None, to: int) -> None:
        """The keyboard goes where the child went: to the button by which it was moved, or into the page."""
        once = Qt.ConnectionType.SingleShotConnection
        self._editor.document.settled.connect(lambda: self._give_back(held, to), once)  # the buttons are made anew by then

    def _give_back(self, held: QWidget | None, to: int) -> None:
        page = self._editor.page
        if held is None or page is None or QApplication.focusWidget() is not None:
            return
        last = len(self._editor.document.referral.children or ()) - 1
        own = next((each for each in page.findChildren(ChildButton) if each.index == min(to, last)), None)
        if own is not None:
            QTimer.singleShot(0, own, lambda: own.setFocus(Qt.FocusReason.OtherFocusReason))  # it is not shown yet
        else:
            page.focus_first()

    def step(self, by: int) -> None:
        """Moves the open child up or down."""
        section = self._editor.section
        if section is not None and section.index is not None:
            self.move(section.index, section.index + by)
