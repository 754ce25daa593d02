import pytest
from django.core.cache import cache

from tests.factories.content import make_article, make_video

pytestmark = pytest.mark.django_db


def queries_of(client, address, django_assert_max_num_queries):
    client.get(address)  # the first visit makes renditions
    cache.clear()
    with django_assert_max_num_queries(40) as counted:
        client.get(address)
    return len(counted)


@pytest.mark.parametrize(("make", "address"), [(make_article, "/articles/"), (make_video, "/videos/")])
def test_a_list_asks_as_many_queries_for_three_pages_as_for_one(make, address, client, django_assert_max_num_queries):
    make(title="One")
    one = queries_of(client, address, django_assert_max_num_queries)
    make(title="Two")
    make(title="Three")
    assert queries_of(client, address, django_assert_max_num_queries) == one
