"""The editor: every kind of field, and nothing typed is lost."""

from __future__ import annotations

from PySide6.QtCore import Qt

from careleaf.domain.draft import set_value


def form_of(driver, topic_id: str):
    """Open a topic and return its form."""
    driver.window.document.choose(topic_id)
    return driver.window.handout.editor.form


def values(driver, topic_id: str):
    """Return what was chosen in a topic."""
    return driver.window.document.draft.choice(topic_id).values


def type_number(driver, field, text: str) -> None:
    """Type a number over the one that is there."""
    field.setFocus()
    field.selectAll()
    driver.bot.keyClicks(field, text)


def test_number_outside_the_range_is_kept_and_blocked(driver):
    form = form_of(driver, "med-relaxant")
    driver.click(form.add)
    hours = form.fields["hours"].field
    type_number(driver, hours, "96")
    driver.window.handout.editor.form.note.setFocus()
    assert values(driver, "med-relaxant")["hours"] == 96
    assert hours.text() == "96"
    assert any(finding.rule == "R3" for finding in driver.window.document.findings)


def test_value_that_came_in_outside_the_range_survives_looking_at_it(driver):
    document = driver.window.document
    document.change(set_value(document.draft, "med-relaxant", "hours", 120), "test")
    form = form_of(driver, "med-relaxant")
    form_of(driver, "cold")
    form = form_of(driver, "med-relaxant")
    assert form.fields["hours"].field.number() == 120
    assert values(driver, "med-relaxant")["hours"] == 120


def test_arrows_stay_in_the_range(driver):
    form = form_of(driver, "med-relaxant")
    hours = form.fields["hours"].field
    driver.bot.keyClick(hours, Qt.Key.Key_Up)
    assert hours.number() == 72


def test_arrows_step_through_doses_the_tablets_make(driver):
    dose = form_of(driver, "med-relaxant").fields["dose"].field
    driver.bot.keyClick(dose, Qt.Key.Key_Up)
    assert dose.number() == 7.5
    assert dose.text() == "7.5"


def test_unset_number_is_nothing_and_stays_nothing(driver):
    episodes = form_of(driver, "about-spasm").fields["episodes"].field
    assert episodes.number() is None
    type_number(driver, episodes, "4")
    assert values(driver, "about-spasm")["episodes"] == 4
    driver.bot.keyClick(episodes, Qt.Key.Key_Backspace)
    assert "episodes" not in values(driver, "about-spasm")


def test_another_drug_shows_its_own_dose(driver):
    form = form_of(driver, "med-relaxant")
    assert form.fields["dose"].isVisible()
    drug = form.fields["drug"].field
    driver.bot.keyClick(drug, Qt.Key.Key_Down)
    assert values(driver, "med-relaxant")["drug"] == "metaxalone"
    assert form.fields["dose-metaxalone"].isVisible()
    assert not form.fields["dose"].isVisible()


def test_prints_as_follows_the_hours(driver):
    form = form_of(driver, "med-relaxant")
    driver.click(form.add)
    type_number(driver, form.fields["hours"].field, "24")
    assert "1 night" in form._derived.text()


def test_day_is_set_with_one_click_and_cleared_with_another(driver):
    field = form_of(driver, "dx-tests").fields["test-date"].field
    driver.click(field._unset)
    assert str(values(driver, "dx-tests")["test-date"]) == "2026-11-21"
    driver.click(field._clear)
    assert "test-date" not in values(driver, "dx-tests")


def test_choices_keep_their_order(driver):
    boxes = form_of(driver, "med-ibuprofen").fields["times"].field._boxes
    driver.click(boxes["evening"])
    driver.click(boxes["morning"])
    assert values(driver, "med-ibuprofen")["times"] == ("morning", "evening")


def test_space_at_the_end_of_a_text_is_not_taken_away(driver):
    field = form_of(driver, "dx-visit").fields["bring"].field
    field.selectAll()
    driver.type(field, "your list ")
    assert field.text() == "your list "
    assert values(driver, "dx-visit")["bring"] == "your list"


def test_locked_line_cannot_be_unticked(driver):
    form = form_of(driver, "med-relaxant")
    row = form.points["limit"]
    assert not row.box.isEnabled()
    driver.click(row)
    assert row.box.isChecked()


def test_line_is_ticked_by_its_words(driver):
    row = form_of(driver, "med-relaxant").points["missed"]
    driver.click(row)
    assert "missed" in driver.window.document.draft.choice("med-relaxant").ticked


def test_click_on_the_page_opens_the_topic_under_it(driver):
    driver.wait_for_pages()
    view = driver.window.preview.view
    place = next(place for place in view._places if place.topic == "keep-moving")
    view.verticalScrollBar().setValue(int(view._top_of(place.page) + place.top * view.zoom - 60))
    area = view._area_of(place.page)
    spot = area.topLeft().toPoint()
    spot.setX(spot.x() + 200)
    spot.setY(int(area.top() + place.top * view.zoom + 8))
    driver.bot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert driver.window.document.chosen_topic == "keep-moving"


def test_choosing_a_topic_takes_the_preview_there(driver):
    driver.wait_for_pages()
    bar = driver.window.preview.view.verticalScrollBar()
    assert bar.value() == 0
    outline = driver.window.handout.outline
    driver.click_row(outline, outline.outline.index(outline.outline.row_of("call-us")))
    assert bar.value() > 0


def test_preview_keeps_its_place_through_a_change(driver):
    driver.wait_for_pages()
    window = driver.window
    bar = window.preview.view.verticalScrollBar()
    bar.setValue(200)
    driver.type(window.handout.patient_bar.patient, "Ana")
    driver.wait_for_pages()
    assert bar.value() == 200
