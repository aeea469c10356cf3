"""A printed document that holds no referral: title, blocks, marking on every page, PDF/A-3a and PDF/UA-1 like a referral's."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from vpa_assist import __version__
from vpa_assist.pdf.outline.parts import Outline, Sheet

if TYPE_CHECKING:
    from vpa_assist.catalogue import Catalogue

TOOL = f"VPA Assist {__version__}"


def plain_document(
    title: str, subject: str, sheets: Sequence[Sheet], catalogue: Catalogue, at: str, *, training: bool = False
) -> bytes:
    """The PDF of these sheets. `at` is the stated time, RFC 3339: the same sheets and time give the same bytes.

    `training` puts TRAINING at the head of each page and across it.
    """
    from vpa_assist.pdf.render.document import render

    force, printed = catalogue.force(), catalogue.printed
    state = printed("state_training") if training else ""
    plan = Outline(
        title=title,
        subject=subject,
        form=subject,
        marking=force.marking,
        handling=force.handling,
        states=(state,) if training else (),
        watermark=state,
        reference=title,
        page_of=printed("page_of"),
        sheets=tuple(sheets),
        at=at,
        author=force.name,
        data_name="",
        data_about="",
        continued=printed("continued"),
        words_continued=printed("words_continued"),
    )
    return render(plan, None, TOOL).data
