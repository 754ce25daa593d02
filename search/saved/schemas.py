from datetime import datetime

from ninja import Field, Schema

from search.models import NAME_LIMIT, PARAMS_LIMIT


class SavedSearchIn(Schema):
    query: str = Field(
        max_length=2 * PARAMS_LIMIT,
        description="The parameters of a search, as after the “?”: “q=cataract&kind=article”. Page and since are left out.",
    )
    name: str = Field("", max_length=NAME_LIMIT, description="Empty: called after what it asks.")


class SavedSearchName(Schema):
    name: str = Field(min_length=1, max_length=NAME_LIMIT)


class SavedSearchOut(Schema):
    id: int
    name: str
    query: str = Field(description="The parameters of `/search` that ask it again.")
    words: str
    filters: list[str] = Field(description="Worded for people.")
    url: str | None = Field(description="The search on the site; null if it can no longer be read.")
    problem: str | None = Field(description="Why it can no longer be read. Then it can only be deleted.")
    total: int | None = Field(
        description="How many results there are now; null if it cannot be read, or the search is too busy to count."
    )
    new: int | None = Field(description="How many of them came since `seen_at`.")
    saved_at: datetime
    seen_at: datetime = Field(description="When you last opened it. `since` of `/search` takes it.")


class SavedSearchList(Schema):
    total: int
    page: int
    pages: int
    items: list[SavedSearchOut] = Field(description="The newest first.")
