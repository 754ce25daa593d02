"""Pages: read, and written in the editors’ area."""

from accounts.roles import Role
from common.audience import Audience
from content.models import ArticleIndexPage, ArticlePage, ResourceIndexPage, ResourcePage
from tests.contract.role_doors.visitors import API, refused, shows
from tests.factories import content as pages
from tests.factories.accounts import UserFactory


def someone_else():
    return UserFactory(role=Role.EDITOR)


def make_page(model, audience, owner, live):
    """Return a page of somebody, published or a draft, with what its form asks for."""
    fields = {"title": "Quokka tendons", "summary": "In short", "audience": audience, "owner": owner, "live": False}
    if model is ArticlePage:
        page = ArticlePage(written_on="2026-03-04", **fields)
        ArticleIndexPage.objects.get().add_child(instance=page)
        page.authors.set([pages.make_person()])
    else:
        page = ResourcePage(
            form="leaflet", written_for="everyone", link="https://example.org/x", published_on="2026-01-09", **fields
        )
        ResourceIndexPage.objects.get().add_child(instance=page)
    revision = page.save_revision()
    if live:
        revision.publish()
    return model.objects.get(pk=page.pk)


def form(model, audience, **changes):
    data = {
        "title": "Quokka tendons", "slug": "quokka-tendons", "summary": "In short", "audience": audience, "body-count": "0",
        "reading_minutes": "5", "comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0", "language": "en",
        "written_on": "2026-03-04", "published_on": "2026-01-09", "form": "leaflet", "written_for": "everyone",
        "link": "https://example.org/x",
    }  # fmt: skip
    return data | {"authors": [str(pages.make_person().pk)]} | changes


class PageDoors:
    """The editors' area for one kind of page; organisations write resources, all others articles, unless it is said."""

    def __init__(self, audience, *, live, model=None):
        self.audience, self.live, self.model = audience, live, model

    def model_for(self, who):
        return self.model or (ResourcePage if who.short == "PO" else ArticlePage)

    def page(self, who, own):
        return make_page(self.model_for(who), self.audience, who.user if own else someone_else(), self.live)

    def create(self, who, own):
        if not own:
            return None
        model = self.model_for(who)
        index = (ArticleIndexPage if model is ArticlePage else ResourceIndexPage).objects.get()
        data = form(model, self.audience, title="Wallaby tendons", slug="wallaby-tendons")
        answer = who.client.post(f"/admin/pages/add/content/{model._meta.model_name}/{index.pk}/", data)
        made = model.objects.filter(title="Wallaby tendons", owner=who.user, live=False).exists()
        return made or refused(answer)

    def read(self, who, own):
        if own and who.user is None:
            return None
        page = self.page(who, own)
        addresses = [f"/admin/pages/{page.pk}/edit/", f"/admin/pages/{page.pk}/history/"]
        answers = [shows(who.client.get(address), page.title) for address in addresses]
        assert len(set(answers)) == 1
        return answers[0]

    def update(self, who, own):
        if own and who.user is None:
            return None
        page = self.page(who, own)
        data = form(type(page), self.audience, slug=page.slug, summary="Changed by hand")
        answer = who.client.post(f"/admin/pages/{page.pk}/edit/", data)
        newest = type(page).objects.get(pk=page.pk).get_latest_revision_as_object()
        return newest.summary == "Changed by hand" or refused(answer)

    def delete(self, who, own):
        if own and who.user is None:
            return None
        page = self.page(who, own)
        answer = who.client.post(f"/admin/pages/{page.pk}/delete/")
        return not type(page).objects.filter(pk=page.pk).exists() or refused(answer)

    def publish(self, who, own):
        """Publish what is changed; an author may save it, and it still is not published."""
        if own and who.user is None:
            return None
        page = self.page(who, own)
        data = form(type(page), self.audience, slug=page.slug, title="Published by hand")
        who.client.post(f"/admin/pages/{page.pk}/edit/", data | {"action-publish": "1"})
        return type(page).objects.filter(pk=page.pk, live=True, title="Published by hand").exists()

    def letters(self):
        changing = {"C": self.create, "U": self.update, "D": self.delete, "A": self.publish}
        return changing if self.live else changing | {"R": self.read}

    def from_outside(self, address):
        """Nobody reads a draft where readers read, its author and editors included."""

        def never(who, own):
            page = self.page(who, own and who.user is not None)
            return shows(who.client.get(address(page)), page.title)

        return {"never": never}


def public_kinds():
    return [pages.make_disease_page(), pages.make_article(), pages.make_video(), pages.make_resource()]


def reads(make, address):
    """Every one of the pages is read, or none."""

    def attempt(who, own):
        if own:
            return None
        answers = {shows(who.client.get(address(page)), page.title) for page in make()}
        assert len(answers) == 1
        return answers.pop()

    return {"R": attempt}


def members_article():
    return [pages.make_article(title="Only among colleagues", audience=Audience.MEMBERS)]


def page_address(page):
    return page.url


def content_address(page):
    return f"{API}/content/{page.pk}"
