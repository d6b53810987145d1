"""Takes the options of a job one by one and collects what is wrong with them."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime


class InvalidArgumentsError(ValueError):
    """One or more job arguments are wrong; the message lists all of them."""


class OptionReader:
    """Options of Glue by name, and the mistakes that were found in them so far."""

    def __init__(self, options: Mapping[str, str | None]) -> None:
        self._options = options
        self.mistakes: list[str] = []

    def take(self, name: str, pattern: str, expected: str) -> str:
        """The option's text; a mistake unless the pattern matches all of it."""
        value = self._options.get(name) or ""
        if not re.fullmatch(pattern, value):
            self.mistakes.append(f"--{name} is {value!r}, expected {expected}")
        return value

    def take_midnight(self, name: str) -> datetime:
        """The option's instant; a mistake unless it is midnight UTC."""
        value = self._options.get(name) or ""
        try:
            return datetime.strptime(value, "%Y-%m-%dT00:00:00Z").replace(tzinfo=UTC)
        except ValueError:
            self.mistakes.append(f"--{name} is {value!r}, expected midnight UTC such as 2024-01-15T00:00:00Z")
            return datetime.min.replace(tzinfo=UTC)

    def take_window(self) -> tuple[datetime, datetime]:
        """The half-open window of ``window_start`` and ``window_end``; a mistake unless it has a day."""
        before = len(self.mistakes)
        start, end = self.take_midnight("window_start"), self.take_midnight("window_end")
        if len(self.mistakes) == before and end <= start:
            names = f"--window_end {self._options['window_end']}", f"--window_start {self._options['window_start']}"
            self.mistakes.append(f"{names[0]} is not after {names[1]}")
        return start, end

    def take_cities(self, pattern: str) -> tuple[str, ...]:
        """The names of ``cities``, separated by commas; a mistake for each that does not match."""
        cities = (self._options.get("cities") or "").split(",")
        wrong = [city for city in cities if not re.fullmatch(pattern, city)]
        self.mistakes += [f"--cities has {city!r}, expected a city's name" for city in wrong]
        return tuple(cities)

    def refuse_mistakes(self) -> None:
        """Raises InvalidArgumentsError with every mistake, when there is one."""
        if self.mistakes:
            raise InvalidArgumentsError("Invalid job arguments: " + "; ".join(self.mistakes))
