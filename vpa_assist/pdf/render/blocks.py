"""Blocks of the outline become rows, and the structure elements that they are read by."""

from __future__ import annotations

from collections.abc import Callable

from vpa_assist.pdf.outline import parts
from vpa_assist.pdf.outline.parts import Run, Words
from vpa_assist.pdf.render import styles as st
from vpa_assist.pdf.render.marks import Elem, column_head, row_head
from vpa_assist.pdf.render.rows import Bit, Box, Op, Picture, Row, Rule, Text, full_rule, hold_ends, side_by_side
from vpa_assist.pdf.render.setting import Setter
from vpa_assist.pdf.render.styles import Style

_PROSE = frozenset({"regular", "italic", "serif"})
"""Faces of what was recorded; heads and labels stay where the eye looks for them, whatever their script."""
_PAD = 9.0
"""Space inside a black cell and a band."""
_FIGURE_GAP = 6.0
_ROW_PAD = 3.4
_TILE = 5.2 * st.MM


class Blocks:
    """Lays out the blocks of one sheet after another. `root` is the document's structure element."""

    def __init__(self, setter: Setter, root: Elem, outline: parts.Outline) -> None:
        self._setter = setter
        self._root = root
        self._outline = outline
        self._sect = root
        self._small = False
        self._leading = 1.0
        self._gap = 1.0
        self._kinds: dict[type, Callable[..., list[Row]]] = {
            parts.Title: self._title,
            parts.Heading: self._heading,
            parts.Para: self._para,
            parts.Strip: self._strip,
            parts.Voices: self._voices,
            parts.Labelled: self._labelled,
            parts.Table: self._table,
            parts.Figure: self._figure,
            parts.GapBox: self._gap_box,
            parts.Listing: self._listing,
            parts.Banner: self._banner,
            parts.Room: self._room,
            parts.Ruled: self._ruled,
        }

    def rows(self, blocks: tuple[parts.Block, ...], *, small: bool = False, tight: bool = False) -> tuple[list[Row], Elem]:
        """The rows of a sheet and its section; the section is not yet part of the document.

        `small` sets body text as in a table, `tight` brings lines and the rows of tables slightly closer together.
        """
        self._sect = Elem("Sect")
        self._small = small
        self._leading = st.TIGHT_LEADING if tight else 1.0
        self._gap = st.TIGHT_GAPS if tight else 1.0
        found: list[Row] = []
        for block in blocks:
            found.extend(self._kinds[type(block)](block))
        return found, self._sect

    # texts

    def bits(self, words: Words, style: Style, x: float, width: float, elem: Elem | None) -> list[Bit]:
        """A paragraph as bits of one line each, and its language on its element."""
        if elem is not None:
            langs = {run.lang for run in words}
            if len(langs) == 1 and "" not in langs:
                elem.lang = langs.pop()
        found = []
        for line in self._setter.lines(words, style, width):
            at = x + width - line.width if line.rtl and style.role in _PROSE else x
            leading = line.leading * self._leading
            found.append(Bit(leading, [Text(at, leading * 0.5 + style.size * 0.34, line, elem)]))
        if found and style.space:
            found[-1].height += style.space
        return found

    def _rows_of(self, bits: list[Bit], gap: float = 0.0) -> list[Row]:
        rows = [Row(bit.height, bit.ops) for bit in bits]
        hold_ends(rows)
        if rows:
            rows[0].gap = gap
        return rows

    def _paras(self, paras: tuple[Words, ...], style: Style, x: float, width: float, cell: Elem, tag: str = "P") -> list[Bit]:
        """The paragraphs of a cell. A single one is the cell's own text."""
        bits: list[Bit] = []
        for index, words in enumerate(paras):
            elem = cell if len(paras) == 1 else cell.add(tag)
            some = self.bits(words, _style_of(words, style), x, width, elem)
            if some and index + 1 < len(paras):
                some[-1].height += 1.6
            bits.extend(some)
        return bits

    # heads

    def _title(self, block: parts.Title) -> list[Row]:
        rows: list[Row] = []
        style = st.PAGE_TITLE
        if block.cover:
            style = st.COVER_NAMES if len(block.text) > 24 else st.COVER_NAME
        if block.kicker:
            kicker = st.SIDE_LABEL if self._small else st.KICKER
            rows.extend(self._rows_of(self.bits((Run(block.kicker),), kicker, 0, st.TEXT_WIDTH, self._sect.add("P"))))
        title = self._rows_of(
            self.bits((Run(block.text),), style, 0, st.TEXT_WIDTH, self._sect.add("H1")), 2 if block.cover else 0
        )
        title[0].bookmark = (block.text, 0)
        title[0].anchors = (block.anchor,) if block.anchor else ()
        rows.extend(title)
        lead = st.BODY if self._small else st.LEAD
        for index, line in enumerate(block.lines):
            rows.extend(self._rows_of(self.bits(line, lead, 0, st.TEXT_WIDTH, self._sect.add("P")), 1.5 if index == 0 else 0))
        for row in rows:
            row.keep = True
        if not block.cover:
            rows[0].gap = max(rows[0].gap, 20)
        if block.rule and not block.cover:
            rows.append(Row(1, [full_rule(st.TEXT_WIDTH, 0.9)], gap=6, keep=True))
        elif not block.cover:
            rows[-1].height += 3 * self._gap
        return rows

    def _heading(self, block: parts.Heading) -> list[Row]:
        rows: list[Row] = []
        if block.rule:
            rows.append(Row(1.7 * st.MM, [full_rule(st.TEXT_WIDTH, 1.1)], gap=11, keep=True))
        x = 7.2 * st.MM if block.tile else 0.0
        aside = self.bits((Run(block.aside),), st.NOTE, 0, st.TEXT_WIDTH * 0.5, None) if block.aside else []
        room = max((op.line.width for bit in aside for op in bit.ops if isinstance(op, Text)), default=0.0)
        head = self._sect.add("H2")
        found = self._rows_of(self.bits((Run(block.text),), st.SECTION, x, st.TEXT_WIDTH - x - room - (8 if room else 0), head))
        if block.tile:
            found[0].ops.extend(self._tile(block.tile, 1.6))
        if aside:
            note = self._sect.add("P")
            for index, bit in enumerate(aside[:2]):
                for op in bit.ops:
                    if isinstance(op, Text):
                        row = found[min(index, len(found) - 1)]
                        row.ops.append(
                            Text(st.TEXT_WIDTH, 12.6 + (11.8 * index if len(found) == 1 else 0), op.line, note, "right")
                        )
            if len(aside) > 1 and len(found) == 1:
                found[0].height += 11.8
        found[0].gap = 0 if block.rule else 12
        found[0].bookmark = (block.text, 1)
        if block.anchor:
            found[0].anchors = (block.anchor,)
        found[-1].height += 3 * self._gap
        for row in found:
            row.keep = True
        return [*rows, *found]

    def _tile(self, letter: str, y: float) -> list[Op]:
        """A letter of AWARE in its square: decoration, since the label names it."""
        line = self._setter.lines((Run(letter),), Style("bold", 11, 13), 40)[0]
        return [Box(0.4, y, _TILE, _TILE, stroke=0.9), Text(0.4 + (_TILE - line.width) / 2, y + _TILE - 3.6, line, None)]

    # prose

    def _para(self, block: parts.Para) -> list[Row]:
        style = {"note": st.NOTE, "small": st.SMALL}.get(block.kind, st.SMALL if self._small else st.BODY)
        rows = self._rows_of(self.bits(block.words, style, 0, st.TEXT_WIDTH, self._sect.add("P")), 3)
        if rows and block.anchor:
            rows[0].anchors = (block.anchor,)
        return rows

    def _banner(self, block: parts.Banner) -> list[Row]:
        elem = self._sect.add("P")
        if block.kind == "training":
            return self._rows_of(self.bits(block.words, st.BODY, 0, st.TEXT_WIDTH, elem), 8)
        black = block.kind == "urgent"
        style = Style("regular", 10, 13.5, st.PAPER) if black else st.BODY
        bits = self.bits(block.words, style, _PAD, st.TEXT_WIDTH - 2 * _PAD, elem)
        height = sum(bit.height for bit in bits) + 11
        box = (
            Box(0, 0, st.TEXT_WIDTH, height, st.INK)
            if black
            else Box(0.45, 0, st.TEXT_WIDTH - 0.9, height, stroke=0.9, dash=(3.4, 2.2))
        )
        row = side_by_side([bits], above=5.5, below=5.5, whole=1e9)[0]
        row.ops.insert(0, box)
        row.gap = 8
        return [row]

    def _room(self, block: parts.Room) -> list[Row]:
        return [Row(0, [], room=block.least)]

    def _ruled(self, block: parts.Ruled) -> list[Row]:
        line = Rule(st.MAIN, block.over, st.TEXT_WIDTH, block.over)
        rows = [Row(block.over, [line], keep=True) for _ in range(block.lines)]
        rows[-1].keep = False
        return rows

    # strip

    def _strip(self, block: parts.Strip) -> list[Row]:
        widths = self._strip_widths(block.cells)
        table = self._sect.add("Table", alt="")
        heads, values = table.add("TR"), table.add("TR")
        first = 1.1
        cells: list[list[Bit]] = []
        ops: list[Op] = []
        x, after_black = 0.0, False
        for cell, width in zip(block.cells, widths, strict=True):
            inset = _PAD if cell.black or after_black else 0.0
            after_black = after_black or cell.black
            left, room = x + inset, width - inset - 8
            label, value, note = (
                _white(each) if cell.black else each for each in (st.STRIP_LABEL, st.STRIP_VALUE, st.STRIP_NOTE)
            )
            if cell.free:
                value = st.STRIP_FREE
            bits = self.bits((Run(cell.label),), label, left, room, column_head(heads))
            bits[-1].height += 1.5
            held = values.add("TD")
            bits.extend(self.bits((Run(cell.value),), value, left, room, held.add("P") if cell.note else held))
            if cell.note:
                bits.extend(self.bits(cell.note, note, left, room, held.add("P")))
            cells.append(bits)
            if cell.black:
                ops.append(Box(x, 0, width - (0 if cell is block.cells[-1] else 4), -1, st.INK))
            x += width
        rows = side_by_side(cells, above=6.5 * self._gap, below=8 * self._gap, whole=1e9)
        row = rows[0]
        for op in ops:
            if isinstance(op, Box):
                op.height = row.height
        row.ops = [full_rule(st.TEXT_WIDTH, first), full_rule(st.TEXT_WIDTH, 0.5, row.height), *ops, *row.ops]
        row.gap = 9
        return [row]

    def _strip_widths(self, cells: tuple[parts.Cell, ...]) -> list[float]:
        wanted = []
        for cell in cells:
            style = st.STRIP_FREE if cell.free else st.STRIP_VALUE
            value = self._setter.width(cell.value, style.role) * style.size / 1000 if not cell.free else 90
            label = self._setter.width(cell.label, st.STRIP_LABEL.role) * st.STRIP_LABEL.size / 1000
            note = self._setter.width(parts.plain(cell.note), st.STRIP_NOTE.role) * st.STRIP_NOTE.size / 1000 if cell.note else 0
            wanted.append(max(value, label, min(note, 96)) + 2 * _PAD + 8)
        spare = st.TEXT_WIDTH - sum(wanted)
        if spare >= 0:
            return [each + spare / len(cells) for each in wanted]
        return [each * st.TEXT_WIDTH / sum(wanted) for each in wanted]

    # what was said

    def _voices(self, block: parts.Voices) -> list[Row]:
        listed = self._sect.add("L", attrs={"O": "List", "ListNumbering": "Decimal" if block.large else "None"})
        rows: list[Row] = []
        for index, said in enumerate(block.items):
            rows.extend(self._said(said, listed.add("LI"), block, first=index == 0))
        return rows

    def _said(self, said: parts.Said, entry: Elem, block: parts.Voices, *, first: bool) -> list[Row]:
        side: list[Bit] = []
        number = None
        if said.number:
            number = self.bits((Run(said.number),), Style("bold", 10, 12.4), 4.4, 20, entry.add("Lbl"))
        body = entry.add("LBody")
        indent = 7.2 * st.MM if said.number else 0.0
        side = self.bits((Run(said.label),), st.SIDE_PLAIN, indent, st.SIDE - indent, body.add("P"))
        if number and side:
            side[0].ops.extend(number[0].ops)
        x, width = st.MAIN, st.MAIN_WIDTH
        inset = st.BAR_INDENT if said.own else 0.0
        main: list[Bit] = []
        if said.lead:
            main.extend(self.bits((Run(said.lead, "strong"),), st.BODY, x + inset, width - inset, body.add("P")))
        if said.question:
            main.extend(self.bits((Run(said.question),), st.QUESTION, x + inset, width - inset, body.add("P")))
        main.extend(self._quote(said, block, body, x, width))
        if said.demeanour:
            tail = self.bits((Run(said.demeanour),), st.DEMEANOUR, x + inset, width - inset, body.add("P"))
            main.extend(tail)
        rows = side_by_side([side, main])
        rows[0].gap = 4 if first else 5 if self._small else 8
        if said.anchor:
            rows[0].anchors = (said.anchor,)
        if len(rows) > 1 and self._outline.words_continued:
            again = self._rows_of(
                self.bits((Run(self._outline.words_continued.format(name=block.name)),), st.NOTE, x, width, None)
            )
            for row in rows[1:]:
                row.head = tuple(again)
        return rows

    def _quote(self, said: parts.Said, block: parts.Voices, body: Elem, x: float, width: float) -> list[Bit]:
        text = f"“{said.text}”" if said.quoted else said.text
        if not said.own:
            return self.bits((Run(text, lang=said.lang),), st.ADULT, x, width, body.add("BlockQuote" if said.quoted else "P"))
        style = (
            st.VOICE_TABLE
            if self._small
            else st.VOICE_PAGE
            if block.large
            else st.VOICE_SHORT
            if len(said.text) < st.SHORT_VOICE
            else st.VOICE_COVER
        )
        quote = body.add("BlockQuote", lang=said.lang)
        bits: list[Bit] = []
        for para in text.split("\n"):
            bits.extend(
                self.bits((Run(para, lang=said.lang),), style, x + st.BAR_INDENT, width - st.BAR_INDENT, quote.add("P"))
                or [Bit(style.leading)]
            )
        rtl = any(isinstance(op, Text) and op.line.rtl for op in bits[0].ops)
        at = x + width - st.BAR_WIDTH if rtl else x
        for bit in bits:
            if rtl:
                for op in bit.ops:
                    op.x -= st.BAR_INDENT  # type: ignore[union-attr]
            bit.ops.insert(0, Box(at, 0.6, st.BAR_WIDTH, bit.height, st.VOICE))
        bits[-1].ops[0].height -= 1.6  # type: ignore[union-attr]
        if said.demeanour:
            bits[-1].height += 2
        return bits

    # tables

    def _labelled(self, block: parts.Labelled) -> list[Row]:
        table = self._sect.add("Table")
        rows: list[Row] = []
        style = st.WISHES if block.framed else st.SMALL if self._small else st.BODY
        for index, item in enumerate(block.items):
            tr = table.add("TR")
            x = 7.2 * st.MM if item.tile else 0.0
            label = st.TABLE_ROW_HEAD if block.framed else st.SIDE_LABEL
            side = self.bits((Run(item.label),), label, x, st.SIDE - x, row_head(tr))
            if item.tile:
                side[0].ops.extend(self._tile(item.tile, -1.2))
                side[0].height = max(side[0].height, _TILE + 1)
            main = self._paras(item.paras, style, st.MAIN, st.MAIN_WIDTH, tr.add("TD"))
            if side and main:  # labels are smaller: bring both to one baseline
                drop = _first_baseline(main) - _first_baseline(side)
                for bit in side:
                    for op in bit.ops:
                        if isinstance(op, Text):
                            op.y += drop
            found = side_by_side([side, main])
            found[0].gap = 0 if index == 0 else (3.5 if self._small else 5)
            if item.anchor:
                found[0].anchors = (item.anchor,)
            rows.extend(found)
        if block.framed and rows:
            rows.insert(0, Row(6, [full_rule(st.TEXT_WIDTH, 0.6)], gap=9, keep=True))
            rows[-1].keep = True
            rows.append(Row(1, [full_rule(st.TEXT_WIDTH, 0.6)], gap=6))
        elif rows:
            rows[0].gap = 6
        return rows

    def _table(self, block: parts.Table) -> list[Row]:
        table = self._sect.add("Table")
        shares = sum(column.share for column in block.columns)
        gutter = 9.0
        usable = st.TEXT_WIDTH + gutter
        edges, x = [], 0.0
        for column in block.columns:
            width = usable * column.share / shares
            edges.append((x, width - gutter))
            x += width
        head = self._table_head(block, table, edges)
        rows: list[Row] = [head]
        again = Row(head.height, [_decorative(op) for op in head.ops])
        for row in block.rows:
            tr = table.add("TR")
            cells = []
            for column, (left, width), paras in zip(block.columns, edges, row.cells, strict=True):
                elem = row_head(tr) if column.heads else tr.add("TD")
                style = st.TABLE_ROW_HEAD if column.heads else st.TABLE
                cells.append(self._paras(paras, style, left, width, elem))
            found = side_by_side(cells, above=_ROW_PAD * self._gap, below=_ROW_PAD * self._gap)
            found[-1].ops.append(Rule(0, found[-1].height, st.TEXT_WIDTH, found[-1].height))
            for part in found:
                part.head = (again,)
            if row.anchor:
                found[0].anchors = (row.anchor,)
            rows.extend(found)
        if len(rows) > 2:
            rows[1].keep = rows[1].keep or rows[1].height + rows[2].height < st.SPLIT_ABOVE
        return rows

    def _table_head(self, block: parts.Table, table: Elem, edges: list[tuple[float, float]]) -> Row:
        tr = table.add("TR")
        cells = [
            self.bits((Run(column.title),), st.TABLE_HEAD, left, width, column_head(tr))
            for column, (left, width) in zip(block.columns, edges, strict=True)
        ]
        tallest = max(sum(bit.height for bit in cell) for cell in cells)
        for cell in cells:  # heads stand on the rule
            short = tallest - sum(bit.height for bit in cell)
            if short > 0 and cell:
                cell.insert(0, Bit(short))
        row = side_by_side(cells, below=3, whole=1e9)[0]
        row.ops.append(full_rule(st.TEXT_WIDTH, 0.9, row.height))
        row.gap = 4
        row.keep = True
        return row

    # figures, gaps, lists

    def _figure(self, block: parts.Figure) -> list[Row]:
        drawing = block.drawing
        scale = min(1.0, st.TEXT_WIDTH / drawing.width)
        elem = self._sect.add("Figure", alt=drawing.alt)
        left = (st.TEXT_WIDTH - drawing.width * scale) / 2
        rows = [Row(drawing.height * scale, [Picture(left, 0, drawing, scale, elem)], gap=10)]
        if block.caption:
            rows[0].keep = True
            rows.extend(
                self._rows_of(self.bits((Run(block.caption),), st.NOTE, 0, st.TEXT_WIDTH, self._sect.add("P")), _FIGURE_GAP)
            )
        return rows

    def _gap_box(self, block: parts.GapBox) -> list[Row]:
        bits: list[Bit] = []
        for words in block.paras:
            bits.extend(self.bits(words, st.BODY, st.MAIN + _PAD, st.MAIN_WIDTH - 2 * _PAD, self._sect.add("P")))
        rows = side_by_side([bits], above=7, below=7)
        dash = (3.4, 2.2)
        left, right = st.MAIN + 0.45, st.TEXT_WIDTH - 0.45
        for index, row in enumerate(rows):
            sides: list[Op] = [Rule(x, 0, x, row.height, 0.9, st.INK, dash) for x in (left, right)]
            if index == 0:
                sides.append(Rule(left, 0, right, 0, 0.9, st.INK, dash))
            if index == len(rows) - 1:
                sides.append(Rule(left, row.height, right, row.height, 0.9, st.INK, dash))
            row.ops[:0] = sides
        rows[0].gap = 5
        if block.anchor:
            rows[0].anchors = (block.anchor,)
        return rows

    def _listing(self, block: parts.Listing) -> list[Row]:
        listed = self._sect.add("L", attrs={"O": "List", "ListNumbering": "Disc"})
        rows: list[Row] = []
        style = st.SMALL if self._small else Style("regular", 9.6, 13)
        for item in block.items:
            entry = listed.add("LI")
            dash = self.bits((Run("–"),), style, 0, 10, entry.add("Lbl"))
            body = entry.add("LBody")
            where: list[Bit] = []
            text = self.bits(item.words, style, 11, st.TEXT_WIDTH - 11 - (84 if item.where else 0), body.add("P"))
            if item.where:
                where = self.bits(item.where, style, 0, 84, body.add("P"))
                for bit in where:
                    for op in bit.ops:
                        if isinstance(op, Text):
                            op.x, op.align = st.TEXT_WIDTH, "right"
            found = side_by_side([dash, text, where] if where else [dash, text])
            found[0].gap = 0.8
            rows.extend(found)
        return rows


def _style_of(words: Words, style: Style) -> Style:
    """A cell's paragraph wholly in the child's face is set in its size for tables; one wholly in second ink as a note."""
    kinds = {run.style for run in words}
    if kinds == {"voice"}:
        return st.VOICE_TABLE
    return st.NOTE if kinds == {"note"} else style


def _first_baseline(bits: list[Bit]) -> float:
    return next((op.y for op in bits[0].ops if isinstance(op, Text) and op.elem is not None), 0.0)


def _decorative(op: Op) -> Op:
    return Text(op.x, op.y, op.line, None, op.align, op.spacing) if isinstance(op, Text) else op


def _white(style: Style) -> Style:
    return Style(style.role, style.size, style.leading, st.PAPER)
