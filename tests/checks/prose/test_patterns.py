"""Every pattern of the form pack carries its own tests: two sentences that it must find and two that it must leave alone."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from vpa_assist import catalogue
from vpa_assist.checks.prose import kept
from vpa_assist.checks.prose.about import Ctx, who_is_who
from vpa_assist.checks.prose.labels import label_stands
from vpa_assist.checks.prose.matching import find
from vpa_assist.checks.prose.patterns import compile_pack, lexicon

PACK = catalogue.default()
# checks whose patterns are weighed by the program against more than the sentence: their sentences stand in cases/
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


def test_that_kept_patterns_are_the_compiled_ones(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VPA_ASSIST_CACHE", str(tmp_path))
    made = compile_pack(PACK)
    name = kept.digest(PACK)
    assert kept.load(name) is None
    kept.save(name, made)
    back = kept.load(name)
    assert back is not None
    assert back.words == made.words
    for number, pattern in enumerate(made.patterns):
        again = back.patterns[number]
        assert (again.code, again.says, again.slots, again.wanted) == (pattern.code, pattern.says, pattern.slots, pattern.wanted)
        assert (again.unless, again.then_not, again.before_not, again.about) == (
            pattern.unless,
            pattern.then_not,
            pattern.before_not,
            pattern.about,
        )


def test_that_a_damaged_file_of_kept_patterns_is_made_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VPA_ASSIST_CACHE", str(tmp_path))
    name = kept.digest(PACK)
    (tmp_path / f"phrases-{name}.json").write_text('{"phrases": [', encoding="utf-8")
    assert kept.load(name) is None
    kept.save(name, compile_pack(PACK))
    assert kept.load(name) is not None
