"""The page that the benchmark writes."""

from __future__ import annotations

from page import INTRODUCTION, as_table, with_section

TITLES = ["First", "Second", "Third"]


def test_a_section_takes_the_place_of_its_earlier_one_and_the_others_stay_in_order() -> None:
    page = with_section("", TITLES, "Third", "three")
    page = with_section(page, TITLES, "First", "one\n\n### Part\n\nof it")
    page = with_section(page, TITLES, "First", "### Part\n\nanew")

    assert page == f"{INTRODUCTION}\n## First\n\n### Part\n\nanew\n\n## Third\n\nthree\n"


def test_a_section_that_no_part_writes_any_more_goes() -> None:
    assert "Gone" not in with_section("## Gone\n\nold\n", TITLES, "First", "one")


def test_a_table_has_numbers_to_the_right() -> None:
    assert as_table(["what", "n"], [["a", "1"]]) == "| what | n |\n| --- | ---: |\n| a | 1 |"
