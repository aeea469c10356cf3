"""Reads every file of a form pack and names all that is wrong in it, at once. The pack need not be one that can be loaded."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from vpa_assist.catalogue import agree, agree_pages, shapes
from vpa_assist.catalogue.files import BrokenPack, all_toml_files, parse, read_bytes
from vpa_assist.catalogue.shapes import nearest, shape_faults
from vpa_assist.catalogue.types import PackFault
from vpa_assist.errors import CannotDo

MOST_FAULTS = 200
"""Faults that are named; after them only that there are more."""

NEEDED = (
    "authorities.toml",
    "cards.toml",
    "force.toml",
    "glossary.toml",
    "internal.toml",
    "print.toml",
    "screens.toml",
    "sources.toml",
)
"""Files that every pack has."""

NEEDED_FOLDERS = ("checks", "codes", "pages", "prompts")
"""Folders of which every pack has at least one file."""

Files = dict[str, dict[str, Any]]


def check_pack(folder: Path | str) -> tuple[PackFault, ...]:
    """Everything wrong in the form pack of a folder; empty where all is right. Raises CannotDo where there is no such folder."""
    path = Path(folder)
    if not path.is_dir():
        raise CannotDo(f"There is no form pack in {folder}. Name the folder that holds its files.")
    files, faults = _read(path)
    if not faults:
        faults.extend(_missing_files(files))
    faults.extend(_shapes(files))
    if not faults:  # what belongs together can be compared once each table is what it should be
        faults.extend(_comparisons(files))
    if len(faults) > MOST_FAULTS:
        more = len(faults) - MOST_FAULTS
        faults[MOST_FAULTS:] = [PackFault(".", "", f"and {more} more faults")]
    return tuple(faults)


def _read(folder: Path) -> tuple[Files, list[PackFault]]:
    files: Files = {}
    try:
        names = all_toml_files(folder)
    except BrokenPack as error:
        return files, [PackFault(error.file, "", error.wrong)]
    except OSError as error:
        return files, [PackFault(".", "", f"the folder cannot be read ({error.strerror})")]
    if not names:
        return files, [PackFault(".", "", "it holds no TOML file")]
    faults = []
    for name in names:
        try:
            files[name] = parse(read_bytes(folder, name), name)
        except BrokenPack as error:
            faults.append(PackFault(name, "", error.wrong))
    return files, faults


def _missing_files(files: Files) -> Iterator[PackFault]:
    for name in NEEDED:
        if name not in files:
            yield PackFault(name, "", "this file is missing")
    for folder in NEEDED_FOLDERS:
        if not any(name.startswith(f"{folder}/") for name in files):
            yield PackFault(f"{folder}/", "", "there is no file in this folder")


def _shapes(files: Files) -> Iterator[PackFault]:
    for file, table in files.items():
        checker = _SHAPE_OF.get(file) or _SHAPE_OF.get(file.partition("/")[0] + "/")
        if checker is not None:
            yield from islice(checker(file, table), MOST_FAULTS + 1)


def _check_shapes(file: str, table: dict[str, Any]) -> Iterator[PackFault]:
    for code, text in table.items():
        yield from shape_faults(file, code, text, shapes.CHECK)


def _code_shapes(file: str, table: dict[str, Any]) -> Iterator[PackFault]:
    yield from shape_faults(file, "", table, shapes.CODE_LIST)
    yield from _each(file, table.get("code"), "code", shapes.CODE)


def _page_shapes(file: str, table: dict[str, Any]) -> Iterator[PackFault]:
    yield from _only(file, table, page=list)
    for key, page in _named(table.get("page"), "id"):
        yield from shape_faults(file, key, page, shapes.PAGE)
        for number, block in enumerate(_tables(page.get("block")), 1):
            place = f"{key}, block {number}"
            yield from shape_faults(file, place, block, shapes.BLOCK)
            yield from _prompt_shapes(file, place, block.get("prompt"))


def _prompt_shapes(file: str, place: str, prompts: Any) -> Iterator[PackFault]:
    for number, prompt in enumerate(_tables(prompts), 1):
        here = f"{place}, prompt {prompt.get('field') or prompt.get('kind') or number}"
        yield from shape_faults(file, here, prompt, shapes.PROMPT)
        yield from _prompt_shapes(file, here, prompt.get("prompt"))


def _prompt_card_shapes(file: str, table: dict[str, Any]) -> Iterator[PackFault]:
    yield from _only(file, table, card=list)
    yield from _each(file, table.get("card"), "id", shapes.PROMPT_CARD)


def _card_shapes(file: str, table: dict[str, Any]) -> Iterator[PackFault]:
    yield from _only(file, table, card=list)
    yield from _each(file, table.get("card"), "id", shapes.CARD)
    for key, card in _named(table.get("card"), "id"):
        for number, step in enumerate(_tables(card.get("step")), 1):
            yield from shape_faults(file, f"{key}, step {number}", step, shapes.STEP)


def _term_shapes(file: str, table: dict[str, Any]) -> Iterator[PackFault]:
    yield from _only(file, table, term=list)
    yield from _each(file, table.get("term"), "term", shapes.TERM)


def _source_shapes(file: str, table: dict[str, Any]) -> Iterator[PackFault]:
    for id_, source in table.items():
        yield from shape_faults(file, id_, source, shapes.SOURCE)


def _authority_shapes(file: str, table: dict[str, Any]) -> Iterator[PackFault]:
    yield from _only(file, table, authority=dict, districts=dict)
    for code, authority in _items(table.get("authority")):
        yield from shape_faults(file, f"authority.{code}", authority, shapes.AUTHORITY)
    for district, codes in _items(table.get("districts")):
        if not isinstance(codes, list) or not all(isinstance(each, str) for each in codes):
            yield PackFault(file, f"districts.{district}", "it is not a list of texts")


def _force_shapes(file: str, table: dict[str, Any]) -> Iterator[PackFault]:
    yield from shape_faults(file, "", table, shapes.FORCE)


def _text_shapes(file: str, table: dict[str, Any]) -> Iterator[PackFault]:
    for key, text in table.items():
        if not isinstance(text, str):
            yield PackFault(
                file, key, 'it is not text: write "name.of.key" = "text", the key in quotation marks where it has dots'
            )


def _internal_shapes(file: str, table: dict[str, Any]) -> Iterator[PackFault]:
    yield from _only(file, table, member=dict)
    for key, text in _items(table.get("member")):
        if not isinstance(text, str) or not text.strip():
            yield PackFault(file, key, "there is no reason")


_SHAPE_OF: dict[str, Callable[[str, dict[str, Any]], Iterator[PackFault]]] = {
    "checks/": _check_shapes,
    "codes/": _code_shapes,
    "pages/": _page_shapes,
    "prompts/": _prompt_card_shapes,
    "cards.toml": _card_shapes,
    "glossary.toml": _term_shapes,
    "sources.toml": _source_shapes,
    "authorities.toml": _authority_shapes,
    "force.toml": _force_shapes,
    "screens.toml": _text_shapes,
    "print.toml": _text_shapes,
    "internal.toml": _internal_shapes,
}


def _only(file: str, table: dict[str, Any], **kinds: type) -> Iterator[PackFault]:
    """The file holds these tables (dict) and lists of tables (list), and nothing else."""
    for name in table:
        if name not in kinds:
            yield PackFault(file, name, "this table is not known here", nearest(name, kinds))
    for name, kind in kinds.items():
        value = table.get(name)
        if value is None:
            yield PackFault(file, name, "there is none")
        elif not isinstance(value, kind):
            yield PackFault(file, name, "it is not a table" if kind is dict else "it is not a list of tables")
        elif isinstance(value, list) and not all(isinstance(each, dict) for each in value):
            yield PackFault(file, name, "it is not a list of tables")
        elif not value:
            yield PackFault(file, name, "it is empty")


def _each(file: str, tables: Any, key: str, shape: shapes.Shape) -> Iterator[PackFault]:
    for name, table in _named(tables, key):
        yield from shape_faults(file, name, table, shape)


def _named(tables: Any, key: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """The tables of a list, each with what it calls itself, or its number where it does not."""
    for number, table in enumerate(_tables(tables), 1):
        name = table.get(key)
        yield (name if isinstance(name, str) and name else f"number {number}"), table


def _tables(value: Any) -> Iterable[dict[str, Any]]:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def _items(value: Any) -> Iterable[tuple[str, Any]]:
    return value.items() if isinstance(value, dict) else ()


def _comparisons(files: Files) -> Iterator[PackFault]:
    for compare in (
        agree.sources,
        agree.checks,
        agree.texts,
        agree.codes,
        agree.authorities,
        agree.force,
        agree.glossary,
        agree_pages.pages,
        agree_pages.coverage,
        agree_pages.prompts,
        agree_pages.cards,
    ):
        yield from compare(files)


__all__ = ["MOST_FAULTS", "check_pack"]
