"""Writing the file: numbered objects packed into streams, and the table that says where each of them lies (PDF 1.7).

The same objects in the same order give the same bytes. Values are PDF syntax as text: `name`, `text`, `array` and `ref` make it.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable

_WHITE = (0, 9, 10, 12, 13, 32)
"""A stream that ends in white space just before `endstream` is counted wrongly by some readers."""
_HEAD = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
_MOST = 400
"""Objects in one packed stream: a reader unpacks all of them to read one."""
_EFFORT = 4
"""Of compressing: 6 takes two thirds more time for files that are 5 % smaller."""
_ESCAPED = str.maketrans({"\\": r"\\", "(": r"\(", ")": r"\)"})
_REGULAR = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-+_.")


def ref(number: int) -> str:
    """A reference to an object."""
    return f"{number} 0 R"


def name(text: str) -> str:
    """A name, with every character that has a meaning of its own written by its code."""
    if _REGULAR.issuperset(text):
        return "/" + text
    return "/" + "".join(each if each in _REGULAR else "".join(f"#{byte:02X}" for byte in each.encode()) for each in text)


def text(value: str) -> str:
    """A text string: as it stands where it is plain ASCII, else as UTF-16."""
    if value.isascii() and value.isprintable():
        return f"({value.translate(_ESCAPED)})"
    return f"<{utf16(value)}>"


def utf16(value: str) -> str:
    """The hexadecimal digits of a text in UTF-16 with its byte order mark. Half of a pair stands as a replacement character."""
    return "FEFF" + value.encode("utf-16-be", "surrogatepass").hex().upper()


def array(values: Iterable[str]) -> str:
    """An array of values."""
    return f"[{' '.join(values)}]"


def packed(data: bytes, fill: bytes = b" ") -> bytes:
    """Compressed so that the last byte is no white space: `fill` is added to the data until it is so."""
    return filled(data, fill)[1]


def filled(data: bytes, fill: bytes = b" ") -> tuple[bytes, bytes]:
    """The data with the `fill` that it needed, and the same compressed."""
    found = zlib.compress(data, _EFFORT)
    for _ in range(16):  # the last byte is a sum: each filling moves it on, and none is white twice for long
        if found[-1] not in _WHITE:
            break
        data += fill
        found = zlib.compress(data, _EFFORT)
    return data, found


class Writer:
    """The objects of one file. Numbers are given out by `reserve` or `add`, from 1 on."""

    def __init__(self) -> None:
        self._plain: list[tuple[int, str]] = []
        self._streams: list[tuple[int, bytes]] = []
        self._last = 0

    def reserve(self) -> int:
        """A number for an object that is put later."""
        self._last += 1
        return self._last

    def put(self, number: int, value: str) -> None:
        """The value of a reserved number."""
        self._plain.append((number, value))

    def add(self, value: str) -> int:
        """A new object; its number."""
        number = self.reserve()
        self._plain.append((number, value))
        return number

    def stream(self, data: bytes, keys: str = "", *, compressed: bool = True) -> int:
        """A new stream; its number. `data` is written as given: `compressed` says that `packed` made it."""
        number = self.reserve()
        packing = "/Filter/FlateDecode" if compressed else ""
        head = f"<<{keys}{packing}/Length {len(data)}>>\nstream\n".encode("ascii")
        self._streams.append((number, head + data + b"\nendstream"))
        return number

    def file(self, root: int, info: int) -> bytes:
        """The bytes of the file: `root` is the catalogue's number, `info` that of the information about the document."""
        places: dict[int, tuple[int, int, int]] = {}
        for start in range(0, len(self._plain), _MOST):
            self._pack(self._plain[start : start + _MOST], places)
        out = bytearray(_HEAD)
        for number, body in self._streams:
            places[number] = (1, len(out), 0)
            out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
        table = self.reserve()
        places[table] = (1, len(out), 0)
        mark = hashlib.md5(out, usedforsecurity=False).hexdigest().upper()
        keys = f"/Type/XRef/W[1 4 2]/Root {ref(root)}/Info {ref(info)}/ID[<{mark}><{mark}>]"
        start = len(out)
        out += self._table(table, keys, places)
        out += b"startxref\n%d\n%%%%EOF\n" % start
        return bytes(out)

    def _pack(self, objects: list[tuple[int, str]], places: dict[int, tuple[int, int, int]]) -> None:
        """Plain objects as one stream."""
        holder = self._last + 1
        heads: list[str] = []
        at = 0
        for index, (number, value) in enumerate(objects):
            heads.append(f"{number} {at}")
            at += len(value) + 1
            places[number] = (2, holder, index)
        head = " ".join(heads) + "\n"
        body = "\n".join(value for _, value in objects)
        data = packed((head + body).encode("ascii"))
        self.stream(data, f"/Type/ObjStm/N {len(objects)}/First {len(head)}")

    def _table(self, number: int, keys: str, places: dict[int, tuple[int, int, int]]) -> bytes:
        """Where each object lies: in the file, or at which place of which stream."""
        rows = [b"\0\0\0\0\0\xff\xff"]  # number 0 is free for ever
        rows += [
            kind.to_bytes(1, "big") + where.to_bytes(4, "big") + index.to_bytes(2, "big")
            for kind, where, index in (places[each] for each in range(1, number + 1))
        ]
        data = packed(b"".join(rows), b"\0\0\0\0\0\0\1")  # each filling is a further free entry
        size = (len(zlib.decompress(data))) // 7
        head = f"{number} 0 obj\n<<{keys}/Size {size}/Filter/FlateDecode/Length {len(data)}>>\nstream\n".encode("ascii")
        return head + data + b"\nendstream\nendobj\n"
