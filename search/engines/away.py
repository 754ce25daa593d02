class EngineAway(Exception):
    """An engine outside the database cannot be reached, is too slow, or answers errors. Nothing is lost by it."""


class EngineRefuses(EngineAway):
    """The engine is well, but does not take this one question."""
