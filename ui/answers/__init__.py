"""One widget class for each kind of question; `WIDGETS` maps the form pack's kinds to what makes them.

People of the referral are chosen with the panels `person` and `persons`.

| kind | what it records |
| --- | --- |
| `line` | one line of text |
| `text` | text of any length, kept exactly as typed |
| `words` | text in the size of a child's own words; never underlined |
| `number` | a whole number |
| `date`, `time` | a date, a time with its offset, typed by hand |
| `yes_no` | true, false or not recorded |
| `choice` | one code of a list |
| `choices` | several codes of a list |
| `tiles` | one code of a short list, as large tiles with an icon |
| `code_search` | one code of a long list, by typing |
| `address` | lines, town and postcode |
| `officer` | a person of the force |
| `list` | repeated items, each with questions of its own |
| `pairs` | repeated pairs of short texts, such as a system and its number |

Each is called with `(document, catalogue, where, prompt)`; `where` is the pointer of the value.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import Any

_WHERE = {
    "line": "texts:LineAnswer",
    "text": "texts:TextAnswer",
    "words": "texts:WordsAnswer",
    "number": "values:NumberAnswer",
    "date": "values:DateAnswer",
    "time": "values:TimeAnswer",
    "yes_no": "choices:YesNoAnswer",
    "choice": "choices:choice",
    "choices": "choices:ChoicesAnswer",
    "tiles": "tiles:TilesAnswer",
    "code_search": "code_search:CodeSearchAnswer",
    "address": "groups:AddressAnswer",
    "officer": "groups:OfficerAnswer",
    "list": "lists:ListAnswer",
    "pairs": "lists:ListAnswer",
    "references": "lists:ListAnswer",
}


class _Widgets(Mapping[str, Any]):
    """The classes by kind; a module is imported when its kind is first built."""

    def __getitem__(self, key: str) -> Any:
        module, name = _WHERE[key].split(":")
        return getattr(import_module(f"ui.answers.{module}"), name)

    def __iter__(self) -> Iterator[str]:
        return iter(_WHERE)

    def __len__(self) -> int:
        return len(_WHERE)


WIDGETS: Mapping[str, Any] = _Widgets()
