"""What several runs took, as one."""

from __future__ import annotations

import statistics
from collections.abc import Mapping, Sequence


def medians(results: Sequence[Mapping[str, float]]) -> dict[str, float]:
    """The median of each measure."""
    return {name: statistics.median(result[name] for result in results) for name in results[0]}
