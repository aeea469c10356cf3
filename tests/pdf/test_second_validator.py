"""The second validator agrees: veraPDF's engine passes every kind of output by both standards, and bites on the faulty."""

from __future__ import annotations

import io
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pikepdf
import pytest

from tests.pdf.conftest import NAMES, example, printed
from vpa_assist.catalogue import Catalogue
from vpa_assist.pdf import export
from vpa_assist.pdf.redaction import Redaction
from vpa_assist.record.pointers import put

RICH = "nonverbal-autistic-boy-injuries-strong"


def judged(files: Sequence[Path]) -> dict[str, bool]:
    """Each "standard file" with whether it passed, in a process of its own: a Java machine does not share one well."""
    command = [sys.executable, "-m", "tests.pdf.verapdf", *map(str, files)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=240)
    lines = [line.split() for line in done.stdout.splitlines()]
    assert len(lines) == 2 * len(files), done.stderr
    return {f"{flavour} {name}": verdict == "pass" for verdict, flavour, name, *_ in lines}


def test_that_every_kind_of_output_passes(tmp_path: Path, catalogue: Catalogue) -> None:
    training = put(example(RICH), "/kind", "training")
    kinds = {f"full-{name}": printed(name).data for name in NAMES}
    kinds |= {variant: printed(RICH, variant).data for variant in ("supervisor", "strategy")}
    kinds["training"] = export(training, catalogue)
    kinds["urgent"] = export(example("missing-boy-15-weak"), catalogue, urgent=True)
    kinds["redacted"] = export(
        example(RICH), catalogue, variant="redacted", redaction=Redaction(pointers=("/children/0/aware/appearance",), people=())
    )
    files = []
    for name, data in kinds.items():
        files.append(tmp_path / f"{name}.pdf")
        files[-1].write_bytes(data)
    verdicts = judged(files)
    assert [name for name, passed in verdicts.items() if not passed] == []


@pytest.fixture
def faulty(tmp_path: Path) -> list[Path]:
    """Files with one fault each."""
    made = []
    for name in ("/Lang", "/MarkInfo", "/OutputIntents", "/StructTreeRoot"):
        with pikepdf.open(io.BytesIO(printed(RICH).data)) as pdf:
            del pdf.Root[name]
            made.append(tmp_path / f"without{name.replace('/', '-')}.pdf")
            pdf.save(made[-1])
    return made


def test_that_it_notices_one_fault(faulty: list[Path]) -> None:
    verdicts = judged(faulty)
    for each in faulty:
        assert not (verdicts[f"3a {each.name}"] and verdicts[f"ua1 {each.name}"]), each.name
