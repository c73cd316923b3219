"""The right pane: the real pages, made anew after each change."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QToolButton, QVBoxLayout, QWidget

from careleaf.app.drawn_pages import Pages
from careleaf.app.handout_making import Made
from careleaf.gui.actions import Actions
from careleaf.gui.changed_areas import changed_areas
from careleaf.gui.draft_document import DraftDocument
from careleaf.gui.interface_text import _
from careleaf.gui.narrow_row import leave_out
from careleaf.gui.panes.page_look import PageLook
from careleaf.gui.panes.page_view import ONE_TO_ONE, PageView
from careleaf.gui.panes.strip import Strip
from careleaf.gui.parts import button, label
from careleaf.gui.preview_maker import PreviewMaker

RESIZE_MS = 40  # while the window opens or is drawn to another size, one page is enough
LEAST_PAGES = 32  # pixels: what stands beside it does not move with each number


class PreviewPane(QWidget):
    """Show the pages of the draft; the old ones stay until new ones are ready."""

    shown = Signal(object)
    refused = Signal(object)
    patient_wanted = Signal()

    def __init__(self, document: DraftDocument, maker: PreviewMaker, actions: Actions) -> None:
        super().__init__()
        self.setObjectName("desk")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._document = document
        self._maker = maker
        self.pages: Pages | None = None
        self._shown_before: Pages | None = None  # the last whole ones, to tell what changed
        self.view = PageView()
        self.trouble = Strip(_("What keeps the preview from being made"))
        self.look = PageLook(document)
        self.page = QLineEdit()
        self.page.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.page.setMaxLength(3)
        self.page.setFixedWidth(34)
        self.page.setAccessibleName(_("Page"))
        self.page.setToolTip(_("Type a page number to go there"))
        self._page_shown = 1
        self._pages_words = label("", "muted")
        self._percent = label("", "muted")
        self._pages_words.setMinimumWidth(LEAST_PAGES)
        self._percent.setMinimumWidth(42)
        self._percent.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.timeout.connect(self.refresh)
        self._lay_out(actions)
        self._connect(actions)
        self._settle.start(RESIZE_MS)

    @property
    def is_current(self) -> bool:
        """Tell whether the pages shown are those of the draft as it is."""
        return self.pages is not None and self.pages.made is self._document.made

    def refresh(self) -> None:
        """Ask for the pages of the draft as it is, without waiting for a pause."""
        self._settle.stop()
        self._maker.request(self._document.made, self.view.scale, self.view.sight)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out of the bar what does not fit."""
        super().resizeEvent(event)
        self._fit()

    def event(self, event: QEvent) -> bool:
        """Look again at what fits where a part of the bar wants more room than before."""
        if event.type() is QEvent.Type.LayoutRequest:
            self._fit()
        return super().event(event)

    def _lay_out(self, actions: Actions) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(6)
        bar = self._bar = QHBoxLayout()
        bar.setContentsMargins(14, 0, 10, 0)
        bar.setSpacing(3)
        bar.addWidget(label(_("Page"), "muted"))
        bar.addWidget(self.page)
        bar.addWidget(self._pages_words)
        bar.addStretch(1)
        bar.addWidget(self.look)
        out, into = _bare("\N{MINUS SIGN}", _("Zoom out")), _bare("+", _("Zoom in"))
        width, page = _icon("fitWidth", actions.fit_width), _icon("fitPage", actions.fit_page)
        out.clicked.connect(actions.zoom_out.trigger)
        into.clicked.connect(actions.zoom_in.trigger)
        self._spare = (page, width, self._percent, out, into)
        for widget in (out, self._percent, into, width, page):
            bar.addWidget(widget)
        column.addLayout(bar)
        holder = QHBoxLayout()
        holder.setContentsMargins(16, 0, 16, 0)
        holder.addWidget(self.trouble)
        column.addLayout(holder)
        column.addWidget(self.view, 1)

    def _connect(self, actions: Actions) -> None:
        actions.zoom_in.triggered.connect(lambda: self.view.zoom_by(1))
        actions.zoom_out.triggered.connect(lambda: self.view.zoom_by(-1))
        actions.fit_width.triggered.connect(self.view.fit_width)
        self.view.scale_wanted.connect(self._rescale)
        actions.fit_page.triggered.connect(self.view.fit_page)
        self.view.page_changed.connect(self._show_page)
        self.page.editingFinished.connect(self._turn_to_page)
        self.view.topic_clicked.connect(self._document.choose)
        self.view.head_clicked.connect(self.patient_wanted)
        self._document.made_anew.connect(self._follow)
        self._document.topic_chosen.connect(self.view.go_to)
        self._maker.ready.connect(self._take)
        self._maker.refused.connect(self._refuse)

    def _follow(self) -> None:
        """Ask at once: while a page is made, only the newest of what is asked for meanwhile waits."""
        if self.pages is None:
            self._settle.start(RESIZE_MS)
        else:
            self.refresh()

    def _show_page(self, page: int, pages: int) -> None:
        self._pages_words.setText(_("of {pages}").format(pages=pages) if pages else "")
        self._pages_words.setMinimumWidth(max(LEAST_PAGES, self._pages_words.sizeHint().width()))
        self._fit()
        self._page_shown = page
        if not self.page.hasFocus():
            self.page.setText(str(page))

    def _turn_to_page(self) -> None:
        typed = self.page.text().strip()
        if typed.isascii() and typed.isdigit() and int(typed) != self._page_shown:
            self.view.go_to_page(int(typed))
        self.page.setText(str(self._page_shown))

    def _rescale(self) -> None:
        self._show_zoom()
        self._settle.start(RESIZE_MS)

    def _show_zoom(self) -> None:
        self._percent.setText(f"{self.view.zoom / ONE_TO_ONE:.0%}")
        self._fit()

    def _fit(self) -> None:
        leave_out(self._bar, self._spare, self.width())

    def _take(self, pages: Pages) -> None:
        self.pages = pages
        self.trouble.say("")
        self.view.show_pages(pages)
        self._show_zoom()
        if pages.complete:
            self.view.flash.touch(changed_areas(self._shown_before, pages) if self._shown_before else ())
            self._shown_before = pages
            self.shown.emit(pages)

    def _refuse(self, made: Made, words: str) -> None:
        told = _("The page shown is the last one that could be made. {problem}")
        self.trouble.say(told.format(problem=words), "block")
        self.refused.emit(made)


def _bare(words: str, name: str) -> QPushButton:
    return button(words, "bare", name)


def _icon(name: str, action: QAction) -> QToolButton:
    made = QToolButton()
    made.setObjectName(name)
    made.setProperty("kind", "icon")
    made.setAccessibleName(action.text())
    made.setToolTip(action.toolTip())
    made.clicked.connect(action.trigger)
    return made
