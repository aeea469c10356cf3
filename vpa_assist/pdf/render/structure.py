"""The tree of tags in the file: what is a heading, a table, a list, and which marks on which pages belong to each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from vpa_assist.pdf.render.marks import Elem
from vpa_assist.pdf.render.writer import Writer, array, ref, text


class Structure:
    """Writes the tree of one document.

    `pages` are the numbers of the pages' objects, `links` those of the links on each, `marks` how many marks each page has.
    """

    def __init__(self, writer: Writer, pages: Sequence[int], links: Sequence[Sequence[int]], marks: Sequence[int]) -> None:
        self._writer = writer
        self._pages = pages
        self._links = links
        self._parents = [[0] * count for count in marks]
        self._linked: list[int] = []
        self.keys: dict[int, int] = {}
        """The key of each link in the table of parents, by its object's number."""

    def write(self, root: Elem) -> int:
        """The whole tree with its table of parents; its number."""
        writer = self._writer
        tree = writer.reserve()
        top = self._element(root, tree)
        numbers = [f"{page} {ref(writer.add(array(map(ref, nodes))))}" for page, nodes in enumerate(self._parents)]
        numbers += [f"{len(self._pages) + index} {ref(node)}" for index, node in enumerate(self._linked)]
        parents = writer.add(f"<</Nums{array(numbers)}>>")
        after = len(self._pages) + len(self._linked)
        writer.put(tree, f"<</Type/StructTreeRoot/K {ref(top)}/ParentTree {ref(parents)}/ParentTreeNextKey {after}>>")
        return tree

    def _element(self, elem: Elem, parent: int) -> int:
        number = self._writer.reserve()
        kids: list[str] = []
        home = -1  # the page that marks without a page of their own belong to
        for kid in elem.kids:
            if isinstance(kid, Elem):
                kids.append(f"{self._element(kid, number)} 0 R")
            elif kid[0] == "annot":
                kids.append(self._link(int(kid[1]), int(kid[2]), number))
            else:
                page, mark = int(kid[0]), int(kid[1])
                self._parents[page][mark] = number
                if home < 0:
                    home = page
                kids.append(str(mark) if page == home else f"<</Type/MCR/Pg {self._pages[page]} 0 R/MCID {mark}>>")
        told = f"<</Type/StructElem/S/{elem.tag}/P {parent} 0 R"
        if home >= 0:
            told += f"/Pg {self._pages[home]} 0 R"
        if elem.alt:
            told += f"/Alt {text(elem.alt)}"
        if elem.lang:
            told += f"/Lang {text(elem.lang)}"
        if elem.attrs:
            told += f"/A<<{''.join(f'/{key}{_value(value)}' for key, value in elem.attrs.items())}>>"
        if kids:
            told += f"/K {kids[0]}" if len(kids) == 1 else f"/K[{' '.join(kids)}]"
        self._writer.put(number, told + ">>")
        return number

    def _link(self, page: int, index: int, holder: int) -> str:
        link = self._links[page][index]
        self.keys[link] = len(self._pages) + len(self._linked)
        self._linked.append(holder)
        return f"<</Type/OBJR/Pg {self._pages[page]} 0 R/Obj {link} 0 R>>"


def _value(value: Any) -> str:
    if isinstance(value, str):
        return "/" + value
    if isinstance(value, list):
        return f"[{' '.join(f'{each:.2f}' for each in value)}]"
    return f" {value}"
