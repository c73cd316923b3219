"""One page of the Settings dialog."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from careleaf.gui.parts import label


def section_page(title: str, intro: str, *parts: QWidget) -> QScrollArea:
    """Put a section's parts under its title; what does not fit is scrolled to."""
    body = QWidget()
    body.setObjectName("plain")
    column = QVBoxLayout(body)
    column.setContentsMargins(24, 18, 24, 16)
    column.setSpacing(12)
    column.addWidget(label(title, "title"))
    column.addWidget(label(intro, "muted", wrap=True))
    for part in parts:
        column.addWidget(part)
    column.addStretch(1)
    scroll = QScrollArea()
    scroll.setFrameShape(QFrame.Shape.NoFrame)
    scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    scroll.setWidgetResizable(True)
    scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    scroll.setWidget(body)
    scroll.viewport().setObjectName("plain")
    return scroll
