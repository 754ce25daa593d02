"""The countries of the network, by ISO 3166 code. What a country's licences look like: accounts/verification/countries.py."""

COUNTRIES: dict[str, str] = {
    "US": "United States",
    "GB": "United Kingdom",
    "CA": "Canada",
    "AU": "Australia",
    "ZA": "South Africa",
    "IE": "Ireland",
    "NZ": "New Zealand",
}
COUNTRY_CHOICES = list(COUNTRIES.items())
