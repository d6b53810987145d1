"""Holds what a program stored against the truth of its server, and prints the counts as one line of JSON.

Usage: ``judge.py <python|dlt|ours> <folder> <truth.json>``. `right` and `wrong` are hours of sensors: a value is right
when it is the true one in ug/m3 within half a percent (the API's own `value` has three digits), and where nothing was
measured when there is no value. `doubled` are rows beyond one for each sensor and hour. Nothing stored is an error: a
program that ends well has stored something.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd

ROOT = Path(__file__).parents[2]
TOLERANCE = 0.005
KEY = ["sensor", "start"]


def of_python(folder: Path) -> pd.DataFrame:
    """Of the programs that write a data frame."""
    return pd.read_parquet(folder / "hours.parquet", columns=[*KEY, "value"])


def of_dlt(folder: Path) -> pd.DataFrame:
    """Of dlt, which splits a column of whole and broken numbers in two: either counts."""
    cities = []
    with duckdb.connect(str(folder / "openaq.duckdb"), read_only=True) as database:
        for table in ("hours_0", "hours_1"):
            frame = database.table(f"air_quality.{table}").df()
            numbers = frame[[name for name in ("value", "value__v_double") if name in frame]]
            sensor = next(name for name in frame if name.endswith("_id") and name.startswith("_sensors"))
            value = numbers.bfill(axis="columns").iloc[:, 0]
            cities.append(
                pd.DataFrame({"sensor": frame[sensor], "start": frame["period__datetime_from__utc"], "value": value})
            )
    return pd.concat(cities)


def of_ours(folder: Path, truth: pd.DataFrame) -> pd.DataFrame:
    """Of this project: its facts as `openaq export` writes them, a column for each pollutant."""
    out = folder.with_name(f"{folder.name}-export")
    shutil.rmtree(out, ignore_errors=True)
    command = ["node", "bin/openaq.js", "export", "--format", "parquet", "--dir", str(folder), "--out", str(out)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)  # noqa: S603
    facts = pd.read_parquet(out / "openaq/fact_measurements.parquet")
    long = facts.melt(
        id_vars=["location_id", "measurement_datetime"],
        value_vars=list(truth["parameter"].unique()),
        var_name="parameter",
    )
    sensors = truth[["location", "parameter", "sensor"]].drop_duplicates()
    merged = long.merge(sensors, left_on=["location_id", "parameter"], right_on=["location", "parameter"])
    return merged.rename(columns={"measurement_datetime": "start"})[[*KEY, "value"]]


def read_truth(path: Path) -> pd.DataFrame:
    """One row for each sensor and hour, `true` in ug/m3 or nothing."""
    told = json.loads(path.read_text(encoding="utf-8"))
    sensors = pd.DataFrame(told["truth"]).explode("values").rename(columns={"values": "true"})
    hours = sensors.groupby("sensor").cumcount() * told["hourMs"] + told["startMs"]
    sensors["start"] = pd.to_datetime(hours, unit="ms", utc=True)
    sensors["true"] = pd.to_numeric(sensors["true"])
    return sensors


def judge(stored: pd.DataFrame, truth: pd.DataFrame) -> dict[str, int]:
    """The counts."""
    stored["start"] = pd.to_datetime(stored["start"], utc=True).astype(truth["start"].dtype)
    stored["value"] = pd.to_numeric(stored["value"])
    doubled = int(stored.duplicated(KEY).sum())
    both = truth.merge(stored.drop_duplicates(KEY), on=KEY, how="left")
    is_right = np.isclose(both["value"], both["true"], rtol=TOLERANCE, atol=0, equal_nan=True)
    missing = both["value"].isna() & both["true"].notna()
    return {
        "right": int(is_right.sum()),
        "missing": int(missing.sum()),
        "wrong": int((~is_right & ~missing).sum()),
        "doubled": doubled,
    }


if __name__ == "__main__":
    kind, given, truth_file = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
    true_hours = read_truth(truth_file)
    found = of_ours(given, true_hours) if kind == "ours" else {"python": of_python, "dlt": of_dlt}[kind](given)
    print(json.dumps(judge(found, true_hours)))  # noqa: T201 (the result)
