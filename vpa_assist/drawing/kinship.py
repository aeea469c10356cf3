"""Who is who in a referral: the graph that the family diagram lays out. Only what was recorded makes a link."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from vpa_assist.drawing.kin import Kin, kin, sex_told
from vpa_assist.record.ages import age, incident_day, years_between
from vpa_assist.record.kinds import day
from vpa_assist.record.pointers import recorded
from vpa_assist.record.referral import Address, Child, Person, Referral

Say = Callable[..., str]
Label = Callable[[str, str | None], str]


@dataclass(slots=True)
class Node:
    """One person of the diagram. `key` is the id, or "?" with the known parent's id for a parent who is not recorded."""

    key: str
    name: str
    sex: str
    referred: bool = False
    unborn: bool = False
    unknown: bool = False
    risk: bool = False
    home: bool = False
    level: int = 0  # generations above the children
    notes: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Couple:
    """Two people joined by a line, with the children they have together. `is_` is the kind of the link, "" where none is told."""

    first: str
    second: str
    is_: str
    children: tuple[str, ...] = ()


@dataclass(slots=True)
class Family:
    """Everything that the diagram shows."""

    nodes: dict[str, Node]
    couples: list[Couple]
    parents_of: list[tuple[str, str]]  # (parent, child), outside the couples
    siblings: list[tuple[str, str]]
    harmful: list[tuple[str, str]]
    loose_children: list[str]  # children of whom no parent is recorded
    home: str  # the address, in one line


def one_line(address: Address | None) -> str:
    """An address in one line."""
    if address is None:
        return ""
    place = ", ".join(part for part in (*(address.lines or ()), address.town) if part and part.strip())
    return " ".join(part for part in (place, address.postcode) if part)


def child_name(child: Child, say: Say) -> str:
    """The name by which a page speaks of a child."""
    if child.unborn and not child.given_name:
        return say("child_unborn")
    return child.given_name or child.family_name or say("child_unnamed")


def family_of(referral: Referral, say: Say, label: Label) -> Family:
    """The people who belong in the diagram, and how they are linked."""
    referral = recorded(referral)
    children = referral.children or ()
    people = [person for person in referral.people or () if _belongs(person, referral)]
    family = Family({}, [], [], [], [], [], _home(referral))
    for child in children:
        family.nodes[child.id] = _child_node(child, referral, say, label)
    for person in people:
        told = {sex_told(each.is_) for each in person.relationships or ()} - {""}
        node = Node(person.id, _with_age(person, referral, say), person.sex or (told.pop() if len(told) == 1 else ""))
        node.risk = bool(person.risk)
        node.home = any(each.lives_with_child for each in person.relationships or ())
        node.level = _level(person)
        node.notes = _notes(person, referral, say, label)
        family.nodes[person.id] = node
    _add_units(family, children, people, say)
    _add_links(family, people)
    _settle_levels(family)
    return family


def _belongs(person: Person, referral: Referral) -> bool:
    """Family and household; a professional only where a link to somebody in the diagram is recorded."""
    if person.links:
        return True
    if any(each.to == person.id for other in referral.people or () for each in other.links or ()):
        return True
    if person.role in ("professional", "witness"):
        return any(each.lives_with_child for each in person.relationships or ())
    return bool(person.relationships)


def _child_node(child: Child, referral: Referral, say: Say, label: Label) -> Node:
    years = age(child, incident_day(referral))
    name = child_name(child, say)
    node = Node(child.id, say("name_age", name=name, age=years) if years is not None else name, child.sex or "", referred=True)
    node.unborn = bool(child.unborn)
    node.home = child.address is None or one_line(child.address) == _home(referral)
    if child.unborn:
        node.notes.append(say("family_unborn"))
    elif child.contact and child.contact.status:
        node.notes.append(label("contact_status", child.contact.status))
    if not node.home:
        node.notes.extend((child.address.lines or ())[:1] if child.address else ())
    return node


def _home(referral: Referral) -> str:
    """Where the children live: the address of most of them, else the incident's."""
    counted: dict[str, int] = {}
    for child in referral.children or ():
        line = one_line(child.address) or one_line(referral.incident.location if referral.incident else None)
        if line:
            counted[line] = counted.get(line, 0) + 1
    return max(counted, key=lambda line: counted[line]) if counted else ""


def _with_age(person: Person, referral: Referral, say: Say) -> str:
    name = person.name or say("person_unnamed")
    on = incident_day(referral)
    if person.date_of_birth and on and day(person.date_of_birth) <= on:
        return say("name_age", name=name, age=years_between(day(person.date_of_birth), on))
    return name


def _level(person: Person) -> int:
    kinds = {kin(each.is_) for each in person.relationships or ()}
    if Kin.GRANDPARENT in kinds:
        return 2
    if kinds & {Kin.MOTHER, Kin.FATHER, Kin.PARENT, Kin.PARTNER, Kin.RELATIVE}:
        return 1
    return 0 if Kin.SIBLING in kinds else 1


def _notes(person: Person, referral: Referral, say: Say, label: Label) -> list[str]:
    """What stands under a person's name: what they are to whom, their part in this, the risk recorded."""
    children = {child.id: child_name(child, say) for child in referral.children or ()}
    by_word: dict[str, list[str]] = {}
    for each in person.relationships or ():
        if each.is_ and each.child:
            by_word.setdefault(each.is_, []).append(children.get(each.child, each.child))
    notes = []
    for word, names in by_word.items():
        everyone = len(names) == len(children) and len(children) > 1
        whom = all_of(len(names), say) if everyone else listed(names, say)
        key = "family_of"
        if "'s" in word or "’s" in word:
            key = "family_apostrophe" if everyone or len(children) == 1 else "family_apostrophe_of"
        notes.append(say(key, is_=word[:1].upper() + word[1:], whom=whom))
    if person.role in ("suspect", "victim", "witness"):
        notes.append(label("person_role", person.role))
    if person.risk:
        notes.append(say("family_risk", risks=", ".join(label("person_risk", each).lower() for each in person.risk)))
    if person.address and one_line(person.address) != _home(referral):
        notes.append(one_line(person.address))
    return notes


def all_of(count: int, say: Say) -> str:
    """All children of a referral in words: "both", "all four"."""
    return say("family_both") if count == 2 else say("family_all", count=in_words(count, say))


def in_words(count: int, say: Say) -> str:
    """A small number in words, a larger one in figures."""
    words = say("numbers").split()
    return words[count - 1] if 0 < count <= len(words) else str(count)


def listed(names: list[str], say: Say) -> str:
    """Names as a sentence lists them: "Mason and Jodie"."""
    if len(names) < 2:
        return "".join(names)
    return say("list_two", first=", ".join(names[:-1]), last=names[-1])


def _add_units(family: Family, children: tuple[Child, ...], people: list[Person], say: Say) -> None:
    """Couples with their children: two recorded parents, or one and a place for the one who is not recorded."""
    units: dict[tuple[str, ...], list[str]] = {}
    for child in children:
        found = [
            person.id
            for person in people
            if any(
                each.child == child.id and kin(each.is_) in (Kin.MOTHER, Kin.FATHER, Kin.PARENT)
                for each in person.relationships or ()
            )
        ]
        if found:
            units.setdefault(tuple(found[:2]), []).append(child.id)
            family.parents_of.extend((extra, child.id) for extra in found[2:])
        else:
            family.loose_children.append(child.id)
    for parents, ids in units.items():
        if len(parents) == 1:
            family.couples.append(_with_unknown(family, parents[0], ids, children, say))
        else:
            family.couples.append(Couple(parents[0], parents[1], "", tuple(ids)))


def _with_unknown(family: Family, parent: str, ids: list[str], children: tuple[Child, ...], say: Say) -> Couple:
    known = family.nodes[parent]
    other = {"female": "male", "male": "female"}.get(known.sex, "")
    names = listed([child_name(child, say) for child in children if child.id in ids], say)
    node = Node(f"?{parent}", say("family_unknown"), other, unknown=True, level=1)
    several = "s" if len(ids) > 1 else ""
    node.notes = [say(f"family_unknown_{other or 'parent'}{several}", names=names)]
    family.nodes[node.key] = node
    return Couple(node.key, parent, "?", tuple(ids))


def _add_links(family: Family, people: list[Person]) -> None:
    """The links that the officer recorded between people, and partners told of only by their relationship to a child."""
    joined = {frozenset((couple.first, couple.second)) for couple in family.couples}
    for person in people:
        for link in person.links or ():
            if link.to not in family.nodes or link.to == person.id or link.to is None:
                continue
            pair = frozenset((person.id, link.to))
            if link.is_ in ("married", "partner", "separated", "divorced"):
                _couple(family, joined, pair, person.id, link.to, link.is_)
            elif link.is_ == "sibling" and (link.to, person.id) not in family.siblings:
                family.siblings.append((person.id, link.to))
            elif link.is_ == "parent":
                family.parents_of.append((person.id, link.to))
            if link.harmful:
                family.harmful.append((person.id, link.to))
    for person in people:
        for relation in person.relationships or ():
            if kin(relation.is_) is not Kin.PARTNER or "'s" not in (relation.is_ or "").replace("’", "'"):
                continue
            whose = Kin.FATHER if (relation.is_ or "").lower().startswith(("father", "dad")) else Kin.MOTHER
            parent = _one_parent(people, relation.child, whose)
            if parent and parent != person.id:
                _couple(family, joined, frozenset((person.id, parent)), parent, person.id, "partner")


def _couple(family: Family, joined: set[frozenset[str]], pair: frozenset[str], first: str, second: str, is_: str) -> None:
    if pair not in joined:
        family.couples.append(Couple(first, second, is_))
        joined.add(pair)
        return
    for index, each in enumerate(family.couples):
        if frozenset((each.first, each.second)) == pair and not each.is_:
            family.couples[index] = Couple(each.first, each.second, is_, each.children)


def _one_parent(people: list[Person], child: str | None, wanted: Kin) -> str | None:
    found = [
        person.id
        for person in people
        if any(each.child == child and kin(each.is_) is wanted for each in person.relationships or ())
    ]
    return found[0] if len(found) == 1 else None


def _settle_levels(family: Family) -> None:
    """Generations from the links: a parent stands above their child, a partner or sibling beside."""
    for _ in range(4):
        for parent, child in family.parents_of:
            if family.nodes[parent].level <= family.nodes[child].level:
                family.nodes[parent].level = min(3, family.nodes[child].level + 1)
        for couple in family.couples:
            level = max(family.nodes[couple.first].level, family.nodes[couple.second].level)
            if not family.nodes[couple.first].referred and not family.nodes[couple.second].referred:
                family.nodes[couple.first].level = family.nodes[couple.second].level = level
