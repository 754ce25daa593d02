from pathlib import Path


class SourceError(Exception):
    """A source file cannot be used. `line` is 0 where the file as a whole is meant."""

    def __init__(self, path: Path, line: int, sentence: str) -> None:
        self.path = path
        self.line = line
        self.sentence = sentence
        super().__init__(f"{path}, line {line}: {sentence}" if line else f"{path}: {sentence}")
