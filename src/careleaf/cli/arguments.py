"""The flags of the command line: a contract, so names and meanings stay."""

from __future__ import annotations

import argparse
from datetime import date, datetime

from careleaf import __version__
from careleaf.domain.draft import OPTIONAL_BLOCKS

BLOCKS = tuple(OPTIONAL_BLOCKS)
FORMATS = ("pdf", "text", "xml")
EXIT_CODES = """exit codes:
  0 done    2 wrong usage    3 content, preset or input file invalid    4 blocked by a safety rule
  5 needs a confirmation    6 could not read, write, print or send"""


def parser() -> argparse.ArgumentParser:
    """Return the parser of every command."""
    top = argparse.ArgumentParser(
        prog="careleaf",
        description="Put together a patient handout. Without a command, the program opens.",
        epilog=EXIT_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    top.add_argument("--version", action="version", version=f"careleaf {__version__}")
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")
    render = commands.add_parser("render", help="make a handout", allow_abbrev=False)
    render.add_argument("preset", metavar="PRESET|FILE.toml")
    render.add_argument(
        "-o", "--out", required=True, metavar="OUT", help="the file to write; - for standard output"
    )
    render.add_argument("--format", choices=FORMATS, default="pdf")
    _draft_flags(render)
    check = commands.add_parser("check", help="findings only", allow_abbrev=False)
    check.add_argument("preset", metavar="PRESET|FILE.toml")
    _draft_flags(check)
    _library(commands)
    _presets(commands)
    return top


def _draft_flags(command: argparse.ArgumentParser) -> None:
    """Add the flags that `render` and `check` share."""
    add = command.add_argument
    add("--patient-name", default="", metavar="NAME")
    add("--patient-id", default="", metavar="ID", help="a second identifier: birth date or record number")
    add("--clinician", default="", metavar="NAME")
    _choice_flags(command)
    add(
        "--check", action="append", default=[], metavar="KEY=VALUE", dest="answers", help="age=71, all=no ..."
    )
    add("--confirm", action="append", default=[], metavar='RULE="reason"')
    add("--lang", choices=("en",), default="en")
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


def _clinic_flags(command: argparse.ArgumentParser) -> None:
    """Add the flags that say under whose letterhead, on what paper and when."""
    add = command.add_argument
    add("--page", choices=("letter", "a4"), default="letter")
    add("--clinic", metavar="FILE.toml", help='the clinic\'s letterhead; "sample" to try the program')
    add("--timezone", metavar="ZONE", help="the clinic's time zone, such as America/New_York")
    add("--now", type=_moment, metavar="2026-11-21T09:00", help="the clock, in the clinic's time zone")


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


def _library(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    library = commands.add_parser("library", help="what the library holds", allow_abbrev=False)
    actions = library.add_subparsers(dest="action", required=True, metavar="list|facts|rules|lint")
    for name, what in (
        ("list", "every topic with its points and params"),
        ("facts", "every fact with its verdict and the points that carry it"),
        ("rules", "every safety rule, as docs/safety.md has them"),
        ("lint", "what is wrong with the library's words"),
    ):
        action = actions.add_parser(name, help=what, allow_abbrev=False)
        action.add_argument("--json", action="store_true")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"expected a date such as 2027-11-21, found {text!r}") from None


def _presets(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    presets = commands.add_parser("presets", help="what can be started from", allow_abbrev=False)
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
    _clinic_flags(openemr)


def _form_flags(command: argparse.ArgumentParser) -> None:
    """Add what is said of a preset when it is saved; what is not given stays."""
    add = command.add_argument
    add("--title", default="", metavar="TITLE", help="save as a new preset with this title")
    add("--note", metavar="TEXT", help="for colleagues: when to use it")
    add("--author", metavar="NAME")
    add("--review-due", type=_day, metavar="2027-11-21")
    add("--icd10", metavar="CODE", help="the ICD-10-CM code it is for, such as M54.50")
