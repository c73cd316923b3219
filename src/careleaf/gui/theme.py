"""How the window looks: one small palette, light or dark as the system is, and one stylesheet."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from string import Template

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from careleaf.lazy_dataclass import dataclass

FONT_FILES = ("Inter-Regular.ttf", "Inter-SemiBold.ttf", "Inter-Bold.ttf", "Inter-Italic.ttf")
FONT_POINTS = 9.75  # 13 pixels at the usual 96 an inch


@dataclass(frozen=True)
class Colours:
    """The colours of the window. Every text colour has a contrast of 4.5:1 on what it stands on."""

    text: str
    muted: str
    panel: str
    ground: str
    desk: str
    card: str
    line: str
    field_line: str
    accent: str
    on_accent: str
    accent_soft: str
    stop: str
    stop_soft: str
    ask: str
    ask_soft: str
    ask_line: str
    note_soft: str
    good: str


LIGHT = Colours(
    text="#10202a", muted="#55646d", panel="#ffffff", ground="#f3f5f6", desk="#dde3e6", card="#ffffff",
    line="#dbe1e4", field_line="#b4bfc5", accent="#0b5c63", on_accent="#ffffff", accent_soft="#e3f0f1",
    stop="#a3181c", stop_soft="#fdecec", ask="#6d4a00", ask_soft="#fff5dc", ask_line="#e0b040",
    note_soft="#e9eff2", good="#1c6b3c",
)  # fmt: skip
DARK = Colours(
    text="#e7eef1", muted="#a5b4bb", panel="#161c20", ground="#1b2226", desk="#0f1316", card="#222b30",
    line="#323e45", field_line="#596a73", accent="#63c6cc", on_accent="#06282b", accent_soft="#1e3a3e",
    stop="#ff9d97", stop_soft="#3d2022", ask="#f5cf7a", ask_soft="#372d16", ask_line="#8a6d24",
    note_soft="#2a353b", good="#7fd3a0",
)  # fmt: skip

_SHEET = Template("""
* { outline: none; }
QMainWindow, #middle, #middle > QWidget, #editorBody, #editorScroll { background: $ground; }
#start, #cards { background: $ground; }
QLabel[kind="welcome"] { font-weight: 600; font-size: 17pt; }
#choose, #topBar { background: $panel; }
#choose { border-right: 1px solid $line; }
#topBar { border-bottom: 1px solid $line; }
#desk, #desk QAbstractScrollArea { background: $desk; }
#deskBar { background: $desk; }
#card, #clinicCard { background: $card; border: 1px solid $line; border-radius: 8px; }
#editorCard { background: $card; border: 1px solid $accent; border-radius: 8px; }
QLabel[kind="heading"] { color: $muted; font-weight: 600; font-size: 8pt; }
QLabel[kind="caption"] { color: $muted; font-size: 8pt; }
QLabel[kind="group"] { font-weight: 600; font-size: 8.5pt; }
QLabel[kind="source"] { color: $muted; font-size: 8.5pt; font-style: italic; }
QLabel[kind="muted"], QLabel[kind="hint"] { color: $muted; }
QLabel[kind="hint"] { font-size: 8.5pt; }
QLabel[kind="title"] { font-weight: 600; font-size: 11pt; }
QLabel[kind="wrong"] { color: $stop; font-size: 8.5pt; }
QLabel[kind="lock"] { color: $stop; font-size: 8pt; font-weight: 600; }
QLabel[kind="padlock"] { image: url($icons/lock.svg); }
QLabel[kind="mark"] { color: $accent; font-size: 8pt; font-weight: 600; }
QLabel[kind="printsAs"] {
    background: $ground; border: 1px solid $line; border-radius: 5px; padding: 5px 7px; }
QLabel[level="block"] { color: $stop; font-weight: 600; }
QLabel[level="confirm"], QLabel[level="warn"] { color: $ask; font-weight: 600; }
QLabel[level="info"] { color: $muted; font-weight: 600; }
QLabel[level="good"] { color: $good; font-weight: 600; }
#finding { background: $note_soft; border: 1px solid $line; border-radius: 6px; }
#finding[level="block"] { background: $stop_soft; border-color: $stop; }
#finding[level="confirm"], #finding[level="warn"] { background: $ask_soft; border-color: $ask_line; }
#finding[flash="true"] { border: 2px solid $stop; }
#signs QLabel[kind="question"] { font-size: 9pt; }
#signs { background: $ground; border: 1px solid $line; border-radius: 6px; }
#chip { background: $note_soft; border: 1px solid $line; border-radius: 6px; }
#chip QPushButton { min-height: 17px; max-height: 19px; padding: 0 5px; }
#chip[level="confirm"] { background: $ask_soft; border-color: $ask_line; }
#chip[level="confirm"] QLabel { color: $ask; }
#offers { background: $card; border: 1px solid $field_line; border-radius: 5px; }
#offers::item { height: 24px; padding: 0 6px; }
#offers::item:selected { background: $accent_soft; color: $text; }
#strip { background: $ask_soft; border: 1px solid $ask_line; border-radius: 6px; }
#strip QLabel { color: $ask; }
#strip[level="block"] { background: $stop_soft; border-color: $stop; }
#strip[level="block"] QLabel { color: $stop; }
QLineEdit, QPlainTextEdit, QComboBox, QAbstractSpinBox {
    background: $card; color: $text; border: 1px solid $field_line; border-radius: 5px; padding: 0 6px;
    min-height: 26px; selection-background-color: $accent; selection-color: $on_accent;
}
QPlainTextEdit { padding: 2px 3px; }
QAbstractSpinBox, QComboBox { max-height: 26px; }
QAbstractSpinBox QLineEdit, QComboBox QLineEdit {
    border: 0; padding: 0 0 0 5px; min-height: 0; background: transparent; }
QLineEdit:focus, QPlainTextEdit:focus, QComboBox:focus, QComboBox:on, QAbstractSpinBox:focus {
    border: 2px solid $accent; padding: 0 5px; }
QPlainTextEdit:focus { padding: 1px 2px; }
QAbstractSpinBox[wrong="true"], QLineEdit[wrong="true"], QComboBox[wrong="true"] {
    border: 2px solid $stop; padding: 0 5px; }
QComboBox[unset="true"] { color: $muted; }
QLineEdit:disabled, QComboBox:disabled, QAbstractSpinBox:disabled { background: $ground; color: $muted; }
QComboBox::drop-down { border: 0; width: 20px; subcontrol-position: center right; }
QComboBox::down-arrow, QDateEdit::down-arrow, QDateTimeEdit::down-arrow {
    image: url($icons/chevron-down.svg); width: 11px; height: 11px; }
QDateEdit::drop-down, QDateTimeEdit::drop-down { border: 0; width: 16px; subcontrol-position: center right; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button {
    border: 0; width: 18px; background: transparent; }
QAbstractSpinBox::up-arrow { image: url($icons/chevron-up.svg); width: 10px; height: 10px; }
QAbstractSpinBox::down-arrow { image: url($icons/chevron-down.svg); width: 10px; height: 10px; }
QComboBox QAbstractItemView { background: $card; color: $text; border: 1px solid $field_line;
    selection-background-color: $accent; selection-color: $on_accent; }
QPushButton, QToolButton {
    background: $card; color: $text; border: 1px solid $field_line; border-radius: 6px; padding: 0 11px;
    min-height: 27px; font-weight: 600;
}
QPushButton:hover, QToolButton:hover { background: $accent_soft; }
QPushButton:focus, QToolButton:focus { border: 2px solid $accent; padding: 0 10px; }
QPushButton:pressed, QToolButton:pressed, QToolButton:checked { background: $accent; color: $on_accent; }
QToolButton:disabled, QPushButton:disabled { color: $field_line; border-color: $line; }
QToolButton[popupMode="2"] { padding-right: 24px; }
QToolButton[popupMode="2"]:focus { padding-right: 23px; }
QToolButton::menu-indicator { image: url($icons/chevron-down.svg); width: 11px; height: 11px;
    subcontrol-origin: border; subcontrol-position: center right; right: 8px; }
QPushButton[kind="primary"], QToolButton[kind="primary"] {
    background: $accent; color: $on_accent; border-color: $accent; }
QPushButton[kind="primary"]:focus, QToolButton[kind="primary"]:focus { border: 2px solid $text; }
QPushButton[kind="small"], QToolButton[kind="small"] {
    min-height: 21px; padding: 0 8px; font-size: 8.5pt; border-radius: 5px; }
QPushButton[kind="small"]:focus, QToolButton[kind="small"]:focus { padding: 0 7px; }
QPushButton[kind="answer"] {
    min-height: 21px; padding: 0 7px; font-size: 8.5pt; border-radius: 5px; color: $muted; font-weight: 400; }
QPushButton[kind="answer"]:focus { border: 2px solid $accent; padding: 0 6px; }
QPushButton[kind="answer"]:disabled { color: $field_line; }
QPushButton[kind="answer"]:checked { background: $accent; color: $on_accent; font-weight: 600; }
QPushButton[answer="unknown"]:checked { background: $note_soft; color: $muted; border-style: dashed; }
QPushButton[open="true"]:checked { background: $ask_soft; color: $ask; border-color: $ask_line; }
QPushButton[answer="yes"]:checked { background: $ask; color: $ask_soft; border-color: $ask; }
QPushButton[answer="yes"]:checked:focus { border-color: $accent; }
QPushButton[kind="field"] { text-align: left; font-weight: 400; padding: 0 7px; min-height: 26px;
    border-radius: 5px; color: $muted; }
QPushButton[kind="field"]:focus { padding: 0 6px; }
QPushButton[kind="ask"] { text-align: left; padding: 0 7px; min-height: 26px; border-radius: 5px;
    background: $ask_soft; color: $ask; border-color: $ask_line; }
QPushButton[kind="ask"]:focus { border: 2px solid $accent; padding: 0 6px; }
QToolButton[kind="clear"] { padding: 0; border: 1px solid transparent; background: transparent; }
QToolButton[kind="clear"]:focus { border: 2px solid $accent; padding: 0; }
QToolButton[kind="icon"] { padding: 0; min-height: 20px; min-width: 20px; border: 1px solid transparent;
    background: transparent; border-radius: 5px; }
QToolButton[kind="icon"]:hover { background: $accent_soft; }
QToolButton[kind="icon"]:focus { border: 2px solid $accent; padding: 0; }
#reword { qproperty-icon: url($icons/pencil.svg); }
#fitWidth { qproperty-icon: url($icons/fit-width.svg); }
#fitPage { qproperty-icon: url($icons/fit-page.svg); }
QToolButton[kind="bare"], QPushButton[kind="bare"] {
    background: transparent; border: 1px solid transparent; padding: 0 6px; }
QPushButton[kind="status"] { background: transparent; border: 1px solid transparent; color: $muted;
    min-height: 19px; max-height: 19px; padding: 0 6px; font-weight: 400; }
QPushButton[kind="status"]:hover { background: $accent_soft; }
QPushButton[kind="status"]:focus { border: 2px solid $accent; padding: 0 5px; }
QToolButton[kind="bare"]:hover, QPushButton[kind="bare"]:hover { background: $accent_soft; }
QToolButton[kind="status"][popupMode="2"] { padding: 0 4px; }
QToolButton[kind="status"][popupMode="2"]:focus { padding: 0 3px; }
QToolButton[kind="status"] { border: 1px solid transparent; background: transparent; color: $muted;
  font-weight: 400; padding: 0 4px; min-height: 20px; }
QToolButton[kind="status"][level="confirm"] { color: $ask; font-weight: 600; }
QToolButton[kind="status"]:hover { background: $accent_soft; }
QToolButton[kind="status"]:focus { border: 2px solid $accent; padding: 0 3px; }
QToolButton[kind="status"]::menu-indicator { image: none; }
QToolButton[kind="menu"]::menu-indicator { image: none; }
QToolButton[kind="menu"][popupMode="2"] { padding: 0 11px; }
QToolButton[kind="menu"][popupMode="2"]:focus { padding: 0 10px; }
#palette { background: $card; border: 1px solid $field_line; border-radius: 8px; }
QToolButton[kind="bare"]:focus, QPushButton[kind="bare"]:focus { border: 2px solid $accent; padding: 0 5px; }
QCheckBox::indicator { width: 14px; height: 14px; border: 1px solid $muted; border-radius: 4px;
    background: $card; }
QCheckBox::indicator:checked { background: $accent; border-color: $accent; image: url($icons/$tick.svg); }
QCheckBox::indicator:focus { border: 2px solid $accent; }
QTreeView, QListView { background: $panel; color: $text; border: 1px solid transparent; border-radius: 6px; }
#outline { background: transparent; }
QTreeView:focus, QListView:focus { border: 1px solid $accent; }
QTreeView::branch { background: $panel; }
QTreeView::branch:has-children:closed { image: url($icons/branch-closed.svg); }
QTreeView::branch:has-children:open { image: url($icons/branch-open.svg); }
QSplitter::handle { background: transparent; }
QSplitter::handle:vertical:hover, QSplitter::handle:horizontal:hover { background: $accent_soft; }
QScrollArea { border: 0; background: transparent; }
#plain { background: transparent; }
QListWidget { background: $card; border: 1px solid $field_line; border-radius: 5px; padding: 3px; }
QListWidget::item { padding: 4px 6px; border-radius: 4px; }
QListWidget::item:selected { background: $accent; color: $on_accent; }
#sections { background: $panel; border: 0; border-right: 1px solid $line; border-radius: 0;
    padding: 12px 7px; }
#sections::item { padding: 0 8px; border: 2px solid transparent; border-radius: 6px; }
#sections::item:selected { background: $accent_soft; color: $text; }
#sections::item:selected:focus { border-color: $accent; }
#dialogFoot { background: $panel; border-top: 1px solid $line; }
QScrollBar:vertical { background: transparent; width: 11px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 11px; margin: 0; }
QScrollBar::handle { background: $field_line; border-radius: 3px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 28px; }
QScrollBar::handle:horizontal { min-width: 28px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QStatusBar { background: $panel; border-top: 1px solid $line; min-height: 27px; }
QStatusBar::item { border: 0; }
QToolTip { background: $card; color: $text; border: 1px solid $field_line; padding: 4px 6px; }
QMenu { background: $card; color: $text; border: 1px solid $field_line; }
QMenu::item:selected { background: $accent; color: $on_accent; }
QMenu::item:disabled { background: transparent; color: $muted; }
""")


def load_fonts(folder: Path) -> None:
    """Give the window the same typeface as the page."""
    for name in FONT_FILES:
        QFontDatabase.addApplicationFont(str(folder / name))


def is_dark(app: QApplication) -> bool:
    """Tell whether the system is set to dark."""
    return app.styleHints().colorScheme() is Qt.ColorScheme.Dark


def colours(app: QApplication) -> Colours:
    """Return the colours that go with the system."""
    return DARK if is_dark(app) else LIGHT


def stylesheet(chosen: Colours, icons: Path) -> str:
    """Write the stylesheet in these colours."""
    tick = "tick-dark" if chosen is DARK else "tick-light"
    return _SHEET.substitute(asdict(chosen), icons=icons.as_posix(), tick=tick)


def palette(chosen: Colours) -> QPalette:
    """Return Qt's palette in these colours, for what is not styled."""
    made = QPalette()
    roles = {
        QPalette.ColorRole.Window: chosen.ground,
        QPalette.ColorRole.Base: chosen.card,
        QPalette.ColorRole.AlternateBase: chosen.ground,
        QPalette.ColorRole.Button: chosen.card,
        QPalette.ColorRole.WindowText: chosen.text,
        QPalette.ColorRole.Text: chosen.text,
        QPalette.ColorRole.ButtonText: chosen.text,
        QPalette.ColorRole.ToolTipBase: chosen.card,
        QPalette.ColorRole.ToolTipText: chosen.text,
        QPalette.ColorRole.PlaceholderText: chosen.muted,
        QPalette.ColorRole.Highlight: chosen.accent,
        QPalette.ColorRole.HighlightedText: chosen.on_accent,
        QPalette.ColorRole.Accent: chosen.accent,
        QPalette.ColorRole.Link: chosen.accent,
        QPalette.ColorRole.Mid: chosen.line,
    }
    for role, colour in roles.items():
        made.setColor(role, QColor(colour))
    for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(chosen.muted))
    return made


def apply_theme(app: QApplication, resources: Path) -> None:
    """Style the whole program, now and whenever the system changes between light and dark."""
    load_fonts(resources / "fonts")
    app.setStyle("Fusion")
    font = QFont("Inter")
    font.setPointSizeF(FONT_POINTS)
    app.setFont(font)

    def follow() -> None:
        chosen = colours(app)
        app.setPalette(palette(chosen))
        app.setStyleSheet(stylesheet(chosen, resources / "icons"))

    follow()
    app.styleHints().colorSchemeChanged.connect(follow)
