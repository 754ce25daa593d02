"""What is looked at on every page: axe's rules at two widths and in two themes, nothing sideways, a silent console."""

from axe_playwright_python.sync_playwright import Axe

RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
}
CONTRAST = {"runOnly": {"type": "rule", "values": ["color-contrast"]}}
# All rules at both widths; of the other theme the one rule that a theme can break.
LOOKS = [(1280, "light", RULES), (390, "dark", RULES), (1280, "dark", CONTRAST), (390, "light", CONTRAST)]
OPEN_ALL = "document.querySelectorAll('details:not(.pop)').forEach((el) => { el.open = true })"
WIDEST = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
WIDTHS = (320, 360, 390, 600, 768, 895, 896, 1024, 1280, 1440)


def violations(page, rules=RULES):
    found = Axe().run(page, options=rules).response["violations"]
    return [(rule["id"], node["target"], node["failureSummary"]) for rule in found for node in rule["nodes"]]


def look(page, width, theme, rules):
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=theme)
    return violations(page, rules)


def too_wide(page):
    """Return the widths at which the page scrolls sideways."""
    wide = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        if page.evaluate(WIDEST) > 0:
            wide.append(width)
    return wide
