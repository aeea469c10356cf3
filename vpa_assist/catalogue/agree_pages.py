"""What has to agree between pages, prompts and cards, and the record: fields, kinds, code lists, conditions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from vpa_assist.catalogue import kinds
from vpa_assist.catalogue.agree import Files, placeholder_faults, same_codes
from vpa_assist.catalogue.contract import CONTRACT
from vpa_assist.catalogue.shapes import nearest
from vpa_assist.catalogue.types import PackFault
from vpa_assist.conditions import CONDITIONS

NAME = frozenset({"name"})


def _pages(files: Files) -> Iterator[tuple[str, dict[str, Any]]]:
    for file, table in files.items():
        if file.startswith("pages/"):
            for page in table["page"]:
                yield file, page


def _of_child(page: dict[str, Any]) -> bool:
    return str(page["id"]).startswith("child.")


def condition_faults(file: str, key: str, name: str) -> Iterator[PackFault]:
    """A condition that is not known."""
    plain = name.removeprefix("not ")
    if plain and plain not in CONDITIONS:
        yield PackFault(file, key, f'unknown condition "{name}"', nearest(plain, CONDITIONS))


def pages(files: Files) -> Iterator[PackFault]:
    """Page ids are unique, what they cover exists, and each prompt fits the member that it records."""
    known: set[str] = set()
    codes = {code for file, table in files.items() if file.startswith("checks/") for code in table}
    for file, page in _pages(files):
        key = page["id"]
        if key in known:
            yield PackFault(file, key, "a page of this id stands already")
        known.add(key)
        yield from condition_faults(file, key, page.get("when", ""))
        allowed = NAME if _of_child(page) else frozenset()
        for text in (page["title"], page["purpose"], page["help"]):
            yield from placeholder_faults(file, key, text, allowed)
        for cover in page.get("covers", ()):
            if not _exists(_of_child(page), cover):
                yield PackFault(file, key, f'it covers "{cover}", which the record does not have')
        for code in page.get("codes", ()):
            if code not in codes and code not in CONTRACT:
                yield PackFault(file, key, f'there is no check "{code}"', nearest(code, codes))
        for number, block in enumerate(page["block"], 1):
            place = f"{key}, block {number}"
            yield from condition_faults(file, place, block.get("when", ""))
            for prompt in block["prompt"]:
                yield from _prompt(files, file, place, _of_child(page), "", prompt)


def _exists(of_child: bool, field: str) -> bool:
    try:
        kinds.member_kind(of_child, field)
    except KeyError:
        return False
    return True


def where(of_child: bool, before: str, prompt: dict[str, Any]) -> str:
    """The member that a prompt records, relative to the child or the document; `*` for any place in a list."""
    field = str(prompt["field"])
    if field.startswith("/"):
        return field[1:]
    if not before:
        return field
    start = f"{before}/*" if kinds.what(kinds.member_kind(of_child, before)) == "list" else before
    return f"{start}/{field}" if field else start


def _prompt(files: Files, file: str, place: str, of_child: bool, before: str, prompt: dict[str, Any]) -> Iterator[PackFault]:
    kind = prompt["kind"]
    key = f"{place}, prompt {prompt['field'] or kind}"
    known = kinds.ANSWERS | kinds.PANELS
    if kind not in known:
        yield PackFault(file, key, f'unknown kind "{kind}"', nearest(kind, known))
    if prompt.get("width", "full") not in kinds.WIDTHS:
        yield PackFault(file, key, f'unknown width "{prompt["width"]}"', nearest(prompt["width"], kinds.WIDTHS))
    yield from condition_faults(file, key, prompt.get("when", ""))
    for name in ("label", "hint", "placeholder"):
        yield from placeholder_faults(file, key, prompt.get(name, ""), NAME)
    member = where(of_child, before, prompt)
    if member:
        yield from _member(files, file, key, of_child, member, prompt)
    elif kind not in kinds.PANELS:
        yield PackFault(file, key, "it names no field")
    reason = prompt.get("reason", "")
    if reason and not _exists(of_child, reason):
        yield PackFault(file, key, f'its reason "{reason}" is no member of the record')
    if not member or _exists(of_child, member):
        for inner in prompt.get("prompt", ()):
            yield from _prompt(files, file, key, of_child, member, inner)


def _member(files: Files, file: str, key: str, of_child: bool, member: str, prompt: dict[str, Any]) -> Iterator[PackFault]:
    try:
        annotation = kinds.member_kind(of_child, member)
    except KeyError:
        wanted = [each.removeprefix("children/*/") for each in kinds.members() if each.startswith("children/*/") == of_child]
        yield PackFault(file, key, f'the record has no member "{member}"', nearest(member, wanted))
        return
    kind = prompt["kind"]
    if kind in kinds.ANSWERS and not kinds.fits(kind, annotation):
        yield PackFault(file, key, f'the kind "{kind}" does not fit: the member holds a {kinds.what(annotation)}')
    codes = prompt.get("codes", "")
    if codes and codes != "local_authority" and f"codes/{codes}.toml" not in files:
        lists = [name[6:-5] for name in files if name.startswith("codes/")]
        yield PackFault(file, key, f'there is no code list "{codes}"', nearest(codes, lists))
    elif kind in kinds.ANSWERS and kinds.literal_of(annotation):
        if codes:
            yield from same_codes(files, codes, kinds.literal_of(annotation))
        else:
            yield PackFault(file, key, "the record holds codes here, and no code list is named")


def coverage(files: Files) -> Iterator[PackFault]:
    """Every member of the record is asked for by a page, or listed as internal with a reason."""
    internal = files["internal.toml"]["member"]
    asked, whole = _asked(files)
    members = list(kinds.members())
    for member in members:
        held = any(member == each or member.startswith(f"{each}/") for each in internal)
        if not held and member not in asked and not any(member.startswith(f"{each}/") for each in whole):
            yield PackFault("pages/", member, "no page asks for this member of the record, and internal.toml does not list it")
    for each in internal:
        if not any(member == each or member.startswith(f"{each}/") for member in members):
            yield PackFault("internal.toml", each, "the record has no such member", nearest(each, members))


def _asked(files: Files) -> tuple[set[str], set[str]]:
    """The members that prompts record, and the parts that are asked for as a whole."""
    asked: set[str] = set()
    whole: set[str] = set()

    def add(of_child: bool, before: str, prompt: dict[str, Any]) -> None:
        member = where(of_child, before, prompt)
        place = f"children/*/{member}" if of_child else member
        if prompt["kind"] in kinds.WHOLE:
            whole.add(place)
        asked.add(place.removesuffix("/*"))
        if reason := prompt.get("reason", ""):
            asked.add(f"children/*/{reason}" if of_child else reason)
        for inner in prompt.get("prompt", ()):
            add(of_child, member, inner)

    for _, page in _pages(files):
        for block in page["block"]:
            for prompt in block["prompt"]:
                if _exists(_of_child(page), str(prompt["field"])):
                    add(_of_child(page), "", prompt)
    return asked, whole


def prompts(files: Files) -> Iterator[PackFault]:
    """Prompt cards belong to pages and depend on conditions that exist."""
    page_ids = [page["id"] for _, page in _pages(files)]
    known: set[str] = set()
    for file, table in files.items():
        if not file.startswith("prompts/"):
            continue
        for card in table["card"]:
            key = card["id"]
            if key in known:
                yield PackFault(file, key, "a card of this id stands already")
            known.add(key)
            if card["page"] not in page_ids:
                yield PackFault(file, key, f'there is no page "{card["page"]}"', nearest(card["page"], page_ids))
            for name in card["when"]:
                yield from condition_faults(file, key, name)
            for text in (card["for_whom"], *card["notice"], *card.get("ask", ())):
                yield from placeholder_faults(file, key, text, NAME)


def cards(files: Files) -> Iterator[PackFault]:
    """What-to-do-now cards depend on conditions that exist, and every step has a source."""
    known: set[str] = set()
    for card in files["cards.toml"]["card"]:
        key = card["id"]
        if key in known:
            yield PackFault("cards.toml", key, "a card of this id stands already")
        known.add(key)
        for name in card["when"]:
            yield from condition_faults("cards.toml", key, name)
        for number, step in enumerate(card["step"], 1):
            if not step["sources"]:
                yield PackFault("cards.toml", f"{key}, step {number}", "there is no source")
