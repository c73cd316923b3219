"""Go through the window as a person would and look at each text that is shown."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cached_property
from html import unescape
from itertools import chain
from pathlib import Path
from zoneinfo import available_timezones

from gui.clock import NOW
from gui.shown_texts import cut, shown_texts
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from careleaf.app import email_writing, record, sharing
from careleaf.app.bootstrap import start
from careleaf.app.sign_off import topic_reviews
from careleaf.domain.needs import NEEDS
from careleaf.domain.printing import PrintChoices, Printer, Sides
from careleaf.domain.values import topic_values, value_texts
from careleaf.gui.dialogs.printing import PrintDialog
from careleaf.gui.main_window import MainWindow
from careleaf.gui.models.summary import filled, point_words
from careleaf.gui.settings.dialog import Section
from careleaf.gui.settings.welcome import WelcomeDialog
from careleaf.gui.theme import apply_theme
from careleaf.i18n import ENGLISH, dated, long_day

SIZE = (1280, 720)
TOPICS = ("dx-visit", "med-relaxant", "sleep", "follow-up", "cold")  # every kind of field
_TRANSLATED = re.compile(r"«[^«»]*»")
_MARKUP = re.compile(r"<[^>]*>")
_BETWEEN = re.compile(r"\n|[()]|: | - |, |; |  |\N{MIDDLE DOT}|\N{EN DASH}")
_LONG = 10  # letters of a phrase that nobody writes by chance
_WORD = re.compile(r"[^\W\d_]{2,}")
_NAMES = ("Careleaf", "Front desk", "clinic.example/back")


class Walk:
    """The window with the sample clinic and the acute handout, in the language chosen before."""

    def __init__(self, app: QApplication, home: Path) -> None:
        self.app, self.program = app, start({"CARELEAF_HOME": str(home)})
        apply_theme(app, self.program.resources)
        self.window = MainWindow(self.program, self.program.clinic("sample"), lambda: NOW)
        self.window.resize(*SIZE)
        self.window.show()

    def findings(self) -> dict[str, list[str]]:
        """Return the texts of nobody's, and the labels and buttons that are cut."""
        foreign: dict[str, None] = {}
        short: dict[str, None] = {}
        seen: set[str] = set()
        for name, shown in self._scenes():
            self._settle()
            self._content = self._fixed | self._of_the_draft()
            long = {each.rstrip(".") for each in self._content if len(each) >= _LONG}
            self._phrases = sorted(long, key=len, reverse=True)
            for where, text in shown_texts(shown):
                if text not in seen and self._is_foreign(text):
                    foreign[f"{name}: {where}: {text}"] = None
                seen.add(text)
            for words in cut(shown):
                short[f"{name}: {words}"] = None
            if shown is not self.window:
                shown.close()
        assert self.window.width() == SIZE[0]
        self.window.close()
        return {"foreign": list(foreign), "cut": list(short)}

    def _settle(self) -> None:
        """Wait until the page is made and the window laid out."""
        for _ in range(400):
            QTest.qWait(20)
            if self.window.starting.is_open or self.window.preview.is_current:
                QTest.qWait(200)  # each layout asks for the next one
                return
        raise AssertionError("the page was not made")

    def _scenes(self) -> Iterator[tuple[str, QWidget]]:
        window, document = self.window, self.window.document
        window.starting.open()
        yield "start", window
        window.start.preset_wanted.emit("acute-72h")
        yield "workbench", window
        for topic_id in TOPICS:
            document.choose(topic_id)
            yield topic_id, window
        form = window.handout.editor.form
        assert form is not None
        next(iter(form.points.values())).reword()
        yield "wording", window
        window.handout.patient_bar.check_button.click()
        window.handout.check.show_all.setChecked(True)
        yield "check", window
        window.handout.check.done.click()
        actions = window.actions_by_name
        for name, action in (
            ("presets", actions.presets),
            ("save preset", actions.save_preset),
            ("sharing", actions.sharing),
            ("sign off", actions.sign_off),
            ("email", actions.email),
            ("palette", actions.palette),
            ("keys", actions.keys),
        ):
            action.trigger()
            yield name, self._dialog()
        for section in Section:
            yield f"settings {section.name}", window.setting_up.open(section)
        welcome = WelcomeDialog(document, window.presets.first, window.maker, window)
        welcome.open()
        yield "welcome", welcome
        yield "find patient", window.finding.start()
        yield "record server", window.finding.set_up()
        printer = Printer("front", "Front desk", sides=frozenset(Sides))
        dialog = PrintDialog((printer,), PrintChoices(printer.name), window)
        dialog.open()
        yield "print", dialog
        document.tick("med-ibuprofen", True)
        yield "findings", window
        window.leaving.before(lambda: None)
        assert window.leaving.box is not None
        yield "leaving", window.leaving.box

    def _dialog(self) -> QWidget:
        self._settle()
        dialogs = (each for each in self.app.topLevelWidgets() if isinstance(each, QDialog))
        return next(each for each in dialogs if each.isVisible())

    def _is_foreign(self, text: str) -> bool:
        """Tell whether a text has words that are neither translated nor content."""
        text = _plain(text)
        while _TRANSLATED.search(text):
            text = _TRANSLATED.sub("\n", text)
        return not self._is_content(text)

    def _is_content(self, text: str) -> bool:
        """Tell whether a text is made of content only: short ones stand by themselves, long ones anywhere."""
        for phrase in self._phrases:
            text = text.replace(phrase, "\n")
        parts = (part.strip(" .,") for part in _BETWEEN.split(text))
        return all(
            part in self._content
            or part.strip(" :;+?!0123456789/") in self._content
            or not _WORD.search(part)
            for part in parts
        )

    @cached_property
    def _fixed(self) -> frozenset[str]:
        """Return the texts of the resources and of the layers under the window, which stay English."""
        texts = chain.from_iterable(
            _texts(tomllib.loads(path.read_text(encoding="utf-8")))
            for path in self.program.resources.rglob("*.toml")
        )
        qt = (QCoreApplication.translate("QPlatformTheme", word) for word in ("Cancel", "Close"))
        told = (
            NEEDS.values(),
            (email_writing.AGREED, sharing.WHAT_IS_SENT, record.NO_SERVER),
            available_timezones(),
            _NAMES,
        )
        clinic = self.program.clinic("sample")
        reviews = [each.words for each in topic_reviews(self.program, clinic, NOW.date())]
        reviews += [words.capitalize() for words in reviews]
        keys = (
            action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
            for action in self.window.findChildren(QAction)
        )
        home = str(self.program.locations.home)
        return frozenset(_plain(text).strip(" ,") for text in chain(texts, qt, keys, *told, reviews, [home]))

    def _of_the_draft(self) -> frozenset[str]:
        setting = self.window.document.setting
        texts = {finding.text for finding in self.window.document.findings}
        texts |= {long_day(setting.today, ENGLISH), dated(setting.today, ENGLISH)}
        for topic in self.program.library:
            values = value_texts(topic, topic_values(topic, setting), ENGLISH)
            texts |= set(values.values())
            for point in topic.points:
                texts |= {filled(point_words(point), topic, values), filled(point_words(point), topic, {})}
        return frozenset(_plain(text) for text in texts)


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from _texts(each)


def _plain(text: str) -> str:
    """Return a text without markup and without the marks of menu keys, in one line."""
    text = unescape(_MARKUP.sub(" ", text)).replace("&&", "\0").replace("&", "").replace("\0", "&")
    return " ".join(text.split())
