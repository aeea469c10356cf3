"""Every pattern of the form pack carries its own tests: two sentences that it must find and two that it must leave alone."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from vpa_assist import catalogue
from vpa_assist.checks.prose import kept
from vpa_assist.checks.prose.about import Ctx, who_is_who
from vpa_assist.checks.prose.compiling import compile_pack
from vpa_assist.checks.prose.labels import label_stands
from vpa_assist.checks.prose.matching import find
from vpa_assist.checks.prose.packed import pack, unpack
from vpa_assist.checks.prose.patterns import LINES, Pattern, lexicon

PACK = catalogue.default()
# checks whose patterns are weighed by the program against more than the sentence: their sentences stand in cases/
FACTS = tuple(name for name in Pattern._fields if name not in {"fires", "silent", *LINES})
WEIGHED = {"WRD002", "WRD004", "CUS001", "EXP001", "WRD007", "ANS001"}


def tables() -> list[tuple[str, dict[str, Any]]]:
    return [
        (path.stem, table)
        for path in sorted((Path(PACK.folder) / "patterns").glob("*.toml"))
        for table in tomllib.loads(path.read_text(encoding="utf-8")).get("pattern", ())
    ]


def child_in(code: str, sentence: str) -> Ctx:
    """Mia, or another child of the sex that the sentence speaks of."""
    words = sentence.lower().replace(".", " ").split()
    male = {"he", "him", "his", "himself", "leo"} & set(words) and not {"she", "her", "herself", "mia"} & set(words)
    return who_is_who(
        child=frozenset({"mia", "leo", "kai", "amelia", "isla"}),
        others=frozenset({"ryan", "craig", "karen", "tara"}),
        sex="male" if male else "female",
        infant=code == "WRD005",
    )


def found(code: str, sentence: str) -> bool:
    words = lexicon(PACK)
    hits = find(words, code, sentence, child_in(code, sentence))
    return any(code != "LAN005" or label_stands(words, hit) for hit in hits)


@pytest.mark.parametrize(("code", "table"), tables(), ids=lambda value: value if isinstance(value, str) else value["name"])
def test_that_a_pattern_finds_and_leaves_alone_what_it_says(code: str, table: dict[str, Any]) -> None:
    assert len(table["fires"]) >= 2
    assert len(table["silent"]) >= 2
    assert table["reason"]
    assert table["source"]
    if code in WEIGHED:
        return
    assert [sentence for sentence in table["fires"] if not found(code, sentence)] == []
    assert [sentence for sentence in table["silent"] if found(code, sentence)] == []


def test_that_every_concept_says_what_it_means_and_why() -> None:
    for name in PACK.names("concepts"):
        for concept, table in PACK.raw(name).items():
            assert table["means"], concept
            assert {"means", "reason", "instead", "source", "words"} <= table.keys(), concept


def test_that_an_unknown_concept_is_refused_with_the_file_and_the_line(tmp_path: Path) -> None:
    for folder in ("concepts", "patterns"):
        (tmp_path / folder).mkdir()
        for file in (Path(PACK.folder) / folder).glob("*.toml"):
            (tmp_path / folder / file.name).write_bytes(file.read_bytes())
    broken = tmp_path / "patterns" / "LAN004.toml"
    broken.write_text(
        broken.read_text(encoding="utf-8").replace("{her_own} other|better half", "{nobody_knows} half"), encoding="utf-8"
    )
    with pytest.raises(ValueError, match=r"patterns/LAN004\.toml: '\{nobody_knows\} half': no concept \{nobody_knows\}"):
        compile_pack(catalogue.load(tmp_path))


def test_that_packed_patterns_are_the_compiled_ones() -> None:
    made = compile_pack(PACK)
    back = unpack(memoryview(pack(made)))
    assert back.words == made.words
    assert {name: back.concepts[name] for name in made.concepts} == made.concepts
    assert {key: back.lines[key] for key in made.lines} == made.lines
    for number, pattern in enumerate(made.patterns):
        again = back.patterns[number]
        assert {name: getattr(again, name) for name in FACTS} == {name: getattr(pattern, name) for name in FACTS}
        assert {name: tuple(getattr(again, name)) for name in LINES} == {name: getattr(pattern, name) for name in LINES}
        assert all(number in back.anchors[pattern.code][word] for word in pattern.anchor)


def test_that_every_word_with_a_letter_left_out_is_known_as_a_slip() -> None:
    words = lexicon(PACK)
    long_words = sorted(word for word in words.words if len(word) > 4 and word.isalpha())[::7]
    for word in long_words:
        assert words.meant.get(word) == word
        for at in range(1, len(word)):
            slip = word[:at] + word[at + 1 :]
            meant = words.meant.get(slip)
            assert meant is not None
            assert meant == slip or slip in {meant[:left] + meant[left + 1 :] for left in range(len(meant))}
    assert words.meant.get("zzyzx") is None


def test_that_what_must_stand_beside_a_pattern_stands_in_what_it_finds() -> None:
    words = lexicon(PACK)
    for code, table in tables():
        for sentence in table.get("fires", ()):
            for hit in find(words, table.get("code", code), sentence, child_in(code, sentence)):
                present = frozenset(hit.piece.words)
                numbers = [n for word in hit.pattern.anchor & present for n in words.anchors[hit.pattern.code][word]]
                number = next(n for n in numbers if words.patterns[n] is hit.pattern)
                assert not any(needed.isdisjoint(present) for _, needed in words.beside[number][1])


@pytest.mark.parametrize("damage", [lambda data: data[:-1], lambda data: b"", lambda data: data[:2000] + b"x" + data[2001:]])
def test_that_damaged_data_are_made_again(
    damage: Callable[[bytes], bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VPA_ASSIST_CACHE", str(tmp_path))
    asked: list[int] = []

    def make(_: catalogue.Catalogue) -> bytes:
        asked.append(1)
        return b"words " * 1000

    assert (
        bytes(kept.data(PACK, "words", make, "these files"))
        == bytes(kept.data(PACK, "words", make, "these files"))
        == b"words " * 1000
    )
    assert len(asked) == 1
    (file,) = tmp_path.iterdir()
    file.write_bytes(damage(file.read_bytes()))
    assert bytes(kept.data(PACK, "words", make, "these files")) == b"words " * 1000
    assert len(asked) == 2
    assert bytes(kept.data(PACK, "words", make, "these files")) == b"words " * 1000
    assert len(asked) == 2


def test_that_data_are_made_where_the_cache_cannot_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VPA_ASSIST_CACHE", str(tmp_path / "file"))
    (tmp_path / "file").write_bytes(b"")
    assert bytes(kept.data(PACK, "words", lambda _: b"words", "these files")) == b"words"
