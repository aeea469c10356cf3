"""Any text that a person can type comes out whole, in every script, and keeps both standards."""

from __future__ import annotations

import unicodedata
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from tests.pdf.conftest import made
from tests.pdf.reading import squash, tags
from tests.pdf.test_standards import failures
from vpa_assist.catalogue import Catalogue, default
from vpa_assist.pdf import exported, extract
from vpa_assist.pdf.outline.languages import language_of
from vpa_assist.pdf.outline.parts import Run
from vpa_assist.pdf.render.faces import faces, is_printable
from vpa_assist.pdf.render.plain_setting import PlainSetting
from vpa_assist.pdf.render.setting import Setter, visual_runs
from vpa_assist.pdf.render.styles import BODY
from vpa_assist.record.reading import read

SCRIPTS = {
    "Welsh": ("cy", "Dywedodd hi: dw i ddim eisiau mynd adref. Ŵyn, ŷd, tŷ."),
    "Polish": ("pl", "Nie chcę wracać na górę. Zażółć gęślą jaźń."),
    "Romanian": ("ro", "Nu vreau să mă întorc. Îmi este frică."),
    "Vietnamese": ("vi", "Con không muốn về nhà. Con sợ lắm."),
    "Greek": ("el", "Δεν θέλω να γυρίσω σπίτι."),
    "Ukrainian": ("uk", "Я не хочу повертатися додому."),
    "Arabic": ("ar", "لا أريد أن أعود إلى البيت."),
    "Urdu": ("ur", "میں گھر واپس نہیں جانا چاہتا۔"),
    "Hebrew": ("he", "אני לא רוצה לחזור הביתה."),
    "Bengali": ("bn", "আমি বাড়ি ফিরতে চাই না।"),
    "Gujarati": ("gu", "મારે ઘરે પાછા જવું નથી."),
    "Punjabi": ("pa", "ਮੈਂ ਘਰ ਵਾਪਸ ਨਹੀਂ ਜਾਣਾ ਚਾਹੁੰਦਾ।"),
    "Tamil": ("ta", "நான் வீட்டிற்குத் திரும்பிப் போக விரும்பவில்லை."),
    "Hindi": ("hi", "मैं घर वापस नहीं जाना चाहता।"),
    "Tigrinya": ("ti", "ናብ ገዛ ክምለስ ኣይደልን እየ።"),
    "Chinese": ("zh", "我不想回家。我害怕。"),
}


def a_child_who_said(words: str, language: str = "en", name: str = "Ada") -> Any:
    child = {
        "id": "c1",
        "given_name": name,
        "language": {"first": language},
        "contact": {"status": "spoken_to"},
        "aware": {"words": [{"question": "Tell me.", "words": words, "how": "speech"}], "appearance": words},
        "wishes": words,
    }
    return made({"children": [child], "incident": {"account": words}})


@pytest.mark.parametrize("script", SCRIPTS)
def test_that_every_script_is_printed_whole_and_tagged_with_its_language(
    script: str, catalogue: Catalogue, tmp_path: Any
) -> None:
    code, words = SCRIPTS[script]
    result = exported(a_child_who_said(words, code, words.split()[0]), catalogue)
    assert result.missing == ()
    tree = tags(result.data)
    assert squash(words) in squash(tree.text())
    quotes = [tag for tag in tree.walk() if tag.name == "BlockQuote"]
    assert quotes
    assert {tag.lang for tag in quotes} == {code}
    assert failures(result.data, tmp_path) == []


def test_that_a_character_without_a_glyph_is_printed_as_its_code_and_reported(catalogue: Catalogue, tmp_path: Any) -> None:
    result = exported(a_child_who_said("I feel 😀 and \x07 and \ue000 now"), catalogue)
    assert set(result.missing) == {"😀", "\x07", "\ue000"}
    words = squash(tags(result.data).text())
    assert "Ifeel😀and[U+0007]and[U+E000]now" in words
    assert failures(result.data, tmp_path) == []


def test_that_text_that_looks_like_markup_stays_text(catalogue: Catalogue) -> None:
    words = "<img src='file:///etc/passwd'/> & <b>bold</b> &amp; <para>"
    assert squash(words) in squash(tags(exported(a_child_who_said(words), catalogue).data).text())


def test_that_overrides_of_direction_are_shown_and_do_nothing(catalogue: Catalogue) -> None:
    result = exported(a_child_who_said("safe \u202egnihton\u202c end"), catalogue)
    assert "[U+202E]gnihton[U+202C]" in squash(tags(result.data).text())


def shown(text: str) -> str:
    """What a page must say for a text: itself, and codes for what cannot be shown."""
    out = []
    for letter in text:
        if letter in "\n\t\u2028\u2029" or is_printable(letter):
            out.append(letter)
        else:
            out.append(f"[U+{ord(letter):04X}]")
    return squash("".join(out))


ANY_TEXT = st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=60)
SCRIPTS_TEXT = st.lists(
    st.sampled_from([text for _, text in SCRIPTS.values()] + ["e\u0301", "👩‍👧", "a-b", "   ", "(12)", "“x”", "\u0300"]),
    max_size=5,
).map(" ".join)


@given(ANY_TEXT | SCRIPTS_TEXT)
@settings(max_examples=120, deadline=None)
def test_that_lines_hold_every_character_of_any_text(text: str) -> None:
    lines = Setter(faces()).lines((Run(text),), BODY, 180.0)
    said = "".join(_said(line) for line in lines)
    assert squash(said) == shown(text)


def _said(line: Any) -> str:
    """The text of a line as a reader takes it: what stands behind its spans."""
    whole = []
    for span in line.spans:
        segment = span.segment
        if segment.actual is not None:
            whole.append(segment.actual if segment.actual else "")
        else:
            assert len(segment.face.encoded(segment.glyphs)) == 4 * len(segment.glyphs), "a character without a glyph"
            whole.append(segment.glyphs)
    text = "".join(whole)
    return "".join(letter if letter in "\n\t" or is_printable(letter) else f"[U+{ord(letter):04X}]" for letter in text)


PLAIN_TEXT = st.lists(st.text("abcmiœ.,”ł", min_size=1, max_size=9), min_size=1, max_size=9).map(" ".join)
PLAIN_RUNS = st.lists(
    st.tuples(PLAIN_TEXT, st.sampled_from(["", " "]), st.sampled_from(["", "strong", "soft", "voice"])), min_size=1, max_size=4
)


@given(PLAIN_RUNS, st.floats(60, 400))
@settings(max_examples=300, deadline=None)
def test_that_the_quick_way_breaks_a_paragraph_as_the_careful_way_does(parts: list[tuple[str, str, str]], width: float) -> None:
    runs = tuple(Run(text + end, style) for text, end, style in parts)
    quick = PlainSetting(faces()).lines(runs, BODY, width)
    assume(quick is not None)
    assert _drawn(quick or []) == _drawn(Setter(faces()).careful_lines(runs, BODY, width))


def _drawn(lines: list[Any]) -> list[tuple[str, float]]:
    return [("".join(span.segment.glyphs for span in line.spans), round(line.width, 6)) for line in lines]


@given(text=ANY_TEXT)
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_that_any_text_keeps_both_standards_and_comes_back(text: str, tmp_path: Any) -> None:
    referral = a_child_who_said(text)
    result = exported(referral, default())
    assert failures(result.data, tmp_path) == []
    assert read(extract(result.data)) == referral


def test_that_a_long_word_without_a_space_is_broken_and_loses_nothing(catalogue: Catalogue) -> None:
    words = "".join(chr(97 + index % 26) for index in range(20_000))
    result = exported(made({"incident": {"account": words}}), catalogue)
    assert words in squash(tags(result.data).text())


@pytest.mark.parametrize("letter", ["শ", "ش", "国"])
def test_that_a_long_text_of_any_script_without_a_space_is_printed_whole(letter: str, catalogue: Catalogue) -> None:
    words = letter * 3_000
    result = exported(made({"incident": {"account": words}}), catalogue)
    assert squash(words) in squash(tags(result.data).text())


def test_that_a_line_of_two_directions_is_ordered_as_it_is_read() -> None:
    hebrew = "\u05d0\u05d1\u05d2"
    text = f"abc {hebrew} 12 {hebrew} def"
    runs = visual_runs(text, base_rtl=False)
    assert [text[start:end].strip() for start, end, _ in runs if text[start:end].strip()] == ["abc", hebrew, "12", hebrew, "def"]
    assert all(unicodedata.bidirectional(text[start]) != "R" or level % 2 for start, _, level in runs)


@pytest.mark.parametrize(
    ("text", "first", "tag"),
    [
        ("Plain English", "pl", ""),
        ("Zażółć", "pl", "pl"),
        ("Zażółć", "en", ""),
        ("café", "en", ""),
        ("البيت", "ur", "ur"),
        ("البيت", "en", "ar"),
        ("He said: البيت and no more than that", "ar", ""),
    ],
)
def test_that_a_language_is_told_only_by_sure_signs(text: str, first: str, tag: str) -> None:
    assert language_of(text, first) == tag
