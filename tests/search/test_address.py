import pytest
from django.core.exceptions import ImproperlyConfigured

from search.engines.elasticsearch.connection import address_in


@pytest.mark.parametrize(
    ("url", "hosts", "prefix"),
    [
        ("elasticsearch://127.0.0.1:9200/hub", ("http://127.0.0.1:9200",), "hub"),
        ("elasticsearch://one,two:9201", ("http://one:9200", "http://two:9201"), "hub"),
        ("elasticsearch+https://user:pass@one:9200/my-hub", ("https://one:9200",), "my-hub"),
    ],
)
def test_an_address_is_read(url, hosts, prefix):
    address = address_in(url)

    assert (address.hosts, address.prefix) == (hosts, prefix)


def test_a_password_is_sent_and_never_shown():
    address = address_in("elasticsearch+https://user:se%40cret@one:9200/hub?ca=/etc/ca.pem")

    assert address.options == {"headers": {"authorization": "Basic dXNlcjpzZUBjcmV0"}, "ca_certs": "/etc/ca.pem"}
    assert "cret" not in repr(address)


@pytest.mark.parametrize(
    "url",
    ["elasticsearch://", "elasticsearch:///hub", "elasticsearch://one:99999/hub", "elasticsearch://one:port/hub",
     "elasticsearch://user:secret@one:9200/Bad Index", "elasticsearch://one:9200/_all", "elasticsearch://one:9200/*"],
)  # fmt: skip
def test_what_is_no_address_is_refused_at_start_without_repeating_a_password(url):
    with pytest.raises(ImproperlyConfigured, match="SEARCH_URL") as problem:
        address_in(url)

    assert "secret" not in str(problem.value)
