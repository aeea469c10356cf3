"""The pages of the documentation that are made from the form pack: every check with its reason, and every source.

`explain` gives the words of one check for a terminal; the window's "Why?" shows the same.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from pathlib import Path

from vpa_assist.catalogue.files import toml_files
from vpa_assist.catalogue.pack import Catalogue
from vpa_assist.catalogue.types import TO_CONFIRM, CheckText, Source

_MADE = "<!-- Made from the form pack by `vpa-assist docs`. Change the pack, not this page. -->"

_HOW_FINDINGS_WORK = (
    "None of them stops a draft from being saved or an urgent referral from leaving. A finding that has to be answered can be "
    "explained instead; the others can be set aside with a reason. A child's own words are never judged."
)


def explain(catalogue: Catalogue, code: str) -> str:
    """What a check finds, why it matters, what to do, a weak and a strong example, and where it comes from.

    Raises KeyError for a code that the pack does not have.
    """
    text = catalogue.check_text(code)
    lines = [f"{text.code}  {text.title}  ({catalogue.label('severity', text.severity)})", ""]
    for heading, words in _parts(text):
        lines += [heading, *_indented(words), ""]
    lines.append("Sources")
    for source in _sources(catalogue, text):
        lines += _indented(str(source))
        lines += [f"  {source.address}"] if source.address else []
    if text.retired:
        lines += ["", f"Withdrawn in version {text.retired}; kept so that old referrals still resolve."]
    return "\n".join(lines) + "\n"


def _indented(words: str) -> list[str]:
    return textwrap.wrap(words, 96, initial_indent="  ", subsequent_indent="  ")


def _parts(text: CheckText) -> Iterator[tuple[str, str]]:
    yield "Why it matters", text.why
    yield "What to do", text.fix
    yield "Weak", text.bad
    yield "Strong", text.good
    yield "Found in", text.source


def _sources(catalogue: Catalogue, text: CheckText) -> Iterable[Source]:
    return (catalogue.source(id_) for id_ in text.sources)


def checks_page(catalogue: Catalogue) -> str:
    """The page that explains every check, family by family."""
    texts = catalogue.check_texts()
    lines = [
        _MADE,
        "",
        "# What is checked, and why",
        "",
        f"{len(texts)} checks. {_HOW_FINDINGS_WORK}",
        "",
    ]
    lines += [
        f"- **{entry.label}** ({sum(1 for text in texts.values() if text.severity == entry.code)})"
        for entry in catalogue.codes("severity")
    ]
    for family, group in groupby(texts.values(), key=lambda text: text.code[:3]):
        lines += ["", f"## {family}"]
        for text in group:
            lines += _check_section(catalogue, text)
    return "\n".join(lines) + "\n"


def _check_section(catalogue: Catalogue, text: CheckText) -> list[str]:
    withdrawn = f" (withdrawn in {text.retired})" if text.retired else ""
    sources = "; ".join(f"[{source.id}](sources.md#{source.id})" for source in _sources(catalogue, text))
    return [
        "",
        f"### {text.code}: {_plain(text.title)}{withdrawn}",
        "",
        f"*{catalogue.label('severity', text.severity)}.* {_plain(_example_of(text.message))}",
        "",
        _plain(text.why),
        "",
        f"**What to do.** {_plain(text.fix)}",
        "",
        f"- Weak: {_plain(text.bad)}",
        f"- Strong: {_plain(text.good)}",
        "",
        f"{_plain(text.source)} ({sources})",
    ]


def sources_page(catalogue: Catalogue) -> str:
    """The page that lists every source with how much of it was read, what rests on it, and what the force must confirm."""
    users = _users(catalogue)
    sources = catalogue.sources().values()
    waiting = [source for source in sources if source.status == TO_CONFIRM]
    lines = [
        _MADE,
        "",
        "# Where it comes from",
        "",
        f"{len(sources)} sources; {len(waiting)} of them have to be confirmed by the force before it relies on them.",
    ]
    lines += ["", "## To be confirmed by the force", ""]
    lines += [f"- {_plain(file)}: {_plain(entry)}" for file, entry in to_confirm(catalogue)]
    for source in sources:
        lines += ["", f'<a id="{source.id}"></a>', "", f"## {source.id}", "", f"{_plain(str(source))}."]
        if source.address:
            lines += ["", f"<{source.address}>"]
        notes = [_READ[source.read]] if source.read in _READ else []
        notes += [source.note] if source.note else []
        notes += ["To be confirmed by the force."] if source.status == TO_CONFIRM else []
        if notes:
            lines += ["", _plain(" ".join(notes))]
        if source.id in users:
            lines += ["", "Rests on it: " + ", ".join(users[source.id]) + "."]
    return "\n".join(lines) + "\n"


def to_confirm(catalogue: Catalogue) -> tuple[tuple[str, str], ...]:
    """Everything in the pack that the force has to confirm before it relies on it: the file, and what in it."""
    waiting = [("force.toml", "all of it")] if catalogue.force().status == TO_CONFIRM else []
    waiting += [("authorities.toml", each.name) for each in catalogue.authorities() if each.status == TO_CONFIRM]
    for name in catalogue.names("codes"):
        codes = catalogue.codes(name.removeprefix("codes/"))
        if codes.status == TO_CONFIRM:
            waiting.append((f"{name}.toml", codes.title))
        waiting += [(f"{name}.toml", entry.label) for entry in codes if entry.status == TO_CONFIRM]
    for card in catalogue.cards():
        waiting += [("cards.toml", f"{card.title}: {step.text}") for step in card.steps if step.status == TO_CONFIRM]
    waiting += [("glossary.toml", term.term) for term in catalogue.glossary() if term.status == TO_CONFIRM]
    waiting += [("sources.toml", f"{id_}: {each}") for id_, each in catalogue.sources().items() if each.status == TO_CONFIRM]
    return tuple(waiting)


_READ = {
    "full": "Read in full.",
    "part": "Read in part, from what could be found of it.",
    "none": "Not read: from general knowledge.",
}


def _users(catalogue: Catalogue) -> dict[str, list[str]]:
    """For each source, the checks, code lists, cards, prompts and authorities that name it."""
    users: dict[str, list[str]] = {}

    def add(name: str, ids: Iterable[str]) -> None:
        for id_ in ids:
            held = users.setdefault(id_, [])
            if name not in held:
                held.append(name)

    for text in catalogue.check_texts().values():
        add(text.code, text.sources)
    for file in toml_files(catalogue.folder, "codes"):
        codes = catalogue.codes(file.removeprefix("codes/").removesuffix(".toml"))
        add(f"codes “{codes.title}”", codes.sources)
    for card in catalogue.cards():
        add(f"card “{card.title}”", (id_ for step in card.steps for id_ in step.sources))
    for prompt in catalogue.prompt_cards():
        add(f"prompts of {prompt.page}", prompt.sources)
    for authority in catalogue.authorities():
        add(authority.name, authority.sources)
    add_terms = {term.source for term in catalogue.glossary()}
    for id_ in sorted(add_terms):
        add("glossary", (id_,))
    return users


def _example_of(message: str) -> str:
    """A message with "the child" for the name, and an ellipsis for what else the program fills in."""
    return re.sub(r"\{\w+\}", "…", message.replace("{name}", "the child"))


def _plain(text: str) -> str:
    """Text as Markdown that shows what it says."""
    for mark in "\\*_<>#|`":
        text = text.replace(mark, f"\\{mark}")
    return text


PAGES: dict[str, Callable[[Catalogue], str]] = {"checks.md": checks_page, "sources.md": sources_page}
"""The pages by their file names in `docs/`."""


def stale(catalogue: Catalogue, folder: Path) -> tuple[Path, ...]:
    """The pages in a folder that are missing, or do not say what the form pack says."""
    return tuple(
        folder / name
        for name, page in PAGES.items()
        if not (folder / name).is_file() or (folder / name).read_text(encoding="utf-8") != page(catalogue)
    )


def write(catalogue: Catalogue, folder: Path) -> tuple[Path, ...]:
    """Writes the pages to a folder; gives those that changed."""
    changed = stale(catalogue, folder)
    for path in changed:
        path.write_text(PAGES[path.name](catalogue), encoding="utf-8", newline="\n")
    return changed
