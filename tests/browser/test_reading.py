"""Keyboard, scripts and doing without them."""

import re

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.django_db]


def test_the_first_tab_offers_to_skip_to_the_content(open_page, library):
    page = open_page(library.curated.url)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to main content"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_a_suggestion_is_reached_and_opened_with_the_keyboard(open_page, library):
    page = open_page("/")
    page.keyboard.press("/")
    page.keyboard.type("cerebro")
    page.wait_for_selector("#q-list [role=option]")
    assert page.get_attribute("#q", "aria-expanded") == "true"
    page.keyboard.press("ArrowDown")
    chosen = page.get_attribute("#q", "aria-activedescendant")
    assert page.get_attribute(f"#{chosen}", "aria-selected") == "true"
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{library.curated.url}")


def test_escape_closes_the_suggestions_and_keeps_the_words(open_page, library):
    page = open_page("/")
    page.locator("#q").press_sequentially("cerebro")
    page.wait_for_selector("#q-list [role=option]")
    page.keyboard.press("Escape")
    assert not page.is_visible("#q-list")
    assert page.input_value("#q") == "cerebro"


def test_a_filter_narrows_the_results_without_loading_the_page_again(open_page, library):
    page = open_page("/search/?q=tendon")
    page.evaluate("window.same = true")
    page.check("input[name=kind][value=article]")
    page.wait_for_url(re.compile("kind=article"))
    page.wait_for_selector("#results .pill")
    assert page.evaluate("window.same")
    assert page.evaluate("document.activeElement.value") == "article"


def test_another_order_is_shown_without_loading_the_page_again(open_page, library):
    page = open_page("/search/?q=tendon")
    page.evaluate("window.same = true")
    page.select_option("#sort", "title")
    page.wait_for_url(re.compile("sort=title"))
    assert page.evaluate("window.same")


def test_a_name_for_a_search_is_typed_in_peace(open_page, library, physician):
    page = open_page("/search/?q=tendon", reader=physician)
    page.click("text=Save this search")
    page.fill("#save-name", "Heels")
    page.keyboard.press("Tab")
    page.wait_for_timeout(300)
    assert page.is_visible("#save-name")
    assert page.input_value("#save-name") == "Heels"


def test_without_script_a_search_is_saved_renamed_opened_and_deleted(open_page, library, physician):
    page = open_page("/search/?q=tendon&kind=video", script=False, reader=physician)
    page.click("text=Save this search")
    page.fill("#save-name", "Heels on film")
    page.click("button:text-is('Save')")
    page.click("main >> text=Saved as Heels on film")
    row = page.locator("main li", has_text="Heels on film")
    row.locator("summary").click()
    row.locator("input[name=name]").fill("Films about heels")
    row.locator("button", has_text="Rename").click()
    page.click("a:text-is('Films about heels')")
    assert "q=tendon&kind=video" in page.url
    page.click("main >> text=Saved as Films about heels")
    row = page.locator("main li", has_text="Films about heels")
    row.locator("summary").click()
    row.locator("button", has_text="Delete").click()
    page.wait_for_selector("text=“Films about heels” is deleted.")
    assert page.locator("main li", has_text="Films about heels").count() == 0


def test_back_returns_to_the_results_before_the_filter(open_page, library):
    page = open_page("/search/?q=tendon")
    before = page.inner_text("#results h2")
    page.check("input[name=kind][value=article]")
    page.wait_for_url(re.compile("kind=article"))
    page.go_back()
    page.wait_for_function("!document.querySelector('#results .pill')")
    assert page.inner_text("#results h2") == before


def test_a_search_puts_the_focus_on_the_number_of_results(open_page, library):
    page = open_page("/search/")
    page.fill("#q", "tendon")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("q=tendon"))
    page.wait_for_function("document.activeElement.matches('[data-count]')")


def test_without_script_search_and_facets_work_by_a_button(open_page, library):
    page = open_page("/", script=False)
    page.fill("#q", "tendon")
    page.click("main button[type=submit]")
    page.check("input[name=kind][value=article]")
    page.click("text=Apply")
    assert "kind=article" in page.url
    assert page.locator(".hit").count() > 0


def test_without_script_the_list_of_diseases_is_narrowed_by_a_button(open_page, library):
    page = open_page("/diseases/", script=False)
    page.select_option("#by-state", "curated")
    page.click("text=Apply")
    page.wait_for_url("**state=curated*")
    page.wait_for_selector(".hit")
    assert page.locator(".hit").count() == 1


def test_without_script_a_physician_votes_and_sees_the_results(open_page, library, physician):
    page = open_page(library.open_poll.get_absolute_url(), script=False, reader=physician)
    page.check("input[name=option] >> nth=0")
    page.click("text=Vote and see results")
    page.wait_for_selector(".poll-row")


def test_without_script_nothing_is_offered_that_needs_it(open_page, library):
    page = open_page(library.video.url, script=False)
    for control in ("[data-theme-toggle]", "[data-copy-time]", "[data-needs-script]", "#site-q-list"):
        assert not page.is_visible(control)
    assert page.locator("button[data-copy]").count() == 0


def test_a_line_of_the_transcript_moves_the_film(open_page, library):
    page = open_page(library.video.url)
    page.click("#cue-1")
    page.wait_for_function("document.querySelector('#player').currentTime >= 1")
    assert page.get_attribute("#cue-1", "aria-current") == "true"


def test_an_address_with_a_second_starts_the_film_there(open_page, library):
    page = open_page(f"{library.video.url}?t=2#cue-2")
    page.wait_for_function("document.querySelector('#player').currentTime >= 2")


def test_the_chosen_colours_stay_on_the_next_page(open_page, library):
    page = open_page("/")
    page.click("[data-theme-toggle]")
    page.goto("/diseases/")
    assert page.get_attribute("html", "data-theme") == "dark"


def test_the_menu_of_the_library_opens_by_key_and_closes_with_escape(open_page, library):
    page = open_page("/")
    page.focus(".menu > summary")
    page.keyboard.press("Enter")
    page.wait_for_selector(".menu >> text=Videos")
    page.keyboard.press("Escape")
    assert not page.is_visible(".menu >> text=Videos")


def test_a_disease_prints_without_navigation_but_with_review_date_and_sources(open_page, library):
    page = open_page(library.curated.url)
    page.emulate_media(media="print")
    for hidden in (".site-nav", "[data-print]", "#hub", ".toc"):
        assert not page.is_visible(hidden)
    assert page.is_visible("text=Reviewed 12 May 2026")
    assert page.is_visible("#sources")
    assert page.is_visible(".only-print")
