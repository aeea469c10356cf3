"""Which page and which question of the form pack a place of the document belongs to."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from vpa_assist.catalogue.types import Page, Prompt


class Places:
    """The places that the pages of one form pack ask about. `why` names the field for a reason after the field it is about."""

    def __init__(self, pages: tuple[Page, ...], why: Callable[[str], str]) -> None:
        self._pages = pages
        self._why = why

    def page_of(self, path: str, code: str = "") -> tuple[str, int | None]:
        """The page to which a place of the document belongs, as its id and, for a child's page, the child's index.

        `code` is the check that found something there: a page that names the check comes before one that covers the place.
        """
        steps = [step for step in path.split("/") if step]
        child = int(steps[1]) if len(steps) > 1 and steps[0] == "children" and steps[1].isdigit() else None
        for page in self._pages:
            if code in page.codes:
                return page.id, child if page.of_child else None
        if child is None:
            return self._covering("/".join(steps), of_child=False), None
        rest = "/".join(steps[2:])
        shared = self._covering(f"children/*/{rest}", of_child=False)
        if shared in self._shared_pages:
            return shared, None
        return self._covering(rest, of_child=True), child

    def _covering(self, place: str, *, of_child: bool) -> str:
        """The id of the page that covers a place most closely."""
        best, length = self._pages[-1].id if self._pages else "", -1
        for page in self._pages:
            for cover in page.covers if page.of_child == of_child else ():
                if len(cover) > length and (not cover or place == cover or place.startswith(f"{cover}/")):
                    best, length = page.id, len(cover)
        return best

    @cached_property
    def _shared_pages(self) -> frozenset[str]:
        """The pages that record something of every child together."""
        return frozenset(page.id for page in self._pages if any(cover.startswith("children/*/") for cover in page.covers))

    def field_name(self, pointer: str) -> str:
        """What a field is called in the middle of a sentence ("why not spoken to"), from the prompt that asks for it.

        `pointer` is an address in a referral. A field that no page asks for has the name of what holds it, at last its own.
        """
        steps = _without_places(pointer)
        for reach in range(len(steps), 0, -1):
            name = self._field_names.get("/".join(steps[:reach]))
            if name:
                return name
        return steps[-1].replace("_", " ") if steps else ""

    @cached_property
    def _field_names(self) -> dict[str, str]:
        names: dict[str, str] = {}

        def add(prompt: Prompt, start: str, before: str) -> None:
            place = "/".join(_without_places(f"{start if prompt.field.startswith('/') else before}/{prompt.field}"))
            if prompt.field and prompt.name:
                names.setdefault(place, prompt.name)
            if prompt.reason and prompt.name:
                why = self._why(prompt.name)
                names.setdefault("/".join(_without_places(f"{start}/{prompt.reason}")), why[:1].lower() + why[1:])
            for inner in prompt.prompts:
                add(inner, start, place)

        for page in self._pages:
            for block in page.blocks:
                for prompt in block.prompts:
                    start = "children" if page.of_child else ""
                    add(prompt, start, start)
        return names

    @cached_property
    def question_labels(self) -> dict[str, str]:
        """The label of the question that records each place: by address in a referral without leading slash and list places."""
        labels: dict[str, str] = {}

        def add(prompt: Prompt, before: str) -> None:
            place = f"{before}{prompt.field}".replace("/*/", "/")
            if prompt.field and prompt.label:
                labels.setdefault(place, prompt.label)
            for inner in prompt.prompts:
                add(inner, f"{place}/")

        for page in self._pages:
            for block in page.blocks:
                for prompt in block.prompts:
                    add(prompt, "children/" if page.of_child else "")
        return labels


def _without_places(pointer: str) -> list[str]:
    """The steps of a pointer without the places in lists."""
    return [step for step in pointer.split("/") if step and step != "*" and not step.isdigit()]
