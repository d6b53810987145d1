"""Reads a Parquet file into memory, writes it with pyarrow some times, and prints the milliseconds of each as JSON.

Usage: ``parquet_by_pyarrow.py <from> <to> <runs>``
"""

from __future__ import annotations

import json
import sys
import time

import pyarrow.parquet as pq

source, target, runs = sys.argv[1], sys.argv[2], int(sys.argv[3])
table = pq.read_table(source)
times = []
for _ in range(runs):
    begin = time.monotonic()
    pq.write_table(table, target, compression="snappy")
    times.append((time.monotonic() - begin) * 1_000)
print(json.dumps(times))  # noqa: T201 (the result)
