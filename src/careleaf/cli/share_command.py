"""`careleaf share`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from getpass import getpass
from pathlib import Path
from typing import Any

from careleaf.app.bootstrap import Program
from careleaf.app.sharing import (
    WHAT_IS_SENT,
    Connection,
    conflict_at,
    connect,
    set_up,
    settings,
    stop_sharing,
)
from careleaf.cli.output import say, say_json
from careleaf.domain.file_differences import differences
from careleaf.domain.sharing import Change, Engine, Exchange, Sharing
from careleaf.errors import DeliveryFailed, NeedsConfirmation, UsageError

STANDARD_INPUT = "-"


def share(program: Program, flags: argparse.Namespace) -> int:
    """Set sharing up, exchange, settle a conflict, or tell how things stand."""
    match flags.action:
        case "set-folder":
            return _set_up(program, flags, Sharing(Engine.FOLDER, flags.place, author=flags.author))
        case "set-git":
            sharing = Sharing(Engine.GIT, flags.place, flags.user, flags.author, flags.certificate)
            return _set_up(program, flags, sharing)
        case "off":
            stop_sharing(program.locations)
            say("Nothing is shared any more. What is here stays.")
            return 0
        case "status":
            return _status(program, flags)
    connection = connect(program.locations, _now, _password(flags))
    if connection is None:
        raise UsageError('Nothing is shared yet: see "careleaf share set-folder" and "set-git".')
    match flags.action:
        case "sync":
            return _tell(connection.exchange(), flags.json)
        case "history":
            return _history(connection, flags)
    return _settle(connection, flags)


def _now() -> datetime:
    return datetime.now(UTC)


def _set_up(program: Program, flags: argparse.Namespace, sharing: Sharing) -> int:
    password = _password(flags)
    if sharing.user and not password and sys.stdin.isatty():
        password = getpass(f"Password of {sharing.user}: ")
    exchange, trouble = set_up(program.locations, sharing, password, _now)
    if trouble:
        print(f"careleaf: {trouble}", file=sys.stderr)
    return _tell(exchange, as_json=False)


def _password(flags: argparse.Namespace) -> str:
    """Read the password from the file named, without its line end. Raises DeliveryFailed."""
    name = getattr(flags, "password_file", None)
    if name is None:
        return ""
    try:
        text = sys.stdin.readline() if name == STANDARD_INPUT else Path(name).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise DeliveryFailed(f"The password file {name} cannot be read: {error}.") from None
    return text.splitlines()[0] if text else ""


def _status(program: Program, flags: argparse.Namespace) -> int:
    sharing = settings(program.locations)
    connection = connect(program.locations, _now)
    waiting = connection.waiting() if connection else ()
    if flags.json:
        say_json({**vars(sharing), "waiting": list(waiting)})
    elif connection is None:
        say("Nothing is shared.")
    else:
        say(f"Shared through {sharing.place}{f' as {sharing.user}' if sharing.user else ''}.")
        say(f"Name shown with your changes: {sharing.author or '(none)'}. {WHAT_IS_SENT}")
        say("Everything here was sent." if not waiting else "Not sent yet:")
        for path in waiting:
            say(f"  {path}")
    return 0


def _tell(exchange: Exchange, as_json: bool) -> int:
    if as_json:
        say_json(_exchange_table(exchange))
    else:
        for words, paths in (("Came in", exchange.taken), ("Sent", exchange.sent)):
            for path in paths:
                say(f"{words}: {path}")
        for conflict in exchange.conflicts:
            say(f"Changed here and {_by(conflict.change)}: {conflict.path}")
        for words in exchange.left_out:
            print(f"careleaf: not shared: {words}", file=sys.stderr)
        if exchange.conflicts:
            say('Choose with "careleaf share settle PATH --keep-copy", "--take-theirs" or "--see-both".')
        elif not exchange.taken and not exchange.sent:
            say("Everything is the same here and there.")
    return NeedsConfirmation.exit_code if exchange.conflicts else 0


def _by(change: Change | None) -> str:
    if change is None:
        return "elsewhere"
    return f"by {change.who or 'somebody'} at {change.when:%Y-%m-%d %H:%M} UTC"


def _exchange_table(exchange: Exchange) -> Mapping[str, Any]:
    return {
        "taken": list(exchange.taken),
        "sent": list(exchange.sent),
        "conflicts": [{"path": each.path, **_change_table(each.change)} for each in exchange.conflicts],
        "left_out": list(exchange.left_out),
    }


def _change_table(change: Change | None) -> dict[str, Any]:
    return {"who": change.who, "when": change.when.isoformat()} if change else {"who": "", "when": ""}


def _history(connection: Connection, flags: argparse.Namespace) -> int:
    changes = connection.history(flags.path or "")
    if flags.json:
        say_json([{**_change_table(change), "paths": list(change.paths)} for change in changes])
    else:
        for change in changes:
            who = change.who or "somebody"
            say(f"{change.when:%Y-%m-%d %H:%M} UTC  {who:24} {', '.join(change.paths)}")
    return 0


def _settle(connection: Connection, flags: argparse.Namespace) -> int:
    conflict = conflict_at(connection.exchange().conflicts, flags.path)
    if flags.how == "see-both":
        for row in differences(conflict.mine, conflict.theirs):
            say(f"{row.what}\n  mine:   {row.mine}\n  theirs: {row.theirs}")
        return 0
    copy = connection.settle(conflict, keep_mine=flags.how == "keep-copy")
    if copy:
        say(f"Mine is kept as {copy}.")
    return _tell(connection.exchange(), as_json=False)
