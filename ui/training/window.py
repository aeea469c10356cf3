"""The training window: the TRAINING bar over one page at a time. Nothing live can be reached from here."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QCloseEvent, QScreen
from PySide6.QtWidgets import QWidget

from ui import background
from ui.training.files import Files
from ui.training.frame import TrainingFrame
from ui.training.library_page import LibraryPage
from ui.training.present_page import PresentPage, other_screen
from ui.training.presenter import Presenter
from ui.training.results_file import ResultsFile
from ui.training.shelf import Shelf
from vpa_assist import store as stores
from vpa_assist.errors import CannotDo

if TYPE_CHECKING:
    from ui.training.deck import Form
    from ui.training.door import Typed
    from vpa_assist.catalogue import Catalogue
    from vpa_assist.store import Cost, Store
    from vpa_assist.training.scenario import Scenario


def _now() -> datetime:
    return datetime.now().astimezone().replace(microsecond=0)


class TrainingWindow(TrainingFrame):
    """The window. `files` asks for file names, `find_screen` for a second screen; tests give ones of their own."""

    def __init__(
        self,
        catalogue: Catalogue,
        *,
        folder: Path,
        note: Path | None = None,
        cost: Cost = stores.STANDARD,
        clock: Callable[[], datetime] = _now,
        files: Files | None = None,
        find_screen: Callable[[QWidget], QScreen | None] = other_screen,
    ) -> None:
        super().__init__(catalogue)
        self.folder = folder
        self.clock = clock
        self.files = files or Files()
        self.store: Store | None = None
        self.shelf = Shelf(catalogue)
        self.results = ResultsFile(folder, catalogue)
        self._note = note
        self._cost = cost
        self._find_screen = find_screen
        self._chosen = ""
        self._run_name = ""
        self._closed = False

    # pages

    def show_library(self, chosen: str = "") -> LibraryPage:
        """The library, with a scenario open in it."""
        self._chosen = chosen or self._chosen
        page = LibraryPage(self.shelf, self._chosen, self._begun())
        page.asked.connect(self.do)
        self.show_page(page, "", lambda: self.show_library())
        return page

    def _begun(self) -> frozenset[str]:
        if self.store is None:
            return frozenset()
        from ui.training.practice import begun

        return begun(self.store)

    def do(self, what: str, scenario_id: str = "") -> None:
        """Does what the library asks for: one of the ways to use a scenario, or a place of its own."""
        self._chosen = scenario_id or self._chosen
        if what in ("present", "briefing"):
            self.present(scenario_id, "present" if what == "present" else "briefing")
        elif what.startswith("print_"):
            self.print_scenario(scenario_id, what.removeprefix("print_"))
        else:
            ways: dict[str, Callable[[], object]] = {
                "library": self.show_library,
                "practise": lambda: self.practise(scenario_id),
                "spot": lambda: self.spot(scenario_id),
                "own": self.own,
                "open_file": self.open_file,
                "class": self.class_results,
                "aide": self.print_aide,
            }
            ways[what]()

    def _scenario(self, scenario_id: str) -> Scenario | None:
        try:
            return self.shelf.scenario(scenario_id)
        except KeyError:
            self.tell(self.catalogue.screen("training.no_scenario", name=scenario_id), "must")
        except CannotDo as refusal:
            self.tell(str(refusal), "must")
        return None

    def tell(self, text: str, tone: str = "quiet") -> None:
        """Says something on the page that is shown, or in the library."""
        page = self.page
        tell = getattr(page, "tell", None)
        if not callable(tell):
            page = self.show_library()
            tell = page.tell
        tell(text, tone)

    # presenting

    def present(self, scenario_id: str, form: Form = "present") -> bool:
        """Puts a scenario on the wall. False when there is none of this id."""
        scenario = self._scenario(scenario_id)
        if scenario is None:
            return False
        self._chosen = scenario_id
        self._present(Presenter(scenario, self.catalogue, form))
        return True

    def _present(self, presenter: Presenter) -> None:
        page = PresentPage(presenter, self._find_screen)
        page.left.connect(lambda: self._presented(presenter.scenario.id))
        key = "training.twice" if presenter.form == "present" else "training.fifteen"
        self.show_page(page, self.catalogue.screen(key), lambda: self._present_again(presenter))
        page.begin()

    def _presented(self, scenario_id: str) -> None:
        self.fill_screen(False)
        self.show_library(scenario_id)

    def _present_again(self, presenter: Presenter) -> None:
        presenter.left.disconnect()
        presenter.notes_asked.disconnect()
        self._present(presenter)

    # practising, spotting, writing, results: each in its own module

    def need_store(self, then: Callable[[Store], object]) -> None:
        """Goes on with an open training store; opens or makes one first."""
        if self.store is not None:
            then(self.store)
        else:
            self._show_door(then)

    def _show_door(self, then: Callable[[Store], object], typed: Typed | None = None) -> None:
        from ui.training.door import DoorPage

        page = DoorPage(self.catalogue, self.folder, self._cost, self._note)
        if typed is not None:
            page.take(typed)

        def opened(store: object) -> None:
            assert isinstance(store, stores.Store)
            self.store = store
            self.shelf.use(store)
            then(store)

        page.opened.connect(opened)
        page.left.connect(self.show_library)
        self.show_page(page, "", lambda: self._show_door(then, page.typed()))

    def pseudonym(self) -> str:
        """The pseudonym under which results are kept now; without a store one for this run."""
        from ui.training.door import new_pseudonym, pseudonym_of

        taken = self.results.pseudonyms()
        if self.store is not None:
            return pseudonym_of(self.store, self.catalogue, taken)
        self._run_name = self._run_name or new_pseudonym(self.catalogue, taken)
        return self._run_name

    def practise(self, scenario_id: str) -> None:
        """Begins a practice of a scenario, or goes on with the one that was begun."""
        scenario = self._scenario(scenario_id)
        if scenario is None:
            return
        from ui.training.practise_page import PractisePage

        def begin(store: Store) -> None:
            page = PractisePage(self, store, scenario)
            self.show_page(page, scenario.title, lambda: begin(store))
            page.begin()

        self.need_store(begin)

    def spot(self, scenario_id: str) -> None:
        """Opens the weak record to be marked."""
        scenario = self._scenario(scenario_id)
        if scenario is None:
            return
        from ui.training.spot_page import SpotPage

        self.show_page(SpotPage(self, scenario), scenario.title, lambda: self.spot(scenario_id))

    def own(self) -> None:
        """One's own scenarios: write, import, share."""
        from ui.training.own_page import OwnPage

        self.need_store(lambda store: self.show_page(OwnPage(self, store), self.catalogue.screen("training.nav_own"), self.own))

    def class_results(self) -> None:
        """What the class did on this computer."""
        from ui.training.class_page import ClassPage

        self.show_page(ClassPage(self), self.catalogue.screen("training.nav_class"), self.class_results)

    # files

    def open_file(self) -> None:
        """Takes in a scenario that somebody shared."""
        say = self.catalogue.screen
        path = self.files.open_name(self, say("training.nav_open_file"), say("training.scenario_kinds"))
        if path is not None:
            self.take_in(path)

    def take_in(self, path: Path) -> Scenario | None:
        """Takes in a shared scenario and opens it in the library. What is no scenario is refused in one sentence."""
        from ui.training.files import read_scenario

        try:
            scenario = read_scenario(path, self.catalogue)
            if self._is_of_the_pack(scenario.id):
                raise CannotDo(self.catalogue.screen("training.id_taken", name=path.name))
            self.shelf.put(scenario)
        except CannotDo as refusal:
            self.tell(str(refusal), "must")
            return None
        page = self.show_library(scenario.id)
        key = "training.taken_in" if self.store is not None else "training.taken_in_for_now"
        page.tell(self.catalogue.screen(key, title=scenario.title))
        return scenario

    def _is_of_the_pack(self, scenario_id: str) -> bool:
        return f"training/{scenario_id}" in self.catalogue.names("training")

    def print_scenario(self, scenario_id: str, kind: str) -> None:
        """Writes a handout where the person chooses."""
        from vpa_assist.handouts import scenario_pdf

        scenario = self._scenario(scenario_id)
        if scenario is not None:
            at = self.clock().isoformat()
            self.save_made(f"{scenario.id}-{kind}.pdf", lambda: scenario_pdf(scenario, self.catalogue, kind, at))  # type: ignore[arg-type]

    def print_aide(self) -> None:
        """Writes the blank AWARE card."""
        from vpa_assist.handouts import aide_memoire

        at = self.clock().isoformat()
        self.save_made("aware-card.pdf", lambda: aide_memoire(self.catalogue, at))

    def save_made(self, name: str, make: Callable[[], bytes], kinds: str = "training.pdf_kinds") -> None:
        """Asks where to, has the file made beside the window, and writes it whole."""
        from ui.exporting import write

        say = self.catalogue.screen
        path = self.files.save_name(self, say("training.save_title"), name, say(kinds))
        if path is None:
            return

        def done(data: Any) -> None:
            try:
                write(path, data, self.catalogue)
            except CannotDo as refusal:
                self.tell(str(refusal), "must")
                return
            self.tell(say("training.saved", name=path.name))

        background.run(make, done, lambda why: self.tell(why, "must"))

    # window

    def shut(self) -> bool:
        """Keeps everything and closes the store. False when something could not be kept."""
        if self._closed:
            return True
        keep = getattr(self.page, "keep", None)
        if callable(keep) and not keep():
            return False
        stop = getattr(self.page, "stop", None)
        if callable(stop):
            stop()
        background.wait()
        if self.store is not None:
            self.store.close()
            self.store = None
        self.let_go()
        self._closed = True
        return True

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.shut():
            event.accept()
        else:
            event.ignore()
