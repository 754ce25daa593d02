"""The pages a hub starts with: home, one index a kind. Editors add the rest."""

import uuid
from urllib.parse import urlsplit

from django.conf import settings
from django.db import migrations

INDEXES = [
    ("diseaseindexpage", "Diseases", "diseases"),
    ("articleindexpage", "Articles", "articles"),
    ("researchindexpage", "Research", "research"),
    ("resourceindexpage", "Resources", "resources"),
    ("videoindexpage", "Videos", "videos"),
    ("collectionindexpage", "Collections", "collections"),
]


def page_fields(apps, model, title, slug, path, url_path):
    content_type, _ = apps.get_model("contenttypes.ContentType").objects.get_or_create(app_label="content", model=model)
    return {
        "title": title,
        "draft_title": title,
        "slug": slug,
        "path": path,
        "depth": len(path) // 4,
        "numchild": 0,
        "url_path": url_path,
        "content_type": content_type,
        "locale": apps.get_model("wagtailcore.Locale").objects.get(),
        "translation_key": uuid.uuid4(),
        "audience": "public",
        "live": True,
    }


def make_tree(apps, schema_editor):
    Page = apps.get_model("wagtailcore.Page")
    Site = apps.get_model("wagtailcore.Site")
    root = Page.objects.get(path="0001")
    Page.objects.filter(depth=2).delete()  # Wagtail's welcome page, and with it its site
    home = apps.get_model("content.HomePage").objects.create(
        **page_fields(apps, "homepage", "Home", "home", "00010001", "/home/")
    )
    for number, (model, title, slug) in enumerate(INDEXES, start=1):
        path = f"00010001{number:04d}"
        apps.get_model(f"content.{model}").objects.create(
            **page_fields(apps, model, title, slug, path, f"/home/{slug}/")
        )
    Page.objects.filter(pk=home.pk).update(numchild=len(INDEXES))
    Page.objects.filter(pk=root.pk).update(numchild=1)
    Site.objects.all().delete()
    address = urlsplit(settings.WAGTAILADMIN_BASE_URL)
    port = address.port or (443 if address.scheme == "https" else 80)
    Site.objects.create(
        hostname=address.hostname, port=port, root_page_id=home.pk, is_default_site=True, site_name=settings.SITE_NAME
    )


def remove_tree(apps, schema_editor):
    apps.get_model("wagtailcore.Page").objects.filter(path__startswith="00010001").delete()
    apps.get_model("wagtailcore.Page").objects.filter(path="0001").update(numchild=0)


class Migration(migrations.Migration):
    dependencies = [("content", "0001_initial"), ("wagtailcore", "0098_apitoken")]
    operations = [migrations.RunPython(make_tree, remove_tree)]
