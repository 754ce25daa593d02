"""CPU of publishing one article and one disease page in a tree of the size at hand. Run by `python -m bench`."""

import json
import sys

import django

django.setup()

from django.utils import timezone

from bench.measure import cpu_ms
from content.actions.disease_pages import sync_disease_pages
from content.models import ArticleIndexPage, ArticlePage, DiseasePage
from search.actions import rebuild
from vocabulary.models import Disease

TIMES = 25
ROUNDS = 5


def small_tree(size: int) -> None:
    """Fill an empty database with `size` diseases and their pages."""
    Disease.objects.bulk_create(
        Disease(key=f"ORPHA:{n}", orpha_code=n, name=f"Disease number {n}", kind="Disease", is_disorder=True)
        for n in range(1, size + 1)
    )
    sync_disease_pages()
    rebuild()


def article() -> ArticlePage:
    page = ArticlePage(
        title="Bench", summary="What publishing costs", written_on=timezone.now().date(), audience="public"
    )
    ArticleIndexPage.objects.get().add_child(instance=page)
    return page


def publish(page: ArticlePage | DiseasePage) -> None:
    page.summary = f"Published at {timezone.now().isoformat()}"
    page.save_revision().publish()


def main() -> None:
    if len(sys.argv) > 1:
        small_tree(int(sys.argv[1]))
    written, disease = article(), DiseasePage.objects.order_by("pk").first()
    assert disease is not None
    for page in (written, disease):
        publish(page)
    rounds = [(cpu_ms(lambda: publish(written), TIMES), cpu_ms(lambda: publish(disease), TIMES)) for _ in range(ROUNDS)]
    best = [sorted(column)[ROUNDS // 2] for column in zip(*rounds, strict=True)]
    print(json.dumps({"pages": DiseasePage.objects.count(), "article_ms": best[0], "disease_ms": best[1]}))


if __name__ == "__main__":
    main()
