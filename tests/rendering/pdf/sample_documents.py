"""Documents to set in tests: every block type, names in many scripts, text that means harm."""

from __future__ import annotations

from datetime import UTC, datetime

from careleaf.datafiles import data_folder
from careleaf.domain.blocks import (
    BandBar,
    Block,
    BulletList,
    Callout,
    Card,
    CareBand,
    Cell,
    DayLog,
    Document,
    Heading,
    Letterhead,
    Paragraph,
    QrCode,
    Run,
    Runs,
    Section,
    SignOff,
    StepList,
    Table,
)
from careleaf.rendering.pdf.document import Typeset, typeset

STYLES = ("standard", "large-print", "mono")
PAGES = ("letter", "a4")
NOW = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)

NAMES = {
    "Latin": "Zażółć Gęślą-Jaźń Ærøskøbing",
    "Vietnamese": "Nguyễn Thị Hồng Nhung",
    "Cyrillic": "Анна Їжак-Иванова",
    "Greek": "Ελένη Παπαδοπούλου",
    "Arabic": "فاطمة الزهراء بنت محمد",
    "Hebrew": "שרה לוי כהן",
    "Devanagari": "प्रिया शर्मा क्षेत्री हिन्दी",
    "Persian": "پریسا گل‌محمدی",
}


def setting(document: Document, style: str = "standard", page: str = "letter") -> Typeset:
    """Set a document with the program's own resources, at a fixed moment."""
    return typeset(document, data_folder("resources"), style, page, NOW)


def runs(text: str, strong: bool = False) -> Runs:
    """Make one run."""
    return (Run(text, strong),)


def document(*blocks: Block, title: str = "Your plan", stamp: str = "") -> Document:
    """Make a document that begins as handouts do."""
    return Document("en", title, "Library 0.1", stamp, (Heading(1, runs(title)), *blocks))


BARS = (BandBar("Cold", 0, 3), BandBar("Heat", 3, 4), BandBar("Both, if you like", 3.5, 4))


def every_block() -> Document:
    """Return a document with each type of block, each role and each kind of box, more than one page long."""
    roles = ("subtitle", "body", "why", "lead", "question", "phone", "note", "small")
    items = tuple(runs(f"Sign number {n} that must be seen") for n in range(1, 7))
    table = Table(
        (Cell(runs("Medicine")), Cell(runs("Morning")), Cell(runs("Night"))),
        (
            (Cell(runs("First", True)), Cell(runs("1 tablet")), Cell(runs("–"))),
            (Cell(runs("Second", True)), Cell(runs("Every 6 hours, if you need it"), span=2)),
            *((Cell(runs(f"Row {n}")), Cell(runs("1")), Cell(runs("2"))) for n in range(30)),
        ),
        (40.0, 30.0, 30.0),
    )
    lists = (
        Paragraph(runs("Same day:"), "question"),
        BulletList(items[:2]),
        Paragraph(runs("Within days:"), "question"),
        BulletList(items[2:4]),
        Paragraph(runs("A note"), "note"),
    )
    inner: tuple[Block, ...] = (
        Heading(3, runs("Cold pack"), "cold"),
        *(Paragraph(runs(f"This is a line of the kind {role}."), role) for role in roles),
        BulletList(items[:3]),
        StepList(items[:4]),
        table,
        CareBand(
            ("Sat", "Sun", "Mon", "Tue"), BARS, "Cold from Sat to Mon. Heat from Tue. Both if you like."
        ),
        Card((Heading(3, runs("Cat-camel"), "camel"), Paragraph(runs("8 times.")), StepList(items[:2]))),
        Card((Heading(3, runs("Bird-dog"), "dog"), Paragraph(runs("Once."), "lead"), StepList(items[:2]))),
        Heading(3, runs("Tick each day you did them")),
        DayLog(tuple(f"Day {n}" for n in range(1, 11))),
        Heading(3, runs("A title with nothing below it"), "last"),
    )
    return Document(
        "en",
        "Every block",
        "Library 0.1 · review due 2027",
        "SAMPLE - not for a patient",
        (
            Letterhead("Mill Lane Clinic", "555-0142", "12 Mill Lane", "#0b5c63"),
            Heading(1, runs("Every block")),
            Callout("emergency", (Heading(2, runs("Get help now")), BulletList(items)), "red-flags"),
            Callout("plan", (Heading(2, runs("In short")), BulletList(items[:2], boxes=True))),
            Section(runs("Your back"), inner),
            Callout("course", (Paragraph(runs("Last tablet: Mon 23 Nov", True), "lead"),), "course"),
            Callout("note", (Paragraph(runs("A note in a box")),)),
            Callout("call-us", (Heading(2, runs("Call us if")), Paragraph(runs("555"), "phone"), *lists)),
            QrCode("example.org/back"),
            SignOff("שרה לוי, PT"),
        ),
    )


def names_everywhere() -> Document:
    """Return a document with a name of each script as a whole line, inside a line, in a list and a table."""
    blocks: list[Block] = []
    for script, name in NAMES.items():
        blocks += [
            Paragraph(runs(name)),
            Paragraph((Run(f"{script}: for "), Run(name, True), Run(" · Saturday 21 November 2026"))),
            BulletList((runs(name), runs(f"Ask {name} (room 12) for 2 tablets of 400 mg."))),
        ]
    rows = tuple((Cell(runs(name, True)), Cell(runs(f"1 {name}"))) for name in NAMES.values())
    table = Table((Cell(runs("Name")), Cell(runs("How many"))), rows, (50.0, 50.0))
    clinic = Letterhead("عيادة النور", "555-0142", "רחוב הרצל 12", "#0b5c63")
    return Document(
        "en", "Names · " + NAMES["Hebrew"], "Library 0.1", "", (clinic, *document(*blocks, table).blocks)
    )


HOSTILE = (
    "</p><b>bold?</b> &amp; &#x41; {{ 7 * 7 }} {% raw %} <img src='file:///etc/passwd'/>",
    ") Tj ET EMC Q /Artifact BMC (gone",
    "<FEFF0041> endstream endobj %%EOF \\",
    "((((((((((([[[[[[[[{{{{{{{{ ()()()(( ]]]))}}",
    "tablets \u202e50 mg\u202c or \u20675 mg\u2069 \u200e\u200f end",
    "soft\u00adhyphen zero\u200bwidth\u2060joiner\ufeff and\u00a0no\u202fbreak",
    "a" + "\u0301" * 40 + " stacked marks",
    " \t\n  spaces \r\n\v\f all \u2028 over \u2029 ",
    "(שלום) [5 mg] عليكم) 12:30 ٣٤ - 5% \u202eabc",
    "x" * 3000,
    "א" * 3000,
)


def hostile() -> Document:
    """Return a document whose every text is one that could break a writer of PDF."""
    blocks: list[Block] = []
    for text in HOSTILE:
        blocks += [
            Paragraph(runs(text)),
            Paragraph((Run(text), Run(text, True)), "note"),
            BulletList((runs(text),)),
            StepList((runs(text),)),
        ]
    rows = tuple((Cell(runs(text[:60])), Cell(runs(text[:400]))) for text in HOSTILE)
    table = Table((Cell(runs("<b>")), Cell(runs("&"))), rows, (50.0, 50.0))
    # "endstream" in metadata is legal; page-validation 0.11 stops reading at it, veraPDF does not.
    title = " ".join(text[:60] for text in HOSTILE if "endstream" not in text)
    start = Letterhead(HOSTILE[0], HOSTILE[1], HOSTILE[4], "#0b5c63")
    return Document("en", title, HOSTILE[8], HOSTILE[1], (start, Heading(1, runs(title)), *blocks, table))
