"""How what is missing is listed in few lines: one by one while it fits, else folded by page, else by child."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QSizePolicy

from ui import icons, kit, theme
from ui.counted import SEVERITIES, in_words
from vpa_assist.findings import Finding

if TYPE_CHECKING:
    from vpa_assist.catalogue import Catalogue

MOST_LINES = 7
"""Lines of what is missing that can be taken in at a glance; what does not fit folds."""
ASIDE = "aside"
"""Key of the line under which what was set aside is folded."""
REST = "rest"
"""Key of the line under which the pages that are no child's are folded."""
MORE = "more"
"""Key of the line under which the last children are folded, where there are more than lines."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a finding belongs: the page's key with its title, and the child's id with its name; "" for none."""

    page: str
    page_title: str
    child: str = ""
    child_title: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Findings that fold into one line; inside a child's there are those of its pages."""

    key: str
    title: str
    inside: tuple[Group | Finding, ...]

    def findings(self) -> Iterator[Finding]:
        """All of them, those of inner groups too."""
        for each in self.inside:
            if isinstance(each, Group):
                yield from each.findings()
            else:
                yield each


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the list: a finding, or a group that is folded or open. `depth` is how far it is set in."""

    item: Group | Finding
    is_open: bool = False
    depth: int = 0


def lines(
    listed: Sequence[Finding],
    place_of: Callable[[Finding], Place],
    unfolded: Collection[str] = (),
    *,
    rest: str = "",
    aside: str = "",
    more: Callable[[Sequence[str]], str] = ", ".join,
    most: int = MOST_LINES,
) -> list[Line]:
    """The lines that show these findings. `unfolded` holds the keys of groups that were opened by hand.

    The order is that of `listed`; a group stands where its first finding does. `rest` and `aside` are the titles of the
    line for pages that are no child's, and of that for what was set aside; `more` makes the title of the line that holds the
    last children, from their names.
    """
    open_ones = [each for each in listed if each.is_open]
    answered = [each for each in listed if not each.is_open]
    tail = [_single(ASIDE, aside, answered)] if answered else []
    groups = _within(_grouped(open_ones, place_of, rest, most - len(tail)), place_of, more, most - len(tail))
    fitted = _fitted(groups, most - len(tail), unfolded)
    return list(_opened((*fitted, *tail), unfolded, 0))


def _grouped(found: Sequence[Finding], place_of: Callable[[Finding], Place], rest: str, most: int) -> list[Group | Finding]:
    """The findings in as few groups as are needed to fit: by page, then by child, then all other pages in one."""
    if len(found) <= most:
        return list(found)
    places = [(each, place_of(each)) for each in found]
    by_page = _gather(places, lambda place: (place.page, _page_title(place)))
    if len(by_page) <= most:
        return by_page
    by_child: list[Group | Finding] = []
    for key, title, items in _sorted_out(places, lambda place: (place.child and f"child:{place.child}", place.child_title)):
        pages = _gather(items, lambda place: (place.page, _page_title(place)))
        if key:
            by_child.append(pages[0] if len(pages) == 1 else Group(key, title, tuple(pages)))
        else:
            by_child += pages
    by_child = _in_order(by_child, found)
    if len(by_child) <= most:
        return by_child
    children = [each for each in by_child if isinstance(each, Group) and each.key.startswith("child:")]
    others = [each for each in by_child if each not in children]
    if len(others) < 2:
        return by_child
    together: list[Group | Finding] = [*children, Group(REST, rest, tuple(others))]
    return _in_order(together, found)


def _within(
    items: Sequence[Group | Finding], place_of: Callable[[Finding], Place], more: Callable[[Sequence[str]], str], most: int
) -> list[Group | Finding]:
    """No more groups than fit: of too many children, each in one of them, the last go into one."""
    if len(items) <= most:
        return list(items)
    places = [place_of(_of(each)[0]) for each in items]
    folded = [at for at, place in enumerate(places) if place.child][most - 1 - len(items) :]
    group = Group(MORE, more([places[at].child_title for at in folded]), tuple(items[at] for at in folded))
    return [group if at == folded[0] else each for at, each in enumerate(items) if at == folded[0] or at not in folded]


def _in_order(items: Sequence[Group | Finding], found: Sequence[Finding]) -> list[Group | Finding]:
    """Each where its first finding stands."""
    place = {id(each): at for at, each in enumerate(found)}
    return sorted(items, key=lambda each: min(place[id(one)] for one in _of(each)))


def _page_title(place: Place) -> str:
    return f"{place.child_title} – {place.page_title}" if place.child_title else place.page_title


def _sorted_out(
    places: Sequence[tuple[Finding, Place]], key_of: Callable[[Place], tuple[str, str]]
) -> list[tuple[str, str, list[tuple[Finding, Place]]]]:
    found: dict[str, tuple[str, list[tuple[Finding, Place]]]] = {}
    for finding, place in places:
        key, title = key_of(place)
        found.setdefault(key, (title, []))[1].append((finding, place))
    return [(key, title, items) for key, (title, items) in found.items()]


def _gather(places: Sequence[tuple[Finding, Place]], key_of: Callable[[Place], tuple[str, str]]) -> list[Group | Finding]:
    return [_single(key, title, [each for each, _ in items]) for key, title, items in _sorted_out(places, key_of)]


def _single(key: str, title: str, items: Sequence[Finding]) -> Group | Finding:
    return items[0] if len(items) == 1 else Group(key, title, tuple(items))


def _of(item: Group | Finding) -> list[Finding]:
    return list(item.findings()) if isinstance(item, Group) else [item]


def _fitted(items: Sequence[Group | Finding], most: int, by_hand: Collection[str]) -> list[Group | Finding]:
    """Dissolves groups, the gravest first, as long as all of it fits. One opened by hand keeps its line, to fold it again."""
    shown = list(items)
    at = 0
    while at < len(shown):
        each = shown[at]
        if isinstance(each, Group) and each.key not in by_hand and len(shown) + len(each.inside) - 1 <= most:
            shown[at : at + 1] = each.inside
        else:
            at += 1
    return shown


def _opened(items: Sequence[Group | Finding], unfolded: Collection[str], depth: int) -> Iterator[Line]:
    for each in items:
        is_open = isinstance(each, Group) and each.key in unfolded
        yield Line(each, is_open, depth)
        if is_open and isinstance(each, Group):
            yield from _opened(each.inside, unfolded, depth + 1)


def keys_around(listed: Sequence[Line], finding: Finding) -> tuple[str, ...]:
    """The keys of the folded groups that hold a finding, the outermost first; () where it has a line of its own."""

    def within(items: Sequence[Group | Finding]) -> tuple[str, ...] | None:
        for each in items:
            if each is finding or each == finding:
                return ()
            if isinstance(each, Group) and (inner := within(each.inside)) is not None:
                return (each.key, *inner)
        return None

    return within([each.item for each in listed if each.depth == 0]) or ()


class FoldLine(kit.Clickable):
    """A folded group: the gravest shape, whose page it is, and how much of what there is. A click unfolds it."""

    def __init__(self, catalogue: Catalogue, line: Line, number: dict[str, Any]) -> None:
        super().__init__()
        assert isinstance(line.item, Group)
        self.holds = line.item
        self.is_open = line.is_open
        self.set_in = line.depth
        self.shape = next((each for each in SEVERITIES if number[each]), "")
        self.counted = self._words(catalogue, number)
        self.setProperty("ring", "true")
        state = catalogue.screen("panel.is_unfolded" if line.is_open else "panel.is_folded")
        self.setAccessibleName(f"{self.holds.title}: {self.counted}, {state}")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @staticmethod
    def _words(catalogue: Catalogue, number: dict[str, Any]) -> str:
        parts = in_words(catalogue, number, zeros=False)
        answered = number["explained"] + number["dismissed"]
        if answered:
            parts.append(str(answered))
        return " · ".join(parts)

    def _box(self, width: int) -> QRect:
        """Where the title may run."""
        px = theme.current().px
        left = px(16 + 27 + 14 * self.set_in)
        return QRect(left, px(9), max(px(40), width - left - px(38)), 4000)

    def _title_height(self, width: int) -> int:
        metrics = QFontMetrics(theme.current().font("label"))
        return metrics.boundingRect(self._box(width), int(Qt.TextFlag.TextWordWrap), self.holds.title).height()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        tokens = theme.current()
        counted = QFontMetrics(tokens.font("small")).boundingRect(self._box(width), int(Qt.TextFlag.TextWordWrap), self.counted)
        return tokens.px(9) + self._title_height(width) + tokens.px(2) + counted.height() + tokens.px(8)

    def sizeHint(self) -> QSize:
        wide = theme.current().px(300)
        return QSize(wide, self.heightForWidth(wide))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.current().px(120), theme.current().px(theme.TARGET["least"]))

    def paintEvent(self, event: object) -> None:
        tokens = theme.current()
        px = tokens.px
        painter = QPainter(self)
        ground = "sunken" if self.underMouse() else "surface"
        painter.fillRect(self.rect(), tokens.colour(ground))
        painter.fillRect(0, self.height() - 1, self.width(), 1, tokens.colour("line"))
        box = self._box(self.width())
        if self.shape:
            icons.paint_shape(painter, self.shape, QRectF(box.x() - px(27), px(9), px(18), px(18)), ground)
        wrapped = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
        painter.setPen(tokens.colour("text"))
        painter.setFont(tokens.font("label"))
        painter.drawText(box, wrapped, self.holds.title)
        painter.setPen(tokens.colour("text2"))
        painter.setFont(tokens.font("small"))
        painter.drawText(box.translated(0, self._title_height(self.width()) + px(2)), wrapped, self.counted)
        arrow = QRectF(self.width() - px(30), px(10), px(16), px(16))
        icons.paint(painter, "down" if self.is_open else "right", arrow, tokens.colour("text2"))
        painter.end()
