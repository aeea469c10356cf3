"""Dip samples in the window: draw one, grade it, see how two graders agree. A sample is about recording, never about a person."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QFrame, QLineEdit, QWidget

from ui import background, kit, theme
from ui.counting_page import CountingPage
from ui.menu_button import MenuButton
from ui.page_bar import PageBar
from ui.supervisor.counting import candidates
from ui.supervisor.session import now
from vpa_assist import dip_sample
from vpa_assist.composed.values import clock as in_words
from vpa_assist.errors import CannotDo, Refused
from vpa_assist.insight.counting import Span
from vpa_assist.record.kinds import moment
from vpa_assist.record.reading import read
from vpa_assist.rubric import GRADES
from vpa_assist.sampling import Candidate, draw
from vpa_assist.typed_times import MONTHS

if TYPE_CHECKING:
    from vpa_assist.catalogue import Catalogue
    from vpa_assist.record.referral import Referral
    from vpa_assist.store import Store

PERIODS = (28, 56, 84, 0)
ITEM = 210
"""Width of one drawn referral, in pixels at 100 %."""


class SampleCard(QFrame):
    """One sample: how it was drawn, how far it is graded, the results as a table, and what is still to grade."""

    def __init__(self, page: SamplesPage, sample: dip_sample.DipSample) -> None:
        super().__init__()
        self.setProperty("look", "block")
        self.sample = sample
        catalogue = page.catalogue
        word = catalogue.screen
        referrals = page.referrals(sample)
        self.found = dip_sample.results(referrals.values(), len(sample.drawn))
        box = kit.vertical(self, space=8, margins=(18, 14, 18, 14))
        day = in_words(moment(sample.drawn_at))
        title = word("sample.row", day=day, size=len(sample.drawn), of=sample.of, seed=sample.seed)
        box.addWidget(kit.label(title, "heading", wrap=True))
        box.addWidget(kit.label(word("sample.graded_of", graded=self.found.graded, of=self.found.of), "label_plain", "text2"))
        box.addWidget(kit.label(dip_sample.agreement_in_words(self.found, catalogue), "label_plain", "text2", wrap=True))
        for part in self.found.parts():
            counts = ", ".join(f"{catalogue.label('grade', grade)} {self.found.grades.get((part, grade), 0)}" for grade in GRADES)
            row = kit.horizontal(space=10)
            name = kit.label(dip_sample.part_label(part, catalogue), "label")
            name.setFixedWidth(theme.current().px(260))
            row.addWidget(name)
            row.addWidget(kit.label(counts, "label_plain"), 1)
            box.addLayout(row)
        links = QWidget()
        flow = kit.Flow(links, space=12)
        for draft_id in sample.drawn:
            referral = referrals.get(draft_id)
            if referral is None:
                continue
            reference = (referral.incident and referral.incident.reference) or draft_id[:8]
            done = any(entry.action == "audit" for entry in referral.review or ())
            item = QWidget()
            item.setFixedWidth(theme.current().px(ITEM))
            column = kit.vertical(item)
            spoken = f"{word('sample.open')} {reference}"
            text = f"{reference} ✓" if done else reference
            column.addWidget(kit.link(text, partial(page.grade.emit, draft_id), name=spoken), 0, Qt.AlignmentFlag.AlignLeft)
            column.addWidget(kit.label(self._about(referral, catalogue), "small", "text2", wrap=True))
            flow.addWidget(item)
        box.addWidget(links)
        row = kit.horizontal(space=10)
        row.addWidget(kit.button(word("sample.save_csv"), lambda: page.save(self, "csv")))
        row.addWidget(kit.button(word("sample.save_pdf"), lambda: page.save(self, "pdf")))
        row.addStretch(1)
        box.addLayout(row)

    @staticmethod
    def _about(referral: Referral, catalogue: Catalogue) -> str:
        """What was drawn, by what it was drawn within: kind of incident and unit."""
        types = (referral.incident and referral.incident.types) or ()
        unit = ((referral.author and referral.author.unit) or "").strip()
        return ", ".join(each for each in (catalogue.label("incident_type", types[0]) if types else "", unit) if each)


class SamplesPage(CountingPage):
    """The samples of one store. `grade` carries the draft to open for grading."""

    grade = Signal(str)
    drawn = Signal()

    def __init__(
        self, store: Store, catalogue: Catalogue, clock: Callable[[], datetime] = now, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("look", "window")
        self.store = store
        self.catalogue = catalogue
        self._clock = clock
        outer = kit.vertical(self)
        outer.addWidget(self._top())
        content = QWidget()
        self._box = kit.vertical(content, space=12, margins=(24, 16, 24, 24))
        self._box.addWidget(self._form())
        self._told = kit.label("", "label_plain", "text2", wrap=True)
        self._box.addWidget(self._told)
        self._cards = kit.vertical(space=12)
        self._box.addLayout(self._cards)
        self._box.addStretch(1)
        outer.addWidget(kit.Scroll(content), 1)
        self.follow()

    def _word(self, key: str, **words: object) -> str:
        return self.catalogue.screen(key, **words)

    def _top(self) -> QFrame:
        return PageBar(self.catalogue, self._word("sample.name"), self._word("sample.home"), self.leave)

    def _form(self) -> QFrame:
        frame = kit.frame("block")
        box = kit.vertical(frame, space=8, margins=(18, 14, 18, 14))
        self._due = kit.label("", "label", wrap=True)
        box.addWidget(self._due)
        box.addWidget(kit.label(self._word("sample.note"), "label_plain", "text2", wrap=True))
        line = QWidget()
        flow = kit.Flow(line, space=14)
        self.size_field = self._field("sample.size", "10", flow, 80)
        options = [
            (days, self._word("sample.from_days", count=days) if days else self._word("sample.from_all")) for days in PERIODS
        ]
        self.period = MenuButton(self._word("sample.drawn"), options)
        flow.addWidget(self._under(self._word("sample.drawn"), self.period))
        self.seed = self._field("sample.seed", secrets.token_hex(4), flow, 220)
        self.seed.setToolTip(self._word("sample.seed_hint"))
        self.draw_button = kit.button(self._word("sample.draw"), self.draw, look="main")
        flow.addWidget(self._under("", self.draw_button))
        box.addWidget(line)
        return frame

    def _under(self, caption: str, widget: QWidget) -> QWidget:
        holder = QWidget()
        box = kit.vertical(holder, space=4)
        box.addWidget(kit.label(caption, "label"))
        box.addWidget(widget)
        return holder

    def _field(self, key: str, text: str, flow: kit.Flow, width: int) -> QLineEdit:
        made = QLineEdit(text)
        made.setProperty("look", "field")
        made.setFixedWidth(theme.current().px(width))
        made.setAccessibleName(self._word(key))
        flow.addWidget(self._under(self._word(key), made))
        return made

    # samples

    @property
    def samples(self) -> tuple[dip_sample.DipSample, ...]:
        """The samples drawn so far, the last one first."""
        held = dip_sample.from_json(self.store.setting(dip_sample.SETTING, "[]"))
        return tuple(sorted(held, key=lambda sample: sample.drawn_at, reverse=True))

    def referrals(self, sample: dip_sample.DipSample) -> dict[str, Referral]:
        """The drawn referrals that are still here, by draft."""
        found: dict[str, Referral] = {}
        for draft_id in sample.drawn:
            try:
                found[draft_id] = read(self.store.load(draft_id, editing=False).body)
            except (CannotDo, Refused):
                continue
        return found

    def follow(self) -> None:
        """Shows the samples as they stand."""
        kit.clear(self._cards)
        samples = self.samples
        self.cards = [SampleCard(self, sample) for sample in samples]
        for card in self.cards:
            self._cards.addWidget(card)
        every = int(self.catalogue.raw("insight")["sample_every_days"])
        day = dip_sample.due(samples, every, self._clock().date())
        self._due.setVisible(day is not None)
        if day is not None:
            late = day <= self._clock().date()
            said = (
                self._word("sample.due_now")
                if late
                else self._word("sample.due", day=f"{day.day} {MONTHS[day.month - 1]} {day.year}")
            )
            self._due.setText(said)
        if not samples:
            self._cards.addWidget(kit.label(self._word("sample.empty"), "body", "text2", wrap=True))

    def draw(self) -> None:
        """Reads what was handed in and draws. The result is kept before it is shown."""
        if not self.size_field.text().strip().isdecimal() or int(self.size_field.text()) < 1:
            self._tell(self._word("sample.wrong_size"))
            return
        size, seed, days = int(self.size_field.text()), self.seed.text().strip() or secrets.token_hex(4), self.period.value
        first = (self._clock().date() - timedelta(days=days)).isoformat() if isinstance(days, int) and days else ""
        self._tell(self._word("sample.reading"))
        self.stop()
        job: list[background.Job] = []

        def work() -> list[Candidate]:
            return candidates(self.store, self.catalogue, Span(first=first), lambda: job[0].cancelled if job else False)

        self._job = background.run(work, lambda found: self._drawn(found, size, seed, first), self._tell)
        job.append(self._job)

    def _drawn(self, found: list[Candidate], size: int, seed: str, first: str) -> None:
        self._job = None
        if not found:
            self._tell(self._word("sample.none_found"))
            self.drawn.emit()
            return
        sample = draw(found, size, seed)
        criteria = {self._word("sample.criteria_split"): self._word("sample.of_type")}
        if first:
            criteria[self._word("sample.criteria_first")] = first
        made = dip_sample.DipSample(
            id=uuid4().hex,
            drawn_at=self._clock().isoformat(),
            by=self.store.person.collar_number or self.store.person.name,
            seed=seed,
            size=size,
            of=sample.of,
            drawn=sample.drawn,
            criteria=criteria,
        )
        self.store.set_setting(
            dip_sample.SETTING, dip_sample.to_json([*dip_sample.from_json(self.store.setting(dip_sample.SETTING, "[]")), made])
        )
        self.seed.setText(secrets.token_hex(4))
        self._tell("")
        self.follow()
        self.drawn.emit()

    def tell(self, text: str) -> None:
        """Says something under the form."""
        self._tell(text)

    def _tell(self, text: str) -> None:
        self._told.setText(text)
        self._told.setVisible(bool(text))
        kit.announce(self, text)

    # leaving and saving

    def save(self, card: SampleCard, form: str) -> None:
        """Asks where to, and writes the results there."""
        day = card.sample.drawn_at[:10]
        dialog = QFileDialog(self, self._word("sample.name"), f"dip-sample-{day}.{form}")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(form)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda chosen: self.save_to(card, form, Path(chosen)))
        dialog.open()

    def save_to(self, card: SampleCard, form: str, path: Path) -> None:
        """Writes the results as `csv` or `pdf`, and says so."""
        if form == "csv":
            data = dip_sample.as_csv(card.sample, card.found, self.catalogue).encode("utf-8-sig")
        else:
            from vpa_assist.pdf.reports import sample_report

            data = sample_report(card.sample, card.found, self.catalogue, self._clock().isoformat())
        try:
            path.write_bytes(data)
        except OSError as error:
            self._tell(self._word("sample.not_saved", reason=(error.strerror or "").lower()))
        else:
            self._tell(self._word("sample.saved", name=path.name))
