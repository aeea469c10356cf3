"""Whether a module applies to this child, by one act: the questions come when it does, and go when it does not."""

from __future__ import annotations

from PySide6.QtCore import Qt

from ui.answers.choices import Option
from ui.panels.base import Panel, button, label, row


class Applies(Panel):
    """The module that the form pack names (`missing`, `custody`, ...). Taking it away can be undone."""

    concerns = ()

    def build(self) -> None:
        self._box = Option("", many=True)
        self._box.clicked.connect(self._clicked)
        self._box.pressed_key.connect(self._step)
        self._box.setProperty("pointer", self._pointer)
        self._note = label(self.word("applies.will_go"), "small", "text2")
        self._keep = button(self.word("applies.keep"), self._keep_it)
        self._take = button(self.word("applies.take_away"), self._take_away, "link")
        self.box.addLayout(row(self._box, None))
        self.box.addWidget(self._note)
        self.box.addLayout(row(self._keep, self._take, None))
        self._asking = False

    @property
    def _pointer(self) -> str:
        return self.field_pointer

    def refresh(self) -> None:
        there = self.document.get(self._pointer) is not None
        text = self.prompt.label.replace("{name}", self.name) if self.prompt else ""
        self._box.setText(text)
        self._box.updateGeometry()
        self._box.setAccessibleName(text)
        self._box.setChecked(there)
        self._box.read_only = self.read_only
        self._asking = self._asking and there
        self._note.setVisible(self._asking)
        self._keep.setVisible(self._asking)
        self._take.setVisible(self._asking)

    def _step(self, key: int) -> None:
        """Arrows move among the ticks of the page, one under another as they are."""
        page = self.window()
        boxes = [each._box for each in page.findChildren(Applies) if each.isVisible()]
        if self._box in boxes:
            step = -1 if key in (Qt.Key.Key_Up, Qt.Key.Key_Left) else 1
            boxes[(boxes.index(self._box) + step) % len(boxes)].setFocus(Qt.FocusReason.TabFocusReason)

    def _clicked(self) -> None:
        held = self.document.get(self._pointer)
        if self.read_only:
            return
        if held is None:
            self.document.edit(self._pointer, {}, self.word("applies.undo_on", what=self._box.text()))
        elif held.as_json():
            self._asking = True
            self.renew()
            self._keep.setFocus()
        else:
            self._take_away()

    def _keep_it(self) -> None:
        self._asking = False
        self.renew()
        self._box.setFocus()

    def _take_away(self) -> None:
        self._asking = False
        self.document.edit(self._pointer, None, self.word("applies.undo_off", what=self._box.text()))
        self._box.setFocus()
