"""The workflow: who may do what to a referral in which status, and what each step leaves in its review.

One table, `MOVES`, says it all; buttons, refusals and the drawn diagram come from it. Everything here is pure: the time and
the number of open findings are arguments. Loading never looks at the workflow; only a step that is taken does.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from vpa_assist.errors import CannotDo
from vpa_assist.record.addenda import NOT_BY_ADDENDUM, OPENS_AGAIN, with_addenda
from vpa_assist.record.canonical import fingerprint
from vpa_assist.record.kinds import moment
from vpa_assist.record.pointers import is_recorded, kind_at, nearest, put, recorded, split
from vpa_assist.record.referral import Officer, Referral, ReviewEntry

if TYPE_CHECKING:
    from vpa_assist.catalogue import Catalogue


class Role(StrEnum):
    """As whom a person acts. On a store of one's own computer this is a declaration."""

    OFFICER = "officer"
    SUPERVISOR = "supervisor"
    AUDITOR = "auditor"


class Comment(StrEnum):
    """Whether a step wants words."""

    OPTIONAL = "optional"
    REQUIRED = "required"
    FOR_GAPS = "required when findings that must be answered are open"


@dataclass(frozen=True, slots=True)
class Move:
    """One row of the table. `to` is the new status, or None where it stays. `words` is the key of the button's words."""

    role: Role
    status: str
    action: str
    to: str | None
    words: str
    comment: Comment

    @property
    def not_by_the_author(self) -> bool:
        """Whether the author of a referral may never do this to it."""
        return self.action in NEVER_BY_THE_AUTHOR

    @property
    def needs_answers(self) -> bool:
        """Whether open findings that must be answered want a reason in words."""
        return self.comment is Comment.FOR_GAPS

    @property
    def binds(self) -> bool:
        """Whether the step binds to the exact content of the referral."""
        return self.action in BINDING


NEVER_BY_THE_AUTHOR = frozenset({"approve", "return", "audit"})
BINDING = frozenset({"submit", "approve", "send"})
_BINDS_TO = {"approve": "submit", "send": "approve"}
"""The step whose content an approval and a sending must still find."""
_STATUSES = ("draft", "submitted", "returned", "approved", "sent")
HANDED_IN = ("submitted", "approved", "sent")
"""The statuses in which the document is not edited."""


def _moves() -> Iterable[Move]:
    officer, supervisor, auditor = Role.OFFICER, Role.SUPERVISOR, Role.AUDITOR
    optional, required, for_gaps = Comment.OPTIONAL, Comment.REQUIRED, Comment.FOR_GAPS
    yield Move(officer, "draft", "submit", "submitted", "submit", optional)
    yield Move(officer, "returned", "submit", "submitted", "submit_again", required)
    yield Move(supervisor, "submitted", "return", "returned", "return", required)
    yield Move(supervisor, "submitted", "approve", "approved", "approve", for_gaps)
    for role in (officer, supervisor):
        yield Move(role, "approved", "send", "sent", "send", for_gaps)
        yield Move(role, "returned", "reopen", "draft", "reopen", optional)
        yield Move(role, "approved", "reopen", "draft", "reopen", required)
        for status in _STATUSES:
            yield Move(role, status, "comment", None, "comment", required)
            yield Move(role, status, "reply", None, "reply", optional)
        for status in HANDED_IN:
            yield Move(role, status, "addendum", None, "addendum", required)
    for role in (supervisor, auditor):
        for status in HANDED_IN:
            yield Move(role, status, "audit", None, "audit", optional)
    for status in HANDED_IN:
        yield Move(auditor, status, "comment", None, "comment", required)


MOVES: dict[tuple[Role, str, str], Move] = {(move.role, move.status, move.action): move for move in _moves()}
"""Every step that can be taken, by role, status and action."""


class NotAllowed(CannotDo):
    """A step that the workflow does not allow. `key` names the reason in the form pack's `review.toml`."""

    def __init__(self, key: str, catalogue: Catalogue | None = None, **words: str) -> None:
        from vpa_assist import catalogue as packs

        self.key = key
        text: str = (catalogue or packs.default()).raw("review")["refused"][key]
        super().__init__(text.format_map(words))


def status_of(referral: Referral) -> str:
    """The status; one that is not recorded is a draft."""
    return referral.status or "draft"


def version(referral: Referral) -> int:
    """How often the referral was handed in: 0 is a draft that never was."""
    return sum(entry.action == "submit" for entry in referral.review or ())


def _plain(text: str | None) -> str:
    return "".join((text or "").split()).casefold()


def is_author(referral: Referral, officer: Officer | None) -> bool | None:
    """Whether this officer wrote the referral; None where it cannot be told.

    The same collar number says yes and another one no, case and spaces apart; where either is missing, the name decides.
    """
    author = referral.author
    if author is None or officer is None:
        return None
    if _plain(author.collar_number) and _plain(officer.collar_number):
        return _plain(author.collar_number) == _plain(officer.collar_number)
    if _plain(author.name) and _plain(officer.name):
        # "PC Lee Whitlow" may be a name, or a rank and a name
        whole = [_plain(f"{each.rank or ''}{each.name}") for each in (author, officer)]
        return _plain(author.name) == _plain(officer.name) or whole[0] == whole[1]
    return None


def possible(referral: Referral, role: Role | str, by: Officer | None) -> tuple[Move, ...]:
    """The steps that this person may take now in this role, in the order of the table."""
    found = []
    for move in MOVES.values():
        if move.role != role or move.status != status_of(referral):
            continue
        if move.not_by_the_author and is_author(referral, by) is not False:
            continue
        if move.action == "send" and referral.kind != "live":
            continue
        found.append(move)
    return tuple(found)


def act(
    referral: Referral,
    action: str,
    by: Officer,
    at: str,
    *,
    role: Role | str | None = None,
    open_musts: int = 0,
    catalogue: Catalogue | None = None,
    **members: Any,
) -> Referral:
    """The referral after one step, with its entry at the end of the review.

    `role` None takes whichever role has the step. `at` is the time as the contract writes it, `open_musts` the number of
    findings that must be answered and are not. `members` are those of the review entry: `text`, `path`, `span`, `praise`,
    `reply_to`, `answer`, `grade`, `to`, `how`, `receipt`, `received_at`. Raises `NotAllowed` with the reason.
    """
    move = _move(referral, action, role, catalogue)
    _refuse(move, referral, by, open_musts, members, catalogue)
    if move.binds:
        members["of"] = fingerprint(referral)
    entry = {"id": _new_id(referral), "at": at, "by": by, "action": action, **members}
    if move.to is not None and action in OPENS_AGAIN:
        # what was added afterwards becomes part of the document that is edited again
        referral = with_addenda(referral)
    changed = put(
        referral, "/review", [*(referral.review or ()), {name: each for name, each in entry.items() if each is not None}]
    )
    if move.to is not None:
        changed = put(changed, "/status", move.to)
    return put(changed, "/updated_at", _later(at, referral.updated_at))


def _move(referral: Referral, action: str, role: Role | str | None, catalogue: Catalogue | None) -> Move:
    status = status_of(referral)
    roles = Role if role is None else (Role(role),)
    for each in roles:
        if (each, status, action) in MOVES:
            return MOVES[each, status, action]
    raise NotAllowed("no_move", catalogue, status=status)


def _refuse(
    move: Move, referral: Referral, by: Officer, open_musts: int, members: dict[str, Any], catalogue: Catalogue | None
) -> None:
    """Raises `NotAllowed` for the first rule that the step does not meet."""
    if move.not_by_the_author:
        author = is_author(referral, by)
        if author is not False:
            raise NotAllowed("author" if author else "author_unknown", catalogue)
    said = is_recorded(members.get("text"))
    if move.comment is Comment.REQUIRED and not said:
        raise NotAllowed("changes" if move.words == "submit_again" else "comment", catalogue)
    if move.needs_answers and open_musts > 0 and not said:
        raise NotAllowed("reason_for_gaps", catalogue)
    _refuse_other_content(move, referral, catalogue)
    rule = _RULES.get(move.action)
    if rule is not None:
        rule(referral, members, catalogue)


def _refuse_other_content(move: Move, referral: Referral, catalogue: Catalogue | None) -> None:
    bound = [entry for entry in referral.review or () if entry.action == _BINDS_TO.get(move.action)]
    if bound and bound[-1].of is not None and bound[-1].of.lower() != fingerprint(referral):
        raise NotAllowed("changed_since", catalogue)


def _sending(referral: Referral, members: dict[str, Any], catalogue: Catalogue | None) -> None:
    if referral.kind != "live":
        raise NotAllowed("training" if referral.kind == "training" else "kind_unknown", catalogue)
    if not is_recorded(members.get("to")) or not is_recorded(members.get("how")):
        raise NotAllowed("recipient", catalogue)


def _replying(referral: Referral, members: dict[str, Any], catalogue: Catalogue | None) -> None:
    answered = members.get("reply_to")
    if not is_recorded(answered) or all(entry.id != answered for entry in referral.review or ()):
        raise NotAllowed("nothing_to_answer", catalogue)
    if members.get("answer") != "changed" and not is_recorded(members.get("text")):
        raise NotAllowed("comment", catalogue)


def _grading(referral: Referral, members: dict[str, Any], catalogue: Catalogue | None) -> None:
    if not is_recorded(members.get("grade")):
        raise NotAllowed("grade", catalogue)
    _commenting(referral, members, catalogue)


def _commenting(referral: Referral, members: dict[str, Any], catalogue: Catalogue | None) -> None:
    path = members.get("path")
    if path and not _is_there(referral, path):
        raise NotAllowed("place", catalogue, path=path)


def _is_there(referral: Referral, path: str) -> bool:
    """Whether a path resolves, or would in this document: a comment may be about what is missing."""
    try:
        kind_at(Referral, path)
    except (KeyError, ValueError):
        return False
    through = split(path)
    last_item = max((count for count, step in enumerate(through, 1) if step.isdecimal()), default=0)
    item = "".join(f"/{step}" for step in through[:last_item])
    return nearest(referral, item) == item


def _adding(referral: Referral, members: dict[str, Any], catalogue: Catalogue | None) -> None:
    path = members.get("path") or ""
    if not path.startswith("/") or split(path)[0] in NOT_BY_ADDENDUM:
        raise NotAllowed("addendum_path", catalogue, path=path or "(none)")
    try:
        put(with_addenda(referral), path, json.loads(members["text"]))
    except (ValidationError, ValueError, RecursionError):
        raise NotAllowed("addendum_value", catalogue, path=path) from None
    except (KeyError, IndexError):
        raise NotAllowed("addendum_path", catalogue, path=path) from None


_RULES = {"send": _sending, "reply": _replying, "audit": _grading, "comment": _commenting, "addendum": _adding}


def _new_id(referral: Referral) -> str:
    numbers = [
        int(found[1]) for entry in referral.review or () if (found := re.fullmatch(r"r(\d{1,9})", entry.id or "", re.ASCII))
    ]
    return f"r{max(numbers, default=0) + 1}"


def _later(at: str, before: str | None) -> str:
    if is_recorded(before) and moment(before or "") > moment(at):
        return before or ""
    return at


class Diverged(NotAllowed):
    """Two copies whose reviews do not agree: a person has to choose."""


def merge_reviews(
    first: tuple[ReviewEntry, ...], second: tuple[ReviewEntry, ...], catalogue: Catalogue | None = None
) -> tuple[ReviewEntry, ...]:
    """The longer of two reviews, where the shorter is its beginning. Raises `Diverged` where it is not."""
    shorter, longer = sorted((tuple(first), tuple(second)), key=len)
    if any(recorded(one) != recorded(other) for one, other in zip(shorter, longer, strict=False)):
        raise Diverged("diverged", catalogue)
    return longer


@dataclass(frozen=True, slots=True)
class Round:
    """From one hand-in to the next: the hand-in, and everything that came after it."""

    number: int
    submitted: ReviewEntry
    entries: tuple[ReviewEntry, ...]

    @property
    def outcome(self) -> ReviewEntry | None:
        """The entry that returned, approved or reopened it, the last one; None while it waits."""
        return next((entry for entry in reversed(self.entries) if entry.action in ("return", "approve", "reopen")), None)


def rounds(referral: Referral) -> tuple[Round, ...]:
    """The rounds of a referral, the first first. What came before the first hand-in belongs to none."""
    found: list[tuple[ReviewEntry, list[ReviewEntry]]] = []
    for entry in referral.review or ():
        if entry.action == "submit":
            found.append((entry, []))
        elif found:
            found[-1][1].append(entry)
    return tuple(Round(number, submitted, tuple(entries)) for number, (submitted, entries) in enumerate(found, 1))


@dataclass(frozen=True, slots=True)
class Thread:
    """A comment and its answers."""

    comment: ReviewEntry
    replies: tuple[ReviewEntry, ...]

    @property
    def answer(self) -> ReviewEntry | None:
        """The last reply that says what was done about it."""
        return next((reply for reply in reversed(self.replies) if reply.answer is not None), None)

    @property
    def is_open(self) -> bool:
        """Whether it still waits for an answer. Praise waits for none; a call for help is no answer yet."""
        if self.comment.praise is True:
            return False
        return self.answer is None or self.answer.answer == "need_help"


def threads(referral: Referral) -> tuple[Thread, ...]:
    """Every comment with its answers, in the order of the comments. An answer to an answer belongs to the first comment."""
    entries = referral.review or ()
    first: dict[str, str] = {}
    replies: dict[str, list[ReviewEntry]] = {}
    for entry in entries:
        if entry.action == "comment" and entry.id is not None:
            first[entry.id] = entry.id
            replies.setdefault(entry.id, [])
        elif entry.action == "reply" and entry.reply_to in first:
            root = first[entry.reply_to or ""]
            replies[root].append(entry)
            if entry.id is not None:
                first.setdefault(entry.id, root)
    return tuple(Thread(entry, tuple(replies.get(entry.id or "", ()))) for entry in entries if entry.action == "comment")


def open_threads(referral: Referral) -> tuple[Thread, ...]:
    """The comments that still wait for an answer."""
    return tuple(thread for thread in threads(referral) if thread.is_open)


def comments_at(referral: Referral, path: str) -> tuple[Thread, ...]:
    """The comments about a place or anything below it."""
    return tuple(each for each in threads(referral) if f"{(each.comment.path or '').strip()}/".startswith(f"{path}/"))


def is_unchanged_since(referral: Referral, action: str) -> bool:
    """Whether the content is still that of the last step of this kind (`submit`, `approve`, `send`)."""
    bound = [entry.of for entry in referral.review or () if entry.action == action]
    return bool(bound) and bound[-1] is not None and bound[-1].lower() == fingerprint(referral)


def praise(referral: Referral) -> tuple[ReviewEntry, ...]:
    """The comments that say what was done well."""
    return tuple(entry for entry in referral.review or () if entry.action == "comment" and entry.praise is True)


__all__ = [
    "BINDING",
    "HANDED_IN",
    "MOVES",
    "NEVER_BY_THE_AUTHOR",
    "Comment",
    "Diverged",
    "Move",
    "NotAllowed",
    "Role",
    "Round",
    "Thread",
    "act",
    "comments_at",
    "is_author",
    "is_unchanged_since",
    "merge_reviews",
    "open_threads",
    "possible",
    "praise",
    "rounds",
    "status_of",
    "threads",
    "version",
    "with_addenda",
]
