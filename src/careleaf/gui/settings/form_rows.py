"""The rows of a form: words at the left, all in one width, and a field at the right."""

from __future__ import annotations

from PySide6.QtWidgets import QFormLayout, QLabel, QWidget

from careleaf.gui.parts import label

CAPTION_WIDTH = 150  # pixels, so that forms that stand under each other line up


def form_in(holder: QWidget) -> QFormLayout:
    """Lay a widget out as a form without rows yet."""
    form = QFormLayout(holder)
    form.setContentsMargins(0, 0, 0, 0)
    form.setVerticalSpacing(8)
    form.setHorizontalSpacing(14)
    form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
    return form


def caption(words: str) -> QLabel:
    """Make the words at the left of a row."""
    made = label(words, "row", wrap=True)
    made.setFixedWidth(CAPTION_WIDTH)
    return made
