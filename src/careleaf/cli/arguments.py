"""The flags of the command line: a contract, so names and meanings stay."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime

from careleaf import __version__
from careleaf.domain.optional_blocks import OPTIONAL_BLOCKS

BLOCKS = tuple(OPTIONAL_BLOCKS)
CHART_NOTE = "chart-note"
FORMATS = ("pdf", "text", "xml", CHART_NOTE, "fhir")
EXIT_CODES = """exit codes:
  0 done    2 wrong usage    3 content, preset or input file invalid    4 blocked by a safety rule
  5 needs a confirmation    6 could not read, write, print or send"""


def parser(words: Sequence[str]) -> argparse.ArgumentParser:
    """Return the parser of a command line: of the command it begins with alone, where it begins with one.

    Otherwise of all; those that are among its words get their flags.
    """
    top = argparse.ArgumentParser(
        prog="careleaf",
        description="Put together a patient handout. Without a command, the program opens.",
        epilog=EXIT_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    top.add_argument("--version", action="version", version=f"careleaf {__version__}")
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name in words[:1] if words and words[0] in COMMANDS else COMMANDS:
        what, add_flags = COMMANDS[name]
        command = commands.add_parser(name, help=what, allow_abbrev=False)
        if name in words:
            add_flags(command)
    return top


def _render(render: argparse.ArgumentParser) -> None:
    render.add_argument("preset", metavar="PRESET|FILE")
    render.add_argument(
        "-o", "--out", required=True, metavar="OUT", help="the file to write; - for standard output"
    )
    render.add_argument("--format", choices=FORMATS, default="pdf")
    _draft_flags(render)


def _check(check: argparse.ArgumentParser) -> None:
    check.add_argument("preset", metavar="PRESET|FILE")
    check.add_argument(
        "--format",
        choices=("findings", CHART_NOTE),
        default="findings",
        help="chart-note: the note for the record, once nothing holds the handout back",
    )
    _draft_flags(check)


def _verify(verify: argparse.ArgumentParser) -> None:
    verify.add_argument("file", metavar="FILE.pdf")
    verify.add_argument("--json", action="store_true")


def _open(opened: argparse.ArgumentParser) -> None:
    opened.add_argument("preset", nargs="?", metavar="PRESET|FILE")


def _batch(batch: argparse.ArgumentParser) -> None:
    batch.add_argument("preset", metavar="PRESET|FILE.toml")
    batch.add_argument("patients", metavar="PATIENTS.csv", help="see docs/batch.md for its columns")
    batch.add_argument("-o", "--out", required=True, metavar="DIR", help="for the handouts and the report")
    batch.add_argument(
        "--jobs", type=_jobs, metavar="N", help="processes at work; by default one a processor"
    )
    _shared_flags(batch)


def _jobs(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 64:
        raise argparse.ArgumentTypeError(f"expected 1 to 64, found {text!r}")
    return int(text)


def _draft_flags(command: argparse.ArgumentParser) -> None:
    """Add the flags that `render` and `check` share."""
    add = command.add_argument
    add("--patient-name", default="", metavar="NAME")
    add("--patient-id", default="", metavar="ID", help="a second identifier: birth date or record number")
    add("--patient-json", metavar="FILE", help="name and number from a FHIR Patient")
    _one_patient(command)


def _one_patient(command: argparse.ArgumentParser) -> None:
    """Add the flags of a handout for one patient, but for who that is."""
    command.add_argument("--confirm", action="append", default=[], metavar='RULE="reason"')
    _shared_flags(command)


def _shared_flags(command: argparse.ArgumentParser) -> None:
    """Add the flags that say nothing of one patient."""
    add = command.add_argument
    add("--clinician", default="", metavar="NAME")
    _choice_flags(command)
    add(
        "--check", action="append", default=[], metavar="KEY=VALUE", dest="answers", help="age=71, all=no ..."
    )
    add(
        "--takes",
        action="append",
        default=[],
        metavar="MEDICINE",
        help='a current medicine by name, such as "Eliquis" or "Tylenol 500 mg x 4"',
    )
    add("--lang", choices=("en",), default="en")
    _page_flag(command)
    _clinic_flags(command)
    add("--json", action="store_true", help="print a machine-readable summary")


def _choice_flags(command: argparse.ArgumentParser) -> None:
    """Add the flags that choose what is on the page, for whomever."""
    add = command.add_argument
    add("--set", action="append", default=[], metavar="TOPIC.PARAM=VALUE", dest="settings")
    add("--tick", action="append", default=[], metavar="TOPIC[.POINT]")
    add("--untick", action="append", default=[], metavar="TOPIC[.POINT]")
    add("--with", action="append", default=[], choices=BLOCKS, dest="with_blocks", help="switch a block on")
    add("--without", action="append", default=[], choices=BLOCKS, dest="without_blocks", help="and off")
    add("--style", choices=("standard", "large-print", "mono"))


def _page_flag(command: argparse.ArgumentParser) -> None:
    command.add_argument("--page", choices=("letter", "a4"), help="by default the clinic's, else letter")


def _clinic_flags(command: argparse.ArgumentParser) -> None:
    add = command.add_argument
    add("--clinic", metavar="NAME|FILE.toml", help='the clinic\'s letterhead; "sample" to try the program')
    add("--timezone", metavar="ZONE", help="the clinic's time zone, such as America/New_York")
    _clock_flag(command)


def _clock_flag(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--now", type=_moment, metavar="2026-11-21T09:00", help="the clock, in the clinic's time zone"
    )


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"expected a time such as 2026-11-21T09:00, found {text!r}"
        ) from None
    if not 2000 <= moment.year <= 2200:
        raise argparse.ArgumentTypeError(f"the year {moment.year} is no date of a handout")
    return moment


def _library(library: argparse.ArgumentParser) -> None:
    actions = library.add_subparsers(dest="action", required=True, metavar="ACTION")
    for name, what in (
        ("list", "every topic with its points and params, and who signed it off"),
        ("facts", "every fact with its verdict and the points that carry it"),
        ("rules", "every safety rule, as docs/safety.md has them"),
        ("figures", "every figure on one sheet, as docs/figures.svg has them"),
        ("lint", "what is wrong with the library's words"),
    ):
        action = actions.add_parser(name, help=what, allow_abbrev=False)
        action.add_argument("--json", action="store_true")
        if name == "list":
            _clinic_flags(action)
        if name == "lint":
            action.add_argument("--strict", action="store_true", help="fail on warnings too: reviews overdue")
            _clock_flag(action)
    show = actions.add_parser("show", help="a whole topic in words, to read before signing")
    show.add_argument("topic", metavar="TOPIC")
    reword = actions.add_parser("reword", help="start a file with the clinic's own wording of a topic")
    reword.add_argument("topic", metavar="TOPIC")
    for name, what in (
        ("sign", "keep that a clinician read these topics and signs them off for the clinic"),
        ("unsign", "take the clinic's signature on these topics back"),
    ):
        action = actions.add_parser(name, help=what, allow_abbrev=False)
        action.add_argument("topics", nargs="+", metavar="TOPIC", help='"all" for every topic')
        if name == "sign":
            action.add_argument("--name", required=True, help="the clinician who read them")
        _clinic_flags(action)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"expected a date such as 2027-11-21, found {text!r}") from None


def _presets(presets: argparse.ArgumentParser) -> None:
    actions = presets.add_subparsers(dest="action", required=True, metavar="ACTION")

    def action(name: str, what: str, *, of: str = "", json: bool = True) -> argparse.ArgumentParser:
        made = actions.add_parser(name, help=what, allow_abbrev=False)
        if of:
            made.add_argument("preset", metavar=of)
        if json:
            made.add_argument("--json", action="store_true")
        return made

    listing = action("list", "every preset")
    listing.add_argument("--search", default="", metavar="WORDS")
    listing.add_argument("--favourites", action="store_true", help="only these")
    action("show", "one preset, whole", of="PRESET|FILE.toml")
    action("diff", "what the library has changed since a preset was saved", of="PRESET|FILE.toml")
    save = action("save", "keep choices: over your own preset, or as a new one", of="PRESET|FILE.toml")
    _form_flags(save)
    _choice_flags(save)
    rename = action("rename", "give your preset another title", of="PRESET")
    rename.add_argument("title", metavar="TITLE")
    copy = action("duplicate", "copy a preset, built-in or your own", of="PRESET")
    copy.add_argument("--title", default="", metavar="TITLE")
    action("delete", "put your preset in the trash", of="PRESET", json=False)
    action("restore", "take a preset out of the trash", of="PRESET", json=False)
    action("import", "keep a preset file as your own").add_argument("file", metavar="FILE.toml")
    export = action("export", "write a preset to a file", of="PRESET", json=False)
    export.add_argument("-o", "--out", required=True, metavar="FILE.toml")
    favourite = action("favourite", "put a preset first", of="PRESET", json=False)
    favourite.add_argument("--off", action="store_true", help="no longer")
    openemr = action(
        "openemr", "write a preset's pages, for nobody in particular, for OpenEMR", of="PRESET", json=False
    )
    openemr.add_argument("-o", "--out", required=True, metavar="FOLDER")
    openemr.add_argument("--icd10", default="", metavar="CODE", help="in place of the preset's own")
    _page_flag(openemr)
    _clinic_flags(openemr)


def _form_flags(command: argparse.ArgumentParser) -> None:
    """Add what is said of a preset when it is saved; what is not given stays."""
    add = command.add_argument
    add("--title", default="", metavar="TITLE", help="save as a new preset with this title")
    add("--note", metavar="TEXT", help="for colleagues: when to use it")
    add("--author", metavar="NAME")
    add("--review-due", type=_day, metavar="2027-11-21")
    add("--icd10", metavar="CODE", help="the ICD-10-CM code it is for, such as M54.50")


def _clinics(clinics: argparse.ArgumentParser) -> None:
    actions = clinics.add_subparsers(dest="action", required=True, metavar="list|choose|export|import")
    listing = actions.add_parser("list", help="every profile; * is the one in use", allow_abbrev=False)
    listing.add_argument("--json", action="store_true")
    choose = actions.add_parser("choose", help="use a profile from now on", allow_abbrev=False)
    choose.add_argument("clinic", metavar="NAME")
    export = actions.add_parser("export", help="write a profile with its logo to a file", allow_abbrev=False)
    export.add_argument("clinic", metavar="NAME")
    export.add_argument("-o", "--out", required=True, metavar="OUT.toml")
    taken = actions.add_parser("import", help="take over an exported profile and use it", allow_abbrev=False)
    taken.add_argument("file", metavar="FILE.toml")


def _record(record: argparse.ArgumentParser) -> None:
    actions = record.add_subparsers(dest="action", required=True, metavar="set-server|search|send")
    server = actions.add_parser("set-server", help="try a FHIR server, and use it", allow_abbrev=False)
    server.add_argument("address", metavar="ADDRESS", help="such as https://fhir.clinic.example/fhir/R4")
    server.add_argument("--token-file", metavar="FILE", help="the access token; - for standard input")
    server.add_argument("--certificate", default="", metavar="FILE", help="of a clinic that signs its own")
    search = actions.add_parser("search", help="find a patient", allow_abbrev=False)
    search.add_argument("words", metavar="WORDS", help='such as "ruiz 1960-05-03", or a record number')
    search.add_argument("--json", action="store_true")
    send = actions.add_parser("send", help="make a handout and send it to a record", allow_abbrev=False)
    send.add_argument("preset", metavar="PRESET|FILE.toml")
    send.add_argument("--patient", required=True, metavar="ID", help="the record's own, as search tells it")
    _one_patient(send)


def _share(share: argparse.ArgumentParser) -> None:
    actions = share.add_subparsers(
        dest="action", required=True, metavar="status|set-folder|set-git|off|sync|history|settle"
    )

    def action(name: str, what: str) -> argparse.ArgumentParser:
        return actions.add_parser(name, help=what, allow_abbrev=False)

    status = action("status", "what is shared, and what was not sent yet")
    folder = action("set-folder", "share through a folder that every workstation reaches")
    folder.add_argument("place", metavar="FOLDER")
    git = action("set-git", "share with history, through a Git server or a folder on the network")
    git.add_argument("place", metavar="ADDRESS|FOLDER")
    git.add_argument("--user", default="", metavar="NAME", help="the name at the server")
    git.add_argument("--certificate", default="", metavar="FILE", help="of a clinic that signs its own")
    for each in (folder, git):
        each.add_argument("--author", default="", metavar="NAME", help="shown to others with your changes")
    action("off", "share no more; what is here stays")
    sync = action("sync", "take what changed elsewhere, send what changed here")
    history = action("history", "who changed what, and when")
    history.add_argument("path", nargs="?", metavar="PATH", help="one file only, as presets/mine.toml")
    settle = action("settle", "choose between my version and theirs")
    settle.add_argument("path", metavar="PATH")
    how = settle.add_mutually_exclusive_group(required=True)
    for flag, what in (
        ("keep-copy", "take theirs, and keep mine as a copy"),
        ("take-theirs", "take theirs in place of mine"),
        ("see-both", "only show what differs"),
    ):
        how.add_argument(f"--{flag}", dest="how", action="store_const", const=flag, help=what)
    for each in (git, sync, settle):
        each.add_argument("--password-file", metavar="FILE", help="the password; - for standard input")
    for each in (status, sync, history):
        each.add_argument("--json", action="store_true")


# Each command with what it is for and what adds its flags.
COMMANDS: Mapping[str, tuple[str, Callable[[argparse.ArgumentParser], None]]] = {
    "render": ("make a handout", _render),
    "check": ("findings only", _check),
    "verify": ("whether a PDF is what the program made", _verify),
    "open": ("open the window, with a preset if one is named", _open),
    "batch": ("a handout for each row of a list", _batch),
    "library": ("what the library holds", _library),
    "presets": ("what can be started from", _presets),
    "clinics": ("the clinic profiles", _clinics),
    "record": ("the patient's record, over FHIR R4", _record),
    "share": ("one library for the whole clinic", _share),
}
