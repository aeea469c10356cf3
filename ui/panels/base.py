"""What all panels have in common: their place in the document, staying equal to it, and the small pieces they are made of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import dropwhile
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ui import kit, theme
from ui.answers import WIDGETS
from ui.answers.base import Answer
from ui.binding import bind
from ui.document import AFTER_PAINT
from ui.question import Question
from ui.tabbing import in_reading_order, is_put_away, takes_tab
from vpa_assist.catalogue import Prompt
from vpa_assist.record.pointers import join, split

if TYPE_CHECKING:
    from ui.document import Document
    from vpa_assist.catalogue import Catalogue
    from vpa_assist.findings import Finding


NAMES = ("/given_name", "/family_name")
DRAWN = {"injury_region": "body_region", "injury_side": "side", "injury_view": "body_view"}
"""The form pack's lists for those that drawings name otherwise."""


class Panel(QWidget):
    """A special part of a page.

    `where` is the address that the page is about: `/children/2`, or "" outside children. A panel reads the document when it
    is built and after each change that concerns it (`concerns`, pointers relative to `where`; empty = any change).
    """

    act = Signal(str)
    """An action of the window that the person asked for, such as `hand_in`."""

    concerns: tuple[str, ...] = ()
    aside = False
    """Whether it is only read: a page begins after it."""
    late = False
    """Whether what it shows beside its answers only follows from them: it waits until a change is painted and checked."""
    structural = False
    """Whether it is late and follows from the structure of the document alone (`Document.structure`), not from findings."""

    def __init__(
        self, document: Document, catalogue: Catalogue, where: str, prompt: Prompt | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.document = document
        self.catalogue = catalogue
        self.base = where
        self.where = subject(where)
        self.prompt = prompt
        self.theme = theme.current()
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(0, 0, 0, 0)
        self.box.setSpacing(self.theme.px(12))
        self._busy = False
        self._behind = False
        self._named = ""
        self.build()
        self.renew()
        self._structure = document.structure
        document.changed.connect(self._changed)
        document.settled.connect(self._settled)
        if self.late and not self.concerns:
            document.findings_changed.connect(self._found)

    # for panels to fill

    def build(self) -> None:
        """Makes what never changes. Called once."""

    def refresh(self) -> None:
        """Brings everything that is shown in line with the document."""

    def renew(self) -> None:
        """Refreshes, with the child's name in what a screen reader says of each control."""
        self.refresh()
        self._say_whose()

    def _say_whose(self) -> None:
        name = self.name
        if not name:
            return
        for each in self.findChildren(QWidget):
            if each.focusPolicy() == Qt.FocusPolicy.NoFocus or each.focusProxy() is not None or each.isWindow():
                continue
            now = each.accessibleName() or (each.text().replace("&&", "&") if isinstance(each, QAbstractButton) else "")
            before = each.property("said")
            plain = before[0] if before and before[1] == now else now
            if self._named and self._named != name:
                plain = plain.replace(self._named, name)
            said = plain if not plain or name in plain else f"{plain}, {name}"
            if said != each.accessibleName():
                each.setAccessibleName(said)
            each.setProperty("said", (plain, said))
        self._named = name

    def setFocus(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:  # noqa: N802 (a name of Qt)
        """Gives the keyboard to the panel's first control, or where it has none to the next one on the page."""
        mine = () if self.aside else in_reading_order(self)
        first = next((each for each in mine if takes_tab(each) and is_meant(each, self)), None)
        if first is None:
            first = self._next_after(self._page()) or self._next_after(self.window())
        if first is not None:
            first.setFocus(reason)

    def _page(self) -> QWidget:
        around = self.parentWidget()
        while around is not None and not getattr(around, "enter_goes_on", False):
            around = around.parentWidget()
        return around or self.window()

    def _next_after(self, around: QWidget) -> QWidget | None:
        after = dropwhile(lambda each: each is not self, in_reading_order(around))
        return next((each for each in after if takes_tab(each) and is_meant(each, around) and not self.isAncestorOf(each)), None)

    def show_findings(self, findings: tuple[Finding, ...]) -> None:
        """Shows findings of the page's section, once it was visited. The questions inside are told by the page."""

    # what is made after the first painting

    def more(self) -> bool:
        """Makes the next of what stands below the first screen and was left for later. Whether there may be more."""
        return False

    def more_soon(self) -> None:
        """Has `more` called once what waits to be painted is painted, and a key that comes meanwhile done before it."""
        QCoreApplication.postEvent(self, QEvent(QEvent.Type.User), AFTER_PAINT)

    def customEvent(self, event: QEvent) -> None:
        # when it is behind, all of it is made anew in a moment; on a page that was left, nobody will read it
        if not self._behind and not is_put_away(self._page()) and self.more():
            self.more_soon()

    def make_all(self) -> None:
        """Makes at once whatever was left for later."""
        while self.more():
            pass

    def made_later(self) -> None:
        """Has what was made after the page say whose it is and show its findings."""
        self._say_whose()
        page: Any = self._page()
        if getattr(page, "enter_goes_on", False):
            page.show_findings()

    # where it is

    @property
    def child_index(self) -> int | None:
        """The index of the child whose page this is, None outside children."""
        steps = split(self.where)
        return int(steps[1]) if len(steps) > 1 and steps[0] == "children" else None

    @property
    def name(self) -> str:
        """The child's name, "" outside children."""
        return self.document.child_name(self.where)

    def at(self, *steps: str | int) -> str:
        """The address of something of this page."""
        return self.where + join(*steps)

    @property
    def field_pointer(self) -> str:
        """The address of the member that the form pack names for this panel."""
        return f"{self.base}/{self.prompt.field}" if self.prompt and self.prompt.field else self.base

    def value(self, *steps: str | int) -> Any:
        """What the document holds there."""
        return self.document.get(self.at(*steps))

    @property
    def read_only(self) -> bool:
        """Whether nothing can be changed now."""
        return self.document.read_only

    def word(self, key: str, **words: object) -> str:
        """The window's own words, the child's name filled in."""
        return self.catalogue.screen(key, **{"name": self.name, **words})

    def go_to(self, pointer: str) -> bool:
        """Puts the keyboard where a pointer is recorded. False when that is not here."""
        return self.focus_on(pointer)

    def show_place(self, pointer: str) -> None:
        """Asks the page to have the window go to a pointer."""
        holder = self.parentWidget()
        while holder is not None:
            signal = getattr(holder, "navigate", None)
            if signal is not None:
                signal.emit(pointer)
                return
            holder = holder.parentWidget()

    # keeping equal

    def _changed(self, where: str) -> None:
        if self._busy or not self._is_concerned(where):
            return
        if self.late or where.removeprefix(self.where) in NAMES:  # a name is part of what is said of many controls
            self._behind = True
            return
        if self._is_gone():
            return
        self._busy = True
        try:
            if not where:
                for question in self.findChildren(Question):
                    question.show_now()
            self.renew()
        finally:
            self._busy = False

    def _settled(self) -> None:
        if self._behind and self.isVisible() and not self._is_gone():
            self._behind = False
            if not (self.structural and self._structure is self.document.structure):
                self._structure = self.document.structure
                self.renew()

    def _found(self) -> None:
        self._behind = True
        self._settled()

    def _is_gone(self) -> bool:
        """Whether the child was taken out: the page goes as well."""
        return self.child_index is not None and self.document.get(self.where) is None

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._settled()

    def _is_concerned(self, where: str) -> bool:
        if not where or not self.concerns:
            return True
        return any(where.startswith(self.where + each) or (self.where + each).startswith(where) for each in self.concerns)

    # answers

    def answer_to(self, pointer: str, prompt: Prompt, spoken: str = "") -> Answer:
        """An answer of one of the general kinds, bound to a pointer. `spoken` is its accessible name (else the label's)."""
        made: Answer = WIDGETS[prompt.kind](self.document, self.catalogue, pointer, prompt)
        made.name_it(spoken or self.spoken(prompt.label), prompt.hint)
        self.bind(made)
        return made

    def answer(self, pointer: str, kind: str, text: str, **more: Any) -> Answer:
        """An answer of a kind with this label, bound to a pointer; `more` are further members of its prompt."""
        return self.answer_to(pointer, Prompt(field="", kind=kind, label=text, **more))

    def field(self, pointer: str, kind: str, text: str, *, within: str = "", **more: Any) -> Question:
        """A question with this label and kind, bound to a pointer; `more` are further members of its prompt."""
        return self._question(pointer, Prompt(field="", kind=kind, label=text, **more), within)

    def _question(self, pointer: str, prompt: Prompt, within: str) -> Question:
        base, _, member = pointer.rpartition("/")
        return Question(self.document, self.catalogue, base, replace(prompt, field=member), within, self)

    def ask_of(self, pointer: str, prompt: Prompt) -> Question:
        """A question whose label keeps its place for a name: it is that of the child through whom the pointer goes."""
        return self._question(pointer, prompt, "")

    def part(self, pointer: str, *fields: str) -> QWidget:
        """The form pack's question for a member that is asked for by a panel of its own, such as a person."""
        from ui.panels import PANELS

        base, _, member = pointer.rpartition("/")
        prompt = replace(self.named(self.inner(*fields)), field=member)
        made: QWidget = PANELS[prompt.kind](self.document, self.catalogue, base, prompt)
        return made

    def bind(self, answer: Answer) -> None:
        """Keeps an answer and its place in the document equal."""
        bind(self.document, answer, answer.where)

    def label_of(self, name: str, code: str | None) -> str:
        """The words of a code, under the names that drawings have for the lists."""
        return self.catalogue.label(DRAWN.get(name, name), code)

    def inner(self, *fields: str) -> Prompt:
        """The question that the form pack has for a member of this panel's value; inner lists by their fields in turn.

        Raises KeyError where it has none.
        """
        found = self.prompt
        for each in fields:
            inside = found.prompts if found else ()
            found = next((one for one in inside if one.field == each), None)
        if found is None:
            raise KeyError("/".join(fields))  # a line for any text would take a time or a code as typed
        return found

    def ask(self, pointer: str, *fields: str, kind: str = "", text: str = "", within: str = "") -> Question:
        """The form pack's question for a member (see `inner`), bound to a pointer, with label, hint and findings."""
        return self._question(pointer, self.named(self.inner(*fields), kind=kind, text=text), within)

    def named(self, prompt: Prompt, *, kind: str = "", text: str = "") -> Prompt:
        """A question with the child's name put in."""
        name = self.name
        return replace(
            prompt,
            kind=kind or prompt.kind,
            label=text or prompt.label.replace("{name}", name),
            hint=prompt.hint.replace("{name}", name),
            placeholder=prompt.placeholder.replace("{name}", name),
            prompts=tuple(self.named(each) for each in prompt.prompts),
        )

    def spoken(self, text: str) -> str:
        """A label as a screen reader says it, with the child's name."""
        name = self.name
        return f"{name}: {text}" if name and name not in text else text

    def focus_on(self, pointer: str) -> bool:
        """Gives the focus to what records this pointer. False when it is not here."""
        answers = [each for each in self.findChildren(Answer) if is_meant(each, self)]
        for answer in answers:
            if answer.where == pointer or pointer.startswith(f"{answer.where}/"):
                self.focus_soon(answer.focus_target())
                return True
        for answer in answers:
            if answer.where.startswith(f"{pointer}/") and pointer != self.where:
                self.focus_soon(answer.focus_target())
                return True
        return False

    def focus_soon(self, target: QWidget) -> None:
        """Gives the keyboard to a control that may not be shown yet; a control of this panel that has it by then keeps it."""
        target.setFocus(Qt.FocusReason.OtherFocusReason)

        def again_if_lost() -> None:
            held = QApplication.focusWidget()
            if held is None or not self.isAncestorOf(held):
                target.setFocus(Qt.FocusReason.OtherFocusReason)

        QTimer.singleShot(0, target, again_if_lost)

    def tell(self, text: str) -> None:
        """Says something to a screen reader."""
        kit.announce(self, text)


def subject(where: str) -> str:
    """The page's own address from any address on it: the child's, or "" for the document."""
    steps = split(where)
    return join(*steps[:2]) if len(steps) > 1 and steps[0] == "children" and steps[1].isdigit() else ""


def is_meant(widget: QWidget, inside: QWidget) -> bool:
    """Whether a widget is to be seen: nobody hid it or what holds it.

    One that was just made counts, though it is not shown yet.
    """
    held: QWidget | None = widget
    while held is not None and held is not inside:
        if is_put_away(held):
            return False
        held = held.parentWidget()
    return held is inside


# small pieces


def label(text: str, look: str = "body", tone: str = "text", *, wrap: bool = True) -> QLabel:
    """A line or paragraph of text in one of the text tokens. What was typed is never read as markup."""
    return kit.label(text, look, tone, wrap=wrap)


def button(
    text: str, slot: Callable[[], object], look: str = "plain", name: str = "", describe: str = "", icon: str = ""
) -> kit.Button:
    """A button with a verb. `name` is its accessible name where the text alone would not do."""
    made = kit.button(text, slot, look=look, name=name or text, icon=icon)
    if describe:
        made.setAccessibleDescription(describe)
        made.setToolTip(describe)
    made.setSizePolicy(QSizePolicy.Policy.Fixed if look == "link" else QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
    return made


def frame(look: str, tone: str = "") -> QFrame:
    """A surface: `block`, `sunken`, `banner` with a tone, `rule`."""
    made = kit.frame(look)
    if tone:
        made.setProperty("tone", tone)
    return made


def block(heading: str = "", note: str = "", trailing: QWidget | None = None) -> tuple[QFrame, QVBoxLayout]:
    """A block with its heading on a line with a quiet note."""
    made = frame("block")
    inside = kit.vertical(made, space=10, margins=(18, 14, 18, 14))
    if heading or trailing:
        head = kit.horizontal(space=10)
        if heading:
            head.addWidget(label(heading, "heading", wrap=False))
        if note:
            head.addWidget(label(note, "small", "text2"), 1)
        else:
            head.addStretch(1)
        if trailing is not None:
            head.addWidget(trailing)
        inside.addLayout(head)
    return made, inside


def row(*widgets: QWidget | QLayout | None, gap: int = 8, stretch: bool = False) -> QHBoxLayout:
    """Widgets side by side; None is a space that grows, and `stretch` adds one at the end."""
    made = kit.horizontal(space=gap)
    for each in widgets:
        if each is None:
            made.addStretch(1)
        elif isinstance(each, QLayout):
            made.addLayout(each)
        else:
            made.addWidget(each)
    if stretch:
        made.addStretch(1)
    return made


def column(*widgets: QWidget | QLayout, gap: int = 4) -> QVBoxLayout:
    """Widgets one under another."""
    made = kit.vertical(space=gap)
    for each in widgets:
        if isinstance(each, QLayout):
            made.addLayout(each)
        else:
            made.addWidget(each)
    return made


def flow(*widgets: QWidget, gap: int = 8) -> QWidget:
    """A widget that holds these side by side and goes on in the next line."""
    holder = QWidget()
    layout = kit.Level(holder, gap)
    for each in widgets:
        layout.addWidget(each)
    policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    policy.setHeightForWidth(True)
    holder.setSizePolicy(policy)
    return holder


def grid(*widgets: tuple[QWidget, str], gap: int = 14, narrow: float = 30) -> QWidget:
    """A widget that holds these on a grid of twelve; each comes with its width (`half`, `third`, ...).

    Below `narrow` ems they stand one under another.
    """
    holder = QWidget()
    rows = kit.Rows(holder, gap, gap, narrow)
    for widget, width in widgets:
        rows.add(widget, width)
    policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    policy.setHeightForWidth(True)
    holder.setSizePolicy(policy)
    return holder


def again(widget: QWidget) -> None:
    """Has the style sheet read a widget's properties anew."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)


clear = kit.clear
