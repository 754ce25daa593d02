from datetime import datetime

from ninja import Field, Schema

from search.schemas import CardOut


class NewOut(Schema):
    since: datetime | None = Field(description="When your visit before this one ended; null on the first.")
    total: int
    items: list[CardOut] = Field(description="The newest few.")
