"""The flags of the command line: a contract, so names and meanings stay."""

from __future__ import annotations

import argparse
from datetime import datetime

from careleaf import __version__
from careleaf.domain.draft import OPTIONAL_BLOCKS

BLOCKS = tuple(OPTIONAL_BLOCKS)
CHART_NOTE = "chart-note"
FORMATS = ("pdf", "text", "xml", CHART_NOTE)
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
    render.add_argument("preset", metavar="PRESET|FILE")
    render.add_argument(
        "-o", "--out", required=True, metavar="OUT", help="the file to write; - for standard output"
    )
    render.add_argument("--format", choices=FORMATS, default="pdf")
    _draft_flags(render)
    check = commands.add_parser("check", help="findings only", allow_abbrev=False)
    check.add_argument("preset", metavar="PRESET|FILE")
    check.add_argument(
        "--format",
        choices=("findings", CHART_NOTE),
        default="findings",
        help="chart-note: the note for the record, once nothing holds the handout back",
    )
    _draft_flags(check)
    opened = commands.add_parser(
        "open", help="open the window, with a preset if one is named", allow_abbrev=False
    )
    opened.add_argument("preset", nargs="?", metavar="PRESET|FILE")
    _library(commands)
    _presets(commands)
    _clinics(commands)
    _share(commands)
    return top


def _draft_flags(command: argparse.ArgumentParser) -> None:
    """Add the flags that `render` and `check` share."""
    add = command.add_argument
    add("--patient-name", default="", metavar="NAME")
    add("--patient-id", default="", metavar="ID", help="a second identifier: birth date or record number")
    add("--clinician", default="", metavar="NAME")
    add("--set", action="append", default=[], metavar="TOPIC.PARAM=VALUE", dest="settings")
    add("--tick", action="append", default=[], metavar="TOPIC[.POINT]")
    add("--untick", action="append", default=[], metavar="TOPIC[.POINT]")
    add(
        "--check", action="append", default=[], metavar="KEY=VALUE", dest="answers", help="age=71, all=no ..."
    )
    add("--confirm", action="append", default=[], metavar='RULE="reason"')
    add("--with", action="append", default=[], choices=BLOCKS, dest="with_blocks", help="switch a block on")
    add("--without", action="append", default=[], choices=BLOCKS, dest="without_blocks", help="and off")
    add("--style", choices=("standard", "large-print", "mono"))
    add("--page", choices=("letter", "a4"), help="by default the clinic's, else letter")
    add("--lang", choices=("en",), default="en")
    add("--clinic", metavar="NAME|FILE.toml", help='the clinic\'s letterhead; "sample" to try the program')
    add("--timezone", metavar="ZONE", help="the clinic's time zone, such as America/New_York")
    add("--now", type=_moment, metavar="2026-11-21T09:00", help="the clock, in the clinic's time zone")
    add("--json", action="store_true", help="print a machine-readable summary")


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
    metavar = "list|facts|rules|figures|lint|reword"
    actions = library.add_subparsers(dest="action", required=True, metavar=metavar)
    for name, what in (
        ("list", "every topic with its points and params"),
        ("facts", "every fact with its verdict and the points that carry it"),
        ("rules", "every safety rule, as docs/safety.md has them"),
        ("figures", "every figure on one sheet, as docs/figures.svg has them"),
        ("lint", "what is wrong with the library's words"),
    ):
        action = actions.add_parser(name, help=what, allow_abbrev=False)
        action.add_argument("--json", action="store_true")
    reword = actions.add_parser("reword", help="start a file with the clinic's own wording of a topic")
    reword.add_argument("topic", metavar="TOPIC")


def _presets(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    presets = commands.add_parser("presets", help="what can be started from", allow_abbrev=False)
    actions = presets.add_subparsers(dest="action", required=True, metavar="list|show")
    listing = actions.add_parser("list", help="every preset", allow_abbrev=False)
    listing.add_argument("--json", action="store_true")
    show = actions.add_parser("show", help="one preset, whole", allow_abbrev=False)
    show.add_argument("preset", metavar="PRESET|FILE")
    show.add_argument("--json", action="store_true")


def _clinics(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    clinics = commands.add_parser("clinics", help="the clinic profiles", allow_abbrev=False)
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


def _share(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    share = commands.add_parser("share", help="one library for the whole clinic", allow_abbrev=False)
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
