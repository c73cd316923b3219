"""Start the window."""

from __future__ import annotations

import gc
import sys
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from careleaf.datafiles import data_folder
from careleaf.errors import CareleafError
from careleaf.gui.interface_text import _
from careleaf.gui.language import translate_qt
from careleaf.gui.opening_window import OpeningWindow
from careleaf.gui.theme import apply_theme
from careleaf.storage.locations import locations

if TYPE_CHECKING:
    from careleaf.app.bootstrap import Program
    from careleaf.domain.people import Clinic
    from careleaf.gui.main_window import MainWindow
    from careleaf.gui.preview_maker import PreviewMaker

# So often a thread that works in the background lets the window in between (Python's own is 0.005).
SWITCH_SECONDS = 0.0005
APPLICATION_ID = "org.careleaf.careleaf"  # by this name the desktop knows the window's icon


def run(environment: Mapping[str, str], arguments: Sequence[str], language: str) -> int:
    """Open the window and return the exit code once it is closed. Raises InvalidFiles.

    `arguments` names at most one preset, by id or by its file. One that cannot be read is told in the window.
    `language` is what `choose_language` chose before this module was imported.
    """
    sys.setswitchinterval(SWITCH_SECONDS)
    app = _application(data_folder("resources"), language)
    opening = OpeningWindow(locations(environment).settings)
    opening.show_now()
    # All that takes long to import comes now, behind the window that stands there.
    from careleaf.app.bootstrap import start
    from careleaf.app.freed_memory import keep_freed_memory
    from careleaf.app.page_process import PageProcess
    from careleaf.gui.opened_files import OpenedFiles
    from careleaf.gui.page_image_printing import print_service
    from careleaf.gui.preview_maker import PreviewMaker

    keep_freed_memory()
    pages = PageProcess()
    window = open_window(start(environment), PreviewMaker(pages))
    window.printing.service = print_service(environment, window.maker)
    opened = OpenedFiles(app)
    opened.wanted.connect(window.opening.open)
    app.installEventFilter(opened)
    for preset in arguments:
        window.opening.open(preset)
    opening.give_way_to(window)
    window.setting_up.welcome()
    gc.freeze()  # what is there by now stays: looking through it for garbage stops the window for 80 ms
    gc.enable()
    outcome = app.exec()
    pages.stop()
    return outcome


def _application(resources: Path, language: str) -> QApplication:
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    app.setApplicationName("careleaf")
    app.setApplicationDisplayName("")
    app.setDesktopFileName(APPLICATION_ID)
    app.setWindowIcon(QIcon(str(resources / "icons" / "careleaf.svg")))
    translate_qt(app, language)
    apply_theme(app, resources)
    return app


def open_window(program: Program, maker: PreviewMaker | None = None) -> MainWindow:
    """Make the window with the clinic that was set up; one that cannot be read is told in the window."""
    from careleaf.gui.failures import UnexpectedErrors
    from careleaf.gui.main_window import MainWindow
    from careleaf.gui.window_place import WindowPlace

    clinic, trouble = _clinic(program)
    window = MainWindow(program, clinic, lambda: datetime.now(UTC), maker)
    if trouble:
        window.banner.say(_("The clinic that was set up cannot be used. {trouble}").format(trouble=trouble))
    errors = UnexpectedErrors(window)
    errors.install()
    window.maker.failed.connect(errors.report)
    window.printing.background.failed.connect(errors.report)
    window.sharing.background.failed.connect(errors.report)
    window.handout.editor.spell_check.background.failed.connect(errors.report)
    window.handout.editor.thumbnails.background.failed.connect(errors.report)
    window.emailing.background.failed.connect(errors.report)
    window.finding.background.failed.connect(errors.report)
    window.recovering.background.failed.connect(errors.report)
    place = WindowPlace(window, window.splitter, program.locations.settings)
    place.restore()
    window.closed.connect(place.keep)
    window.leaving.guard_closing()
    window.starting.begin()
    window.recovering.start()
    return window


def _clinic(program: Program) -> tuple[Clinic, str]:
    from careleaf.app.bootstrap import NO_CLINIC

    try:
        return program.clinic(), ""
    except CareleafError as error:
        return NO_CLINIC, str(error)
