"""`Catalogue`: one form pack, each of its files read when it is first asked for."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Collection, Mapping
from functools import cached_property
from operator import itemgetter
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any, TypeVar

from vpa_assist.catalogue.files import BrokenPack, all_toml_files, read_bytes, read_table, toml_files

if TYPE_CHECKING:
    from vpa_assist.catalogue.places import Places
    from vpa_assist.catalogue.types import (
        Authority,
        Card,
        CheckText,
        CodeList,
        Force,
        Page,
        PromptCard,
        Prompts,
        Source,
        Term,
    )

T = TypeVar("T")

_DISTRICT = re.compile(r"([A-Z]{1,2}[0-9][A-Z0-9]?)\s*[0-9][A-Z]{2}")


class Catalogue:
    """Everything that one form pack says.

    Two catalogues of one folder are the same object (see `load`), so a catalogue can be a key; pickled, it travels as its folder.
    A file that cannot be read raises BrokenPack, one sentence for a person; a code, key or id that the pack lacks, KeyError.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __reduce__(self) -> tuple[Callable[[str], Catalogue], tuple[str]]:
        from vpa_assist.catalogue import load

        return load, (str(self.folder),)

    def __repr__(self) -> str:
        return f"Catalogue({str(self.folder)!r})"

    # words of the checks

    def check_text(self, code: str) -> CheckText:
        """The words of a check."""
        return self._check_texts[code]

    def check_texts(self) -> Mapping[str, CheckText]:
        """The words of all checks by code, family by family."""
        return self._check_texts

    @cached_property
    def _check_texts(self) -> dict[str, CheckText]:
        texts = {}
        for name in toml_files(self.folder, "checks"):
            for code, table in self._table(name).items():
                texts[code] = self._built(name, code, self._building.check_text, code, table)
        return texts

    # code lists

    def codes(self, name: str) -> CodeList:
        """The code list of this name (`forms/codes/NAME.toml`)."""
        held = self._code_lists.get(name)
        if held is None:
            if name == "local_authority":  # written down once, with the front doors
                made: CodeList = self._building.authority_codes(self._authorities)
                self._code_lists[name] = made
                return made
            file = f"codes/{name}.toml"
            if not re.fullmatch(r"[a-z0-9_]+", name) or not (self.folder / file).is_file():
                raise KeyError(name)
            held = self._built(file, "", self._building.code_list, name, self._table(file))
            self._code_lists[name] = held
        return held

    @cached_property
    def _code_lists(self) -> dict[str, CodeList]:
        return {}

    def label(self, name: str, code: str | None) -> str:
        """The words of a code; an unknown code is its own label, and none at all is empty."""
        return self.codes(name).label(code) if code else ""

    # pages and prompts

    def pages(self) -> tuple[Page, ...]:
        """The pages of the window in order."""
        return self._pages

    def page(self, id_: str) -> Page:
        """The page of this id."""
        for page in self._pages:
            if page.id == id_:
                return page
        raise KeyError(id_)

    def page_of(self, path: str, code: str = "") -> tuple[str, int | None]:
        """The page to which a place of the document belongs, as its id and, for a child's page, the child's index.

        `code` is the check that found something there: a page that names the check comes before one that covers the place.
        """
        return self._places.page_of(path, code)

    @cached_property
    def _pages(self) -> tuple[Page, ...]:
        return tuple(
            self._built(name, str(table.get("id", "")), self._building.page, table)
            for name in toml_files(self.folder, "pages")
            for table in self._list(name, "page")
        )

    def prompts(self, page_id: str, conditions: Collection[str]) -> Prompts:
        """What to notice and ask on a page, given the names of the conditions that hold (see `vpa_assist.conditions.holding`).

        The card with the greatest weight (else the most conditions) is the main one; the others that fit stand under `other`,
        and their open questions after its own.
        """
        fitting = [card for card in self._prompt_cards if card.page == page_id and _all_hold(card.when, conditions)]
        fitting.sort(key=lambda card: -card.weight)
        found: Prompts = self._building.prompts(fitting)
        return found

    def prompt_cards(self) -> tuple[PromptCard, ...]:
        """Every prompt card of the pack."""
        return self._prompt_cards

    @cached_property
    def _prompt_cards(self) -> tuple[PromptCard, ...]:
        return tuple(
            self._built(name, str(table.get("id", "")), self._building.prompt_card, table)
            for name in toml_files(self.folder, "prompts")
            for table in self._list(name, "card")
        )

    def field_name(self, pointer: str) -> str:
        """What a field is called in the middle of a sentence ("why not spoken to"), from the prompt that asks for it.

        `pointer` is an address in a referral. A field that no page asks for has the name of what holds it, at last its own.
        """
        return self._places.field_name(pointer)

    @property
    def question_labels(self) -> dict[str, str]:
        """The label of the question that records each place: by address in a referral without leading slash and list places."""
        return self._places.question_labels

    @cached_property
    def _places(self) -> Places:
        from vpa_assist.catalogue.places import Places

        return Places(self._pages, lambda name: self.screen("reason.name", field=name))

    # words of the window and of the printed document

    def screen(self, key: str, **words: object) -> str:
        """The window's own words, with their placeholders filled."""
        return self._screens[key].format_map(words) if words else self._screens[key]

    def printed(self, key: str, **words: object) -> str:
        """The printed document's own words, with their placeholders filled."""
        return self._print[key].format_map(words) if words else self._print[key]

    @cached_property
    def _screens(self) -> dict[str, str]:
        return _flat(self._table("screens.toml"))

    @cached_property
    def _print(self) -> dict[str, str]:
        return _flat(self._table("print.toml"))

    # the force, its neighbours, its terms and sources

    def authorities(self) -> tuple[Authority, ...]:
        """The local authorities that the pack knows, those of the force's area first."""
        return self._authorities

    def authority(self, code: str) -> Authority | None:
        """The local authority of this code, or None."""
        return next((each for each in self._authorities if each.code == code), None)

    @cached_property
    def _authorities(self) -> tuple[Authority, ...]:
        name = "authorities.toml"
        return tuple(
            self._built(name, code, self._building.authority, code, table) for code, table in self._map(name, "authority").items()
        )

    def authorities_of(self, postcode: str) -> frozenset[str]:
        """The codes of the local authorities in which a postcode's district lies; empty where the pack does not know it."""
        found = _DISTRICT.fullmatch(postcode.strip().upper())
        return self._districts.get(found[1], frozenset()) if found else frozenset()

    @cached_property
    def _districts(self) -> dict[str, frozenset[str]]:
        name = "authorities.toml"
        return {
            district: self._built(name, district, frozenset[str], codes)
            for district, codes in self._map(name, "districts").items()
        }

    def force(self) -> Force:
        """What the force has laid down."""
        return self._force

    @property
    def marking(self) -> str:
        """The protective marking that every screen shows. A start needs nothing else of what the force has laid down."""
        return str(self._built("force.toml", "", itemgetter("marking"), self._table("force.toml")))

    @cached_property
    def _force(self) -> Force:
        force: Force = self._built("force.toml", "", self._building.force, self._table("force.toml"))
        return force

    def glossary(self) -> tuple[Term, ...]:
        """Police terms with their meaning."""
        return self._glossary

    @cached_property
    def _glossary(self) -> tuple[Term, ...]:
        name = "glossary.toml"
        return tuple(
            self._built(name, str(table.get("term", "")), self._building.term, table) for table in self._list(name, "term")
        )

    def source(self, id_: str) -> Source:
        """The source of this id."""
        return self._sources[id_]

    def sources(self) -> Mapping[str, Source]:
        """All sources by id."""
        return self._sources

    @cached_property
    def _sources(self) -> dict[str, Source]:
        name = "sources.toml"
        return {id_: self._built(name, id_, self._building.source, id_, table) for id_, table in self._table(name).items()}

    def cards(self) -> tuple[Card, ...]:
        """What to do now, by situation."""
        return self._cards

    @cached_property
    def _cards(self) -> tuple[Card, ...]:
        name = "cards.toml"
        return tuple(
            self._built(name, str(table.get("id", "")), self._building.card, table) for table in self._list(name, "card")
        )

    # anything else

    def raw(self, name: str) -> dict[str, Any]:
        """The content of another file of the pack, by its name without `.toml` (`concepts/people`, `patterns/LAN001`).

        Raises KeyError where there is no such file.
        """
        file = f"{name}.toml"
        if ".." in name or not (self.folder / file).is_file():
            raise KeyError(name)
        return self._table(file)

    def names(self, under: str) -> tuple[str, ...]:
        """The names, as `raw` takes them, of the files in one folder of the pack."""
        return tuple(name.removesuffix(".toml") for name in toml_files(self.folder, under))

    @cached_property
    def fingerprint(self) -> str:
        """SHA-256 in hex over the names and bytes of the pack's files: tells one pack from another."""
        digest = hashlib.sha256()
        for name in all_toml_files(self.folder):
            if not name.startswith("training/"):
                data = read_bytes(self.folder, name)
                digest.update(f"{name}\0{len(data)}\0".encode())
                digest.update(data)
        return digest.hexdigest()

    @cached_property
    def _building(self) -> ModuleType:
        """What makes values of tables; with the kinds that it makes it is imported when the first one is asked for."""
        from vpa_assist.catalogue import building

        return building

    def _table(self, name: str) -> dict[str, Any]:
        held = self._tables.get(name)
        if held is None:
            held = self._tables[name] = read_table(self.folder, name)
        return held

    @cached_property
    def _tables(self) -> dict[str, dict[str, Any]]:
        return {}

    def _list(self, name: str, key: str) -> list[dict[str, Any]]:
        """The tables of one list of a file."""
        value = self._table(name).get(key, [])
        if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
            raise BrokenPack(name, f'"{key}" is not a list of tables')
        return value

    def _map(self, name: str, key: str) -> dict[str, Any]:
        """One table of a file."""
        value = self._table(name).get(key, {})
        if not isinstance(value, dict):
            raise BrokenPack(name, f'"{key}" is not a table')
        return value

    def _built(self, file: str, key: str, build: Callable[..., T], *arguments: Any) -> T:
        try:
            return build(*arguments)
        except KeyError as error:
            raise BrokenPack(file, f"{key + ' has' if key else 'it has'} no {error.args[0]}") from None
        except (TypeError, ValueError, AttributeError):
            raise BrokenPack(file, f"{key or 'it'} holds something of the wrong kind; the form check names it") from None


def _all_hold(names: tuple[str, ...], conditions: Collection[str]) -> bool:
    return all(name[4:] not in conditions if name.startswith("not ") else name in conditions for name in names)


def _flat(table: dict[str, Any]) -> dict[str, str]:
    return {key: text for key, text in table.items() if isinstance(text, str)}
