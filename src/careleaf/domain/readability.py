"""How hard an English text is to read: the Flesch-Kincaid grade level and the SMOG grade.

What counts as a word, a syllable and a sentence decides the grades, so it is settled here.

A word is a run of letters and digits. Hyphens and apostrophes hold it together ("over-the-counter" is one
word), a slash or a long dash ends it ("and/or" is two). A number is one word with its decimals, commas,
colons and ranges: "101.0", "1,200", "4-6", "120/80". A time is one word when it is written together
("9:00PM") and two with a space ("9:00 PM", "9 a.m.").

A number, an abbreviation with dots, an e-mail or web address and a word without vowels ("mg") have one
syllable, which is Flesch's rule for figures and symbols. McLaughlin has numbers read aloud; then "600 mg"
would be as hard as "cyclobenzaprine", and it is not.

A sentence ends at a full stop, a question mark or an exclamation mark, at a blank line and where a list item
begins. Colons, semicolons and single line breaks do not end one.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import lru_cache

from careleaf.domain.late_pattern import late_pattern
from careleaf.lazy_dataclass import dataclass

POLYSYLLABLE = 3
"""The number of syllables from which SMOG counts a word (McLaughlin 1969)."""

RELIABLE_SENTENCES = 30
"""The number of sentences SMOG is defined for; the grades of a shorter text are approximate."""


@dataclass(frozen=True)
class Counts:
    """What the formulas need to know of a text."""

    sentences: int = 0
    words: int = 0
    syllables: int = 0
    polysyllables: int = 0

    def __add__(self, other: Counts) -> Counts:
        """Return the counts of both texts together."""
        return Counts(
            self.sentences + other.sentences,
            self.words + other.words,
            self.syllables + other.syllables,
            self.polysyllables + other.polysyllables,
        )


@dataclass(frozen=True)
class Reading:
    """The grades of a document.

    `fkgl` and `smog` are US school grades with one decimal, 0.0 for a document without words. `approximate`
    holds below 30 sentences, where one long sentence moves the grades.
    """

    fkgl: float
    smog: float
    approximate: bool
    words: int
    sentences: int


def fkgl(counts: Counts) -> float:
    """Return the Flesch-Kincaid grade level, not rounded.

    Kincaid 1975: 0.39 x words per sentence + 11.8 x syllables per word - 15.59. The least possible grade is
    -3.40, there is no greatest. 0.0 where there are no words.
    """
    if not counts.words or not counts.sentences:
        return 0.0
    return 0.39 * counts.words / counts.sentences + 11.8 * counts.syllables / counts.words - 15.59


def smog(counts: Counts) -> float:
    """Return the SMOG grade, not rounded.

    McLaughlin 1969: 1.0430 x square root of the polysyllables in 30 sentences + 3.1291; a text of another
    length is scaled to 30 sentences. The least possible grade is 3.1291. 0.0 where there are no words.
    """
    if not counts.words or not counts.sentences:
        return 0.0
    return 1.0430 * math.sqrt(counts.polysyllables * 30 / counts.sentences) + 3.1291


def reading(texts: Iterable[str], excluded: Collection[str] = ()) -> Reading:
    """Return the grades of a document, given as its headings, paragraphs and list items.

    Each text that has a word is at least one sentence, full stop or not. For `excluded` see `count`.
    """
    total = sum((count(text, excluded) for text in texts), Counts())
    return Reading(
        fkgl=_one_decimal(fkgl(total)),
        smog=_one_decimal(smog(total)),
        approximate=total.sentences < RELIABLE_SENTENCES,
        words=total.words,
        sentences=total.sentences,
    )


def count(text: str, excluded: Collection[str] = ()) -> Counts:
    """Return the counts of one text.

    The words and phrases in `excluded` (names of drugs and body parts, which no easier word can replace)
    count as words of one syllable. Case and a possessive 's do not matter; a plural has to be listed too.
    """
    return _count(text, frozenset(excluded))


@lru_cache(maxsize=2048)  # most texts of a page are those of the page before
def _count(text: str, excluded: frozenset[str]) -> Counts:
    phrases = _phrases(excluded)
    sentences = _sentences(_composed(text))
    return sum((_count_sentence(sentence, phrases) for sentence in sentences), Counts())


@lru_cache(maxsize=2048)  # more than a long note has, so a letter typed costs one
def _count_sentence(sentence: tuple[str, ...], phrases: frozenset[tuple[str, ...]]) -> Counts:
    words = list(_words(sentence))
    if not words:
        return Counts()
    spared = _positions(words, phrases)
    sizes = [1 if index in spared else syllables(word) for index, word in enumerate(words)]
    return Counts(1, len(words), sum(sizes), sum(size >= POLYSYLLABLE for size in sizes))


@lru_cache(maxsize=8)
def _phrases(excluded: frozenset[str]) -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(map(_bare, _words(_composed(phrase).split()))) for phrase in excluded)


@lru_cache(maxsize=10_000)
def syllables(word: str) -> int:
    """Return the number of syllables of an English word.

    Spelling rules and a short table of exceptions; a rare word or a name may come out one off. The parts of
    a hyphenated word add up. A number and an abbreviation have 1, text without a letter or digit has 0.
    """
    if not _ALNUM.search(word):
        return 0
    plain = _plain(word)
    if _ADDRESS.search(plain) or _DOTTED.fullmatch(plain) or not _LETTER.search(plain):
        return 1
    return max(1, sum(_part_syllables(part) for part in _PART.findall(plain)))


def _one_decimal(grade: float) -> float:
    return round(grade, 1) + 0.0  # a grade just below zero would show as "-0.0"


# --- words -----------------------------------------------------------------------------------------------

_ALNUM = late_pattern(r"[^\W_]")
_LETTER = late_pattern(r"[^\W\d_]")
_DIGIT = late_pattern(r"\d")
_ADDRESS = late_pattern(r"://|@|^\W*www\.", re.IGNORECASE)
_DOTTED = late_pattern(r"(?:[^\W\d_]\.)+[^\W\d_]\.?")
_POSSESSIVE = late_pattern(r"['\u2019]s$")
_PART = late_pattern(r"[^\W_]+(?:'[^\W_]+)*")
_WORD = late_pattern(
    r"\d+(?:[.,:/\u2013-]\d+)*\u00b0?[^\W_]*(?:-[^\W_]+)*"  # 101.0, 4-6, 9:00PM, 38.3°C, 24-hour
    r"|(?:[^\W\d_]\.)+[^\W\d_](?!\w)"  # a.m., U.S.
    r"|[^\W_]+(?:['\u2019\u2010\u2011-][^\W_]+)*"
)


def _words(chunks: Iterable[str]) -> Iterator[str]:
    for chunk in chunks:
        if not _ADDRESS.search(chunk):
            yield from _WORD.findall(chunk)
        elif _ALNUM.search(chunk):
            yield chunk


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text)  # a letter and its accent as one character: one part of a word


def _bare(word: str) -> str:
    return _POSSESSIVE.sub("", word.casefold())


def _positions(words: Sequence[str], phrases: Collection[tuple[str, ...]]) -> set[int]:
    """Return the indexes of the words that belong to one of the phrases."""
    bare = [_bare(word) for word in words]
    found: set[int] = set()
    for size in {len(phrase) for phrase in phrases if phrase}:
        for start in range(len(bare) - size + 1):
            if tuple(bare[start : start + size]) in phrases:
                found.update(range(start, start + size))
    return found


# --- sentences -------------------------------------------------------------------------------------------

_BLOCK = late_pattern(r"^\s*$|^\s*(?:[-*\u2022\u2023\u25e6]|\d{1,2}[.)])\s+", re.MULTILINE)
_STOP = late_pattern(r"(?<![.!?\u2026])([.!?\u2026]+)[\"'\u2019\u201d)\]*_]*$")
_OPENING = "\"'\u2018\u201c([*_"


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


# There is always more to come: a name, an example.
_NEVER_LAST = _set("approx ca cf dr e.g fig gen i.e mr mrs ms mt prof rev st vs")
# These may stand last; the next word decides.
_ABBREVIATIONS = _set(
    "a.m am ave blvd cap caps cc co d.o dept est etc ext ft g hr hrs in inc jr kg l lb lbs ltd m.d max mcg "
    "mg min mins ml mo mos no oz p.m ph.d pm rd sec sr tab tabs tbsp tel tsp vol wk wks yr yrs"
)
_WEEKDAYS = _set("monday tuesday wednesday thursday friday saturday sunday")
# After these a capital letter is not somebody's initial: "Take vitamin C. Call us."
_LETTERED = _set("grade group hepatitis option part plan step type vitamin")


def _sentences(text: str) -> Iterator[tuple[str, ...]]:
    """Yield the sentences, each as its pieces between white space."""
    for block in _BLOCK.split(text):
        chunks = (*block.split(), "")
        begin = 0
        may_end = [place for place, chunk in enumerate(chunks) if not chunk[-1:].isalnum()]
        for place in may_end[:-1]:
            before = chunks[place - 1] if place > begin else ""
            if _ends(before, chunks[place], chunks[place + 1]):
                yield chunks[begin : place + 1]
                begin = place + 1
        yield chunks[begin:-1]


@lru_cache(maxsize=2048)  # what ends where is asked again with each letter typed
def _ends(before: str, last: str, following: str) -> bool:
    """Tell whether the sentence is over after its last piece; `before` is the one before that, if any."""
    stop = _STOP.search(last)
    if stop is None:
        return False
    capital = next((char for char in following if char.isalnum()), "").isupper()
    if stop[1] != ".":
        return capital or "!" in stop[1] or "?" in stop[1]
    word = last[: stop.start()].lstrip(_OPENING)
    if word.casefold() in _NEVER_LAST or (not before and word.isdigit()):
        return False
    if word.casefold() in _ABBREVIATIONS:
        return capital and following.strip(".,;:").casefold() not in _WEEKDAYS
    if _DOTTED.fullmatch(word):
        return capital and not word.isupper()
    return not (capital and _is_initial(word, before))


def _is_initial(word: str, before: str) -> bool:
    """Tell whether a word before a full stop and a capital is an initial, as in "Dr. J. Smith"."""
    if len(word) != 1 or not word.isupper() or word == "I":
        return False
    return before.casefold() not in _LETTERED


# --- syllables -------------------------------------------------------------------------------------------

_VOWELS = late_pattern(r"[aeiouy]+")
_OPEN_END = late_pattern(r"[aeiouyw]$")
_SIBILANT_END = late_pattern(r"(?:[sxz]|[cs]h|[cgsz]e)$")

# A u or y that is a consonant: quick, guess, tongue, persuade; yes, player, backyard.
_CONSONANT_U = late_pattern(r"(q|(?<!r)g(?=u[aei])(?!uity)|s(?=ua[dgs]|uede))u(?=[aeiouy])")
_CONSONANT_Y = late_pattern(r"^y(?=[aeiou])|(?<=[aeou])y(?=[aeiou])|y(?=ard)")

# A silent e inside a word, before an ending or the second half of a compound: safely, movement, something.
_SILENT_MIDDLE = late_pattern(
    r"([aeiouy](?:[^aeiouy]|[lrn][cgstvz]|s[ct]|dg|th|ng|[gq]w))e"
    r"(?=(?:arm|back|ball|berry|board|body|book|bow|brow|by|cast|coming|craft|day|dom|down|drop|finger|foot|fore|"
    r"front|ful|giver|glass|ground|g[uw]ard|hand|head|hold|hood|house|how|keeper|land|lash|length|less|let|"
    r"li(?=er|est|hood|ness)|lid|like|line|long|ly|made|mark|ment|most|ness|of|one|out|over|owner|page|place|"
    r"plate|play|point|room|sale|see|self|ship|sick|side|sight|s?m[ae]n|s?person|some|span|spread|stock|stone|"
    r"style|table|taker|teen|thing|time|town|ty|up|walk|ward|way|well|what|where|wide|wife|wise|wives|word|work|worth)"
    r"(?:a?ble|al|er|es|est|hood|ing|ly|ness|s|th|y)*$)"
)
# Silent endings: dose, moves, walked, -ically; not ankle, acre, doses, inches, settled, needed, hundred.
_SILENT_END = late_pattern(
    r"(?<=[^aeiouy])(?<![^aeiouylrw]l)"
    r"(?:(?<![bcgt]r)e|(?<![bcgt]r)(?<![cgsxz])(?<![cs]h)es|(?<![dt])(?<![^aeiouyr]r)ed)$"
    r"|(?<=ic)a(?=lly$)"
)
# Vowels side by side that are two syllables, each with what it must not be mistaken for.
_HIATUS = late_pattern(
    "|".join(
        (
            # ia: dial, anemia, radiate, physiatrist, compliant; not partial, physician, marriage, familiar
            r"(?<!rr)ia(?!l|n|[rt]|s?$|ge)|(?<![cst])ial|(?<![cstgl])ian|^gian|(?<!bril)lian(?=[ct])|(?<!rr)iage",
            r"(?<![iu]l)ia(?=r)|iliary|(?<![ct])iat|[ct]iat(?!iv)|(?<![cgst])ia(?=s?$)",
            # io: radio, various, period, lion; not infection, cautious, million, junior
            r"io(?![nru])|(?<![cgstx])iou|(?<![cghlnstx])ion|(?:^|e)lion|(?<![nv])ior",
            # iu, ii, ie: sodium, skiing, diet, science, easier, healthiest; not patient, friend, priest
            r"iu|ii|iet|(?<![cnt])(?<!fr)(?<!yg)ien|^scien|^lenien|(?<=[^aeiou])ier(?=s?$)|^hier|(?<!^pr)iest$",
            # ea: create, reaction, nuclear, esophageal, nausea, area; not creature, treat, ocean, increase
            r"creat(?!ur)|rea(?=ct)|^rea(?=dj|ff|dm|ss|pp|rr|tt|lig|li[stz])|pancrea|theat|nuclea|linea|cochlea|"
            r"korea|cerea|opean|anean|bbean|(?:ng|ag|rin|ton|rn|ache)eal|^ideal|^deac(?=t)|permea|"
            r"(?:rrh|[aeiouy][^aeiou]{1,3})ea(?=s?$)|eea",
            # eo: video, osteopath, geology, simultaneous; not people, surgeon, leopard, courageous
            r"(?<![cgy])e(?=o(?!pl|pa|u))|ge(?=o[^nru])|e(?=opath)|(?<![cg])eou|(?<=e)oa",
            # ei, eu, ee: being, deity, reimburse, museum, reuse, reenter; not weight, protein, seen
            r"eing(?=s?$)|eit(?=y|ies)|clei|^rei(?=n[fhijsv]|m[bp]|t)|atheis|eu(?=[ms]s?$)|^reu(?=[ns])|"
            r"^p?ree(?=x|nt|st|v)|^reel(?=e)",
            # oa, oe, oi, oo, ao, ai: coagulate, poem, going, cooperate, chaos, mosaic; not coat, shoe, joint
            r"coag|oasi|^coa(?=x|les|lit)|oact|zoa|oe(?=[mt]s?$|[mt]i|try)|^coe(?=[dfrx])|hoever|"
            r"(?:gastr|hydr|macr|micr|neur|psych|sacr)o(?=[aeio])|"
            r"oing|coinc|[rt]oic|heroin|oism|coop(?=era|t)|coord|zoo(?=l)|ao(?=[st]|rt)|aic|naiv",
            # ua, ue, ui, uo, uu: usual, fluent, fluid, continuous; not guard, issue, bruise, fluoride
            r"ua|ue(?=[lnt])|ui(?=d|n|t(?:y|ie|io|iv|ou))|suici|truis|uo(?!r)|nuum",
            # y before a vowel: lying, myopia; not dyed. And the two syllables of Mc-.
            r"y[aiou]|ye(?!$|[ds]$)|^mc",
        )
    )
)
# An m after s or th is a syllable by itself: spasm, rhythm.
_SYLLABIC_M = late_pattern(r"(?:s|th)ms?$")
_EXCEPTIONS = {
    word: size
    for size, words in {
        1: "ache aisle isle pier tier",
        2: "acne ashore backache beloved business canyon cashier colonel cooper crooked diaper earache "
        "evening every frontier headache heartache herpes jagged lawyer maybe naked premier ragged rugged "
        "soldier solely stomach toothache wednesday whereas wicked",
        3: "australia catastrophe element everyday everyone everything everywhere karate parliament "
        "pneumonia recipe sesame simile stomachache vaseline",
        4: "apostrophe california diabetes everybody facsimile",
    }.items()
    for word in words.split()
}


def _plain(word: str) -> str:
    """Return the word in small letters without accents, with one kind of apostrophe."""
    apart = unicodedata.normalize("NFKD", word.casefold()).replace("\u2019", "'")
    return "".join(char for char in apart if not unicodedata.combining(char))


def _part_syllables(part: str) -> int:
    """Return the syllables of a part without hyphens, which may end in 's, n't, 'll and the like."""
    if _DIGIT.search(part):
        return 1
    stem, _, ending = part.rpartition("'")
    if stem and ending == "s":
        return _stem_syllables(stem) + bool(_SIBILANT_END.search(stem))
    if stem.endswith("n") and ending == "t":
        verb = stem[:-1]
        return _stem_syllables(verb) + (verb == "have" or not _OPEN_END.search(verb))
    if stem and ending in {"d", "ll", "re", "ve"}:
        return _stem_syllables(stem) + (not _OPEN_END.search(stem))
    return _stem_syllables(part.replace("'", ""))


def _stem_syllables(word: str) -> int:
    if word in _EXCEPTIONS:
        return _EXCEPTIONS[word]
    if word.endswith("s") and word[:-1] in _EXCEPTIONS:
        return _EXCEPTIONS[word[:-1]] + bool(_SIBILANT_END.search(word[:-1]))
    spelled = _CONSONANT_U.sub(r"\1w", word)
    spelled = _CONSONANT_Y.sub("j", spelled)
    spelled = _SILENT_MIDDLE.sub(r"\1", spelled)
    heard = _SILENT_END.sub("", spelled)
    more = len(_HIATUS.findall(spelled)) + len(_SYLLABIC_M.findall(spelled))
    return max(1, len(_VOWELS.findall(heard)) + more)
