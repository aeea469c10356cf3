"""The lines under the top bar: training, returned, read-only, recovered, not saved, and what was just done."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ui import kit, theme
from vpa_assist.errors import CannotDo
from vpa_assist.record.kinds import moment

if TYPE_CHECKING:
    from ui.editor import Editor

TOLD_FOR = 12_000
"""Milliseconds for which a line about what was just done stays, unless something else is told."""


class Banners(QWidget):
    """Holds the banners that apply now."""

    def __init__(self, editor: Editor) -> None:
        super().__init__()
        self.editor = editor
        whole = kit.vertical(self)
        self.training = kit.vertical()
        whole.addLayout(self.training)
        self.column = kit.vertical(space=6)
        self.fixed = kit.vertical(space=6)
        self.column.addLayout(self.fixed)
        whole.addLayout(self.column)
        self._told: QWidget | None = None
        self._not_saved: QWidget | None = None
        self._card: QWidget | None = None
        self._shape: tuple[object, ...] = ()
        self._recovered = ""
        document = editor.document
        document.not_saved.connect(self._show_not_saved)
        document.saved.connect(lambda _at: self._clear_not_saved())
        self._margins()

    def _margins(self) -> None:
        px = theme.current().px
        any_shown = bool(self.fixed.count() or self._told or self._not_saved or self._card)
        self.column.setContentsMargins(px(12), px(8) if any_shown else 0, px(12), px(2) if any_shown else 0)

    def follow(self) -> None:
        """Shows the banners that the document's state asks for."""
        document = self.editor.document
        referral = document.referral
        status = referral.status or "draft"
        shape = (status, referral.kind, document.adding, len(referral.review or ()), self._recovered)
        if shape == self._shape:
            return
        self._shape = shape
        kit.clear(self.fixed)
        kit.clear(self.training)
        if referral.kind == "training" and self.editor.SHOWS_TRAINING_BAR:
            self._training()
        if self._recovered:
            self._recovered_line()
        if status == "returned":
            self._returned()
        elif document.adding:
            self._adding()
        elif document.handed_in:
            say = self.editor.catalogue.screen
            action = kit.button(say("banner.add_later"), self._begin_addendum)
            self.fixed.addWidget(kit.Banner("accent", say(f"banner.{status}"), say(f"banner.{status}_rest"), action))
        self._margins()

    def _add(self, tone: str, key: str, rest: str, icon: str, action: str = "", do: Callable[[], object] | None = None) -> None:
        say = self.editor.catalogue.screen
        link = kit.link(say(action), do) if action and do else None
        self.fixed.addWidget(kit.Banner(tone, say(key), rest, link, icon))

    def _recovered_line(self) -> None:
        say = self.editor.catalogue.screen
        ways = kit.horizontal(space=4)
        ways.addWidget(kit.link(say("history.title"), self.editor.history_asked.emit))
        ways.addWidget(kit.link(say("banner.recovered_ok"), self._forget_recovered))
        self.fixed.addWidget(kit.Banner("quiet", say("banner.recovered"), self._recovered, ways, "clock"))

    def _training(self) -> None:
        say = self.editor.catalogue.screen
        bar = kit.frame("training")
        bar.setFixedHeight(theme.current().px(theme.TARGET["training"]))
        row = kit.horizontal(bar, space=12, margins=(16, 0, 16, 0))
        row.addWidget(kit.label(say("banner.training"), "label", "on_train"))
        row.addWidget(kit.label(say("banner.training_rest"), "label_plain", "on_train"), 1)
        self.training.addWidget(bar)

    def _returned(self) -> None:
        review = self.editor.document.referral.review or ()
        entry = next((each for each in reversed(review) if each.action == "return"), None)
        if entry is None:
            return
        by = entry.by
        who = " ".join(each for each in ((by and by.rank) or "", (by and by.name) or "") if each)
        at = f"{moment(entry.at):%H:%M}" if entry.at else ""
        say = self.editor.catalogue.screen
        rest = say("banner.returned_rest", who=who, time=at, words=entry.text or "")
        commented = any(each.action == "comment" for each in self.editor.document.referral.review or ())
        action, do = ("banner.comments", self.editor.comments_asked.emit) if commented else ("", None)
        self._add("should", "banner.returned", rest, "back", action, do)

    def _adding(self) -> None:
        say = self.editor.catalogue.screen
        holder = kit.frame("banner")
        holder.setProperty("tone", "accent")
        row = kit.horizontal(holder, space=10, margins=(14, 6, 12, 6))
        row.addWidget(kit.label(say("banner.adding"), "label"))
        row.addWidget(kit.label(say("banner.adding_rest"), "label_plain", wrap=True), 1)
        row.addWidget(kit.button(say("banner.adding_keep"), self._commit_addenda, look="main"))
        row.addWidget(kit.link(say("cancel"), self._cancel_addendum))
        self.fixed.addWidget(holder)

    def _begin_addendum(self) -> None:
        self.editor.document.begin_addendum()
        self.follow()

    def _cancel_addendum(self) -> None:
        self.editor.document.cancel_addendum()
        self.follow()

    def _commit_addenda(self) -> None:
        say = self.editor.catalogue.screen
        try:
            number = self.editor.document.commit_addenda()
        except CannotDo as refusal:
            self.tell(str(refusal))
            return
        self.follow()
        self.tell(say("banner.added", count=number))

    def show_recovered(self, text: str) -> None:
        """Says that the draft was open when the program ended, and that nothing is lost."""
        self._recovered = text
        self.follow()

    def _forget_recovered(self) -> None:
        self._recovered = ""
        self.follow()

    # what was just done

    def tell(self, text: str, action: str = "", do: Callable[[], object] | None = None) -> None:
        """Says what was just done, with a way back where there is one. Screen readers hear it."""
        self._drop("_told")
        link = kit.link(action, do) if action and do else None
        banner = kit.Banner("quiet", text, "", link, "tick")
        self._told = banner
        self.column.addWidget(banner)
        self._margins()
        kit.announce(self, text)
        from PySide6.QtCore import QTimer

        QTimer.singleShot(TOLD_FOR, banner, lambda: self._drop("_told") if self._told is banner else None)

    def told(self) -> str:
        """What was said last, "" when nothing is shown."""
        return self._told.text() if isinstance(self._told, kit.Banner) else ""

    def _drop(self, name: str) -> None:
        widget: QWidget | None = getattr(self, name)
        if widget is not None:
            setattr(self, name, None)
            widget.hide()
            self.column.removeWidget(widget)
            widget.setParent(None)
            widget.deleteLater()
        self._margins()

    # not saved

    def _show_not_saved(self, why: str) -> None:
        self._drop("_not_saved")
        say = self.editor.catalogue.screen
        holder = kit.frame("banner")
        holder.setProperty("tone", "must")
        row = kit.horizontal(holder, space=12, margins=(14, 6, 12, 6))
        text = kit.label(say("saved.not", why=why), "label", "must", wrap=True)
        row.addWidget(text, 1)
        if "compare" in getattr(self.editor.document.refusal, "way_on", ()):
            # somebody else saved it meanwhile: trying again would be refused again
            row.addWidget(kit.link(say("saved.compare"), self.editor.compare_asked.emit))
        else:
            row.addWidget(kit.link(say("saved.try_again"), self.editor.document.save_now))
        row.addWidget(kit.link(say("saved.elsewhere"), self.editor.save_elsewhere_asked.emit))
        self._not_saved = holder
        self._not_saved_text = text.text()
        self.column.insertWidget(0, holder)
        self._margins()

    def not_saved_text(self) -> str:
        """What is said about a draft that could not be kept; "" when all is well."""
        return self._not_saved_text if self._not_saved is not None else ""

    def _clear_not_saved(self) -> None:
        if self._not_saved is not None:
            self._drop("_not_saved")

    # a card that asks something in place

    def show_card(self, card: QWidget) -> None:
        """Shows a card under the bar instead of a dialog, with the keyboard in it."""
        self._drop("_card")
        self._card = card
        self.column.addWidget(card)
        self._margins()
        card.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_card(self) -> None:
        """Takes the card away."""
        self._drop("_card")

    @property
    def card(self) -> QWidget | None:
        return self._card
