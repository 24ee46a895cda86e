"""What is known of a case: its children, its people, and the words that somebody wants replaced; as patterns.

All patterns but those that end in `_CAPITAL` are looked for in small letters.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from learning.redaction.folding import fold

SOMEBODY, SURNAME, ADDRESS, SCHOOL = "(a professional)", "(family name)", "(address)", "(school)"
PRACTICE, RELATIVE = "(general practice)", "(a relative)"
# What stands beside the names of a family, and is none of them.
_KIN = """
mother father mum dad parent parents carer carers guardian sister sisters brother brothers sibling siblings his her
stepmother stepfather step half foster grandmother grandfather grandparents aunt uncle cousin partner husband wife
twin baby child children adult adults the not known none lives living with aged age years born deceased family
"""
KIN = frozenset(_KIN.split())
# Parts of names that are little words, and never stand for a name.
_PARTICLES_LIST = """
de da di do du la le van von der den el al bin ibn ap ab mc mac st o y and the of
"""
PARTICLES = frozenset(_PARTICLES_LIST.split())
# Parts of names that are words as well: replaced only as part of a longer name, else shown to a person.
_ORDINARY_LIST = """
april art august autumn baker bell best bill bishop black brown carter case chance chase child church cook day dawn
drew east english faith field ford fox frank gene grace grant green hall hill home hope house hunter jack jean joy
june king lane law long lord love major mark may miles moor more noble north page park pat penny pope price read
reading rich rob rose school scott short singh skip south spring stone street sue summer sunny sun thomas walker ward
way wells west white will wood woods worth young testing specimen placeholder
"""
ORDINARY = frozenset(_ORDINARY_LIST.split())
_GENERIC_LIST = """
school primary junior infant infants nursery secondary high grammar community academy college church catholic england
roman saint pre preschool playgroup the of and for road street avenue lane close drive way court crescent gardens
grove hill house place square terrace walk park flat unit block apartment united kingdom london children children's
centre center house
"""
GENERIC = frozenset(_GENERIC_LIST.split())
_LETTER = r"[^\W\d_]"
_START, _END = rf"(?<!{_LETTER})", rf"(?=(?:'?s)?(?!{_LETTER}))"
# What may stand between two letters of one name: nothing, or an end of line with its hyphen.
_WITHIN = r"(?:'?-\s?|['._])?"
_BETWEEN = r"[\s,.'_/&-]{0,3}"
# Between two parts of a name, little words too: Søren de la Cruz. But “and” stands between two people.
_LITTLE = "|".join(sorted(PARTICLES - {"and", "the", "y", "o"}, key=len, reverse=True))
_LINK = rf"(?:{_BETWEEN}(?:{_LITTLE})){{0,2}}{_BETWEEN}"
SHORT, LONG = 2, 6


@dataclass(frozen=True)
class Identity:
    """A child of the case: the pseudonym, and what is in the room for identities."""

    pseudonym: str
    name: str
    born: date | None = None
    address: str = ""
    school: str = ""
    practice: str = ""
    other_names: tuple[str, ...] = ()
    family: str = ""


@dataclass(frozen=True)
class Known:
    """All that is known of who is in a case.

    `words` are pairs of what to find and what stands instead; `people` are names of professionals; `usual`, names
    that may stand: of agencies, and of the partnership. `published` looks as well for what tells who somebody is only
    once strangers read it: initials beside a date, and small numbers. `days_stay` where the days tell of meetings and
    duties: dates of birth are replaced all the same.
    """

    children: tuple[Identity, ...] = ()
    words: tuple[tuple[str, str], ...] = ()
    people: tuple[str, ...] = ()
    pseudonyms: tuple[str, ...] = ()
    usual: tuple[str, ...] = ()
    published: bool = False
    days_stay: bool = False

    @property
    def births(self) -> list[date]:
        return [child.born for child in self.children if child.born]


@dataclass
class Terms:
    """Patterns made of what is known. `replace` are pairs of pattern and words; the rest only find."""

    replace: list[tuple[re.Pattern[str], str]] = field(default_factory=list)
    replace_capital: list[tuple[re.Pattern[str], str]] = field(default_factory=list)
    names: list[re.Pattern[str]] = field(default_factory=list)
    names_capital: list[re.Pattern[str]] = field(default_factory=list)
    places: list[re.Pattern[str]] = field(default_factory=list)
    words: list[re.Pattern[str]] = field(default_factory=list)
    initials: list[re.Pattern[str]] = field(default_factory=list)
    initials_capital: list[re.Pattern[str]] = field(default_factory=list)
    spared: re.Pattern[str] | None = None


def parts_of(name: str) -> list[str]:
    """Return the parts of a name in small plain letters: `O’Brien-Ság` gives `obrien`, `sag`.

    Little words within it are left out; first or last, they may be all there is of a name: Van, Le.
    """
    parts = [part for part in re.split(r"[\W\d_]+", fold(name).small.replace("'", "")) if part]
    last = len(parts) - 1
    return [part for place, part in enumerate(parts) if place in (0, last) or part not in PARTICLES]


def _is_little(part: str) -> bool:
    """Whether a part is so short, or such a word, that only a capital makes a name of it."""
    return len(part) <= SHORT or part in PARTICLES


@lru_cache(maxsize=16)
def terms_of(known: Known) -> Terms:
    """Return the patterns for what is known. Whoever asks twice gets the same ones."""
    terms, usual = Terms(), _usual_words(known)
    if known.pseudonyms:
        spared = "|".join(re.escape(fold(one).small) for one in sorted(known.pseudonyms, key=len, reverse=True))
        terms.spared = re.compile(rf"{_START}(?:{spared})(?!{_LETTER})")
    for find, instead in known.words:
        if pattern := phrase(find):
            terms.replace.append((pattern, instead))
            terms.words.append(pattern)
    for child in known.children:
        _add_place(terms, child.school, SCHOOL, usual)
        _add_place(terms, child.practice, PRACTICE, usual)
        for line in (child.address, *child.address.split(",")):
            _add_place(terms, line, ADDRESS, usual)
    for child in known.children:
        for name in (child.name, *child.other_names):
            _add_name(terms, name, child.pseudonym)
    # After the children: what they share with their family is theirs.
    for child in known.children:
        for name in family_names(child.family):
            _add_name(terms, name, RELATIVE)
    for person in known.people:
        _add_professional(terms, person)
    return terms


def phrase(words: str) -> re.Pattern[str] | None:
    """Return what finds these words in any case, however they are spaced or broken; None for no words."""
    parts = re.findall(r"[^\W_]+", fold(words).small.replace("'", ""))
    if not parts:
        return None
    return re.compile(_START + _BETWEEN.join(map(_spelt, parts)) + rf"(?<!\s){_END}")


def _spelt(part: str) -> str:
    return _WITHIN.join(map(re.escape, part))


def _one_of(parts: Iterable[str]) -> str:
    return "(?:" + "|".join(_spelt(part) for part in sorted(parts, key=len, reverse=True)) + ")"


# Names


def family_names(text: str) -> list[str]:
    """Return the names in what is held of a family, such as “Mother: Mary Smith; brothers Tom and Joe (3)”."""
    found = []
    for piece in re.split(r"[,;:/()\n]|\band\b|&", text):
        words = re.findall(r"[^\W\d_][\w'’-]*", piece)
        names = [word for word in words if word[0].isupper() and word.casefold() not in KIN]
        if names:
            found.append(" ".join(names))
    return found


def _add_name(terms: Terms, name: str, stands_for: str) -> None:
    parts = parts_of(name)
    if not parts:
        return
    terms.replace += [(pattern, stands_for) for pattern in _whole_names(parts)]
    for part in parts:
        instead = SURNAME if part == parts[-1] and len(parts) > 1 else stands_for
        if not _is_little(part) and part not in ORDINARY:
            terms.replace_capital.append((_capital(part), instead))
    terms.names += [*_whole_names(parts), *_any_form(parts)]
    terms.names_capital += [_capital(part) for part in parts if _is_little(part)]
    _add_initials(terms, parts)


def _add_professional(terms: Terms, name: str) -> None:
    parts = parts_of(name)
    if len(parts) < 2:
        return
    whole = list(_whole_names(parts))
    terms.replace += [(pattern, SOMEBODY) for pattern in whole]
    terms.names += whole
    terms.names_capital += [_capital(part) for part in parts if not _is_little(part) and part not in ORDINARY]


def _whole_names(parts: list[str]) -> Iterator[re.Pattern[str]]:
    """Give what finds two parts or more beside each other, in any order, or one beside the initials of others."""
    if len(parts) < 2:
        return
    part, initial = _one_of(parts), f"[{''.join(sorted({re.escape(one[0]) for one in parts}))}]"
    yield re.compile(rf"{_START}{part}(?:{_LINK}{part})+{_END}")
    yield re.compile(rf"{_START}(?:{initial}[.\s]\s?)+{part}{_END}")
    yield re.compile(rf"{_START}{part}\s{initial}(?:\.\s?{initial})*(?:\.|(?!{_LETTER}|'))")


def _any_form(parts: list[str]) -> Iterator[re.Pattern[str]]:
    """Give what finds each part alone: as a word, spaced out, or within a longer word."""
    for part in parts:
        if not _is_little(part):
            yield re.compile(_START + _spelt(part) + _END)
            yield re.compile(_START + r"[\s._*-]{1,3}".join(map(re.escape, part)) + _END)
        if len(part) >= LONG:
            yield re.compile(_spelt(part))


def _capital(part: str) -> re.Pattern[str]:
    """Return what finds a part that begins with a capital, or stands in capitals."""
    first, rest = re.escape(part[0].upper()), part[1:]
    letters = _WITHIN.join(f"[{re.escape(one)}{re.escape(one.upper())}]" for one in rest)
    return re.compile(rf"{_START}{first}{_WITHIN}{letters}(?=(?:'?[sS])?(?!{_LETTER}))")


def _add_initials(terms: Terms, parts: list[str]) -> None:
    letters = [part[0] for part in parts]
    for chosen in {tuple(letters), (letters[0], letters[-1])}:
        if len(chosen) < 2:
            continue
        capitals = r"[.\s/-]{0,2}".join(re.escape(one.upper()) for one in chosen)
        terms.initials_capital.append(re.compile(rf"{_START}{capitals}(?:\.|(?=(?:'?s)?(?!{_LETTER})))"))
        terms.initials.append(re.compile(_START + r"\.\s?".join(map(re.escape, chosen)) + r"\."))


# Places


def _add_place(terms: Terms, words: str, instead: str, usual: frozenset[str]) -> None:
    pattern = phrase(words)
    telling = [one for one in parts_of(words) if len(one) > 3 and one not in GENERIC and one not in usual]
    if pattern is None or not (telling or re.search(r"\d", words)):
        return
    if re.fullmatch(r"[\d\s]+[a-zA-Z]?", words.strip()):
        return
    terms.replace.append((pattern, instead))
    terms.places.append(pattern)
    terms.places += [re.compile(_START + _spelt(one) + _END) for one in telling]


def _usual_words(known: Known) -> frozenset[str]:
    return frozenset(part for name in known.usual for part in parts_of(name))
