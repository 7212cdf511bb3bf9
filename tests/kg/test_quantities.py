from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extract.figures import quantities
from kg.quantities import Style, cell, number, style_of
from kg.units import spellings, unit_of


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,234.5", "1234.5"), ("12,34,567", "1234567"), ("1 234 567", "1234567"), ("1'234", "1234"), ("(3.1)", "-3.1"), ("−4", "-4"),
        ("0.0571", "0.0571"), ("seven", "7"), ("twenty", "20"), ("12,3456.7", None), ("1,2,3", None), ("n/a", None), ("", None),
    ],
)  # fmt: skip
def test_numbers_are_exact(text: str, value: str | None) -> None:
    assert number(text) == (None if value is None else Decimal(value))


def test_a_report_that_writes_decimal_commas_is_read_so() -> None:
    style = style_of("Wir sparten 1.234.567 kWh, 12,5 % mehr als 1.045,5 MWh und 3.200,1 t; 4,25 % und 2.345,9 t.")
    assert style.decimal == ","
    assert [number(t, style) for t in ("1.234,5", "1.234", "12,5")] == [Decimal("1234.5"), Decimal(1234), Decimal("12.5")]


def test_a_point_that_stands_for_a_comma_is_seen_by_the_report_itself() -> None:
    assert number("315.000", Style(grouped=frozenset({"315000"}))) == 315000
    assert number("315.000") == 315


@given(st.integers(min_value=-(10**12), max_value=10**12), st.integers(min_value=0, max_value=4))
def test_what_is_printed_with_commas_is_read_back(units: int, places: int) -> None:
    value = Decimal(units).scaleb(-places)
    assert number(f"{value:,.{places}f}") == value


@pytest.mark.parametrize(
    ("text", "value", "unit", "qualifier"),
    [
        ("1,024.5", "1024.5", None, "="), ("(3%)", "-3", "%", "="), ("< 5", "5", None, "<"), ("€ 4.2m", "4.2", "€ million", "="),
        ("95 %", "95", "%", "="), ("37.3 tCO2e", "37.3", "tCO2e", "="), ("12.3*", "12.3", None, "="), ("1,234 (1)", "1234", None, "="),
        ("3 million", "3000000", None, "="), ("$415,000", "415000", "$", "="), ("10,000+", "10000", None, ">"), ("0", "0", None, "="),
    ],
)  # fmt: skip
def test_table_cells(text: str, value: str, unit: str | None, qualifier: str) -> None:
    found = cell(text)
    assert found is not None
    assert (found.value, found.unit.text if found.unit else None, found.qualifier) == (Decimal(value), unit, qualifier)


@pytest.mark.parametrize("text", ["-", "–", "/", "N/A", "n.a.", "None", "see note 3", "31.12.2024", "Scope 1", "2-7", ""])
def test_cells_without_a_figure(text: str) -> None:
    assert cell(text) is None


@pytest.mark.parametrize(
    ("text", "dimension", "si", "factor"),
    [
        ("tonnes", "mass", "kg", "1000"), ("million tons", "mass", "kg", "1e9"), ("kWh", "energy", "J", "3.6e6"),
        ("'000 tonnes", "mass", "kg", "1e6"),
        ("Tons of standard coal", "energy", "J", "29307600000"), ("m³", "volume", "m3", "1"), ("million m3", "volume", "m3", "1e6"),
        ("tCO2e", "co2e", "kg CO2e", "1000"), ("Tons (CO 2 equivalent)", "co2e", "kg CO2e", "1000"),
        ("thousand tonnes CO2e", "co2e", "kg CO2e", "1e6"),
        ("RMB 10,000", "currency", "CNY", "10000"), ("EUR million", "currency", "EUR", "1e6"), ("kEUR", "currency", "EUR", "1000"),
        ("tCO2e/t", "ratio", "kg CO2e/kg", "1"), ("L/100km", "ratio", "m3/m", "1e-8"),
        ("hours per employee", "ratio", "s/employee", "3600"),
        ("Tons (CO2 equivalent) /10,000 pieces", "ratio", "kg CO2e/pieces", "0.1"), ("%", "share", "1", "0.01"),
        ("‰", "share", "1", "0.001"),
    ],
)  # fmt: skip
def test_units_come_to_si(text: str, dimension: str, si: str, factor: str) -> None:
    unit = unit_of(text)
    assert unit is not None
    assert (unit.dimension, unit.si, unit.factor) == (dimension, si, Decimal(factor))


@pytest.mark.parametrize("text", ["Yes/No", "Credit", "Germany", "see below", "GRI 305-1", ""])
def test_words_that_are_no_unit(text: str) -> None:
    assert unit_of(text) is None


def test_the_iri_is_that_of_the_whole_unit_and_none_where_there_is_none() -> None:
    iris = {
        t: u.iri and u.iri.rsplit("/", 1)[1]
        for t in ("kWh", "million kWh", "thousand tons", "tCO2e", "%", "RMB 10,000")
        if (u := unit_of(t))
    }
    assert iris == {
        "kWh": "KiloW-HR",
        "million kWh": "GigaW-HR",
        "thousand tons": "KiloTONNE",
        "tCO2e": None,
        "%": "PERCENT",
        "RMB 10,000": None,
    }


def test_a_bare_ton_is_not_converted_where_short_tons_are_about() -> None:
    style = style_of("Capacity is given in net tons. We shipped 5 tons.")
    unit = unit_of("tons", style.sure_ton)
    assert unit is not None and unit.factor is None and unit.iri is None


def test_every_spelling_of_the_data_file_is_read_as_its_unit() -> None:
    assert [word for word, unit in spellings().items() if (found := unit_of(word)) is None or found.dimension != unit.dimension] == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("recycled more than 8,000 tons of board", [("8000", "tons", ">")]),
        ("1.4 million kWh, about 70% of demand", [("1.4", "million kWh", "="), ("70", "%", "~")]),
        ("RMB50 million, US$1.2bn and EUR 284.6 million",
         [("50", "RMB million", "="), ("1.2", "US$ billion", "="), ("284.6", "EUR million", "=")]),
        ("a 90,000-ton project on 12-square-metre plots", [("90000", "ton", "="), ("12", "square-metre", "=")]),
        ("8.6 tons of CO2 per ton of paper", [("8.6", "tons of CO2 per ton of paper", "=")]),
        ("70%-80% less; 90–95% more", [("70", "%", ">="), ("80", "%", "<="), ("90", "%", ">="), ("95", "%", "<=")]),
        ("no less than 20 hours per year", [("20", "hours per year", ">=")]),
        ("within 48 hours, at most 3 kg", [("48", "hours", "<="), ("3", "kg", "<=")]),
        ("five mills and 1,200 people", [("5", None, "="), ("1200", None, "=")]),
        ("10,000 or more trees, 300+ visitors", [("10000", None, ">="), ("300", None, ">")]),
        ("3.5 crore and ₹ 12 lakh", [("35000000", None, "="), ("12", "₹ lakh", "=")]),
        ("revision of 2national rules", [("2", None, "=")]),
    ],
)  # fmt: skip
def test_quantities_of_a_sentence(text: str, found: list[tuple[str, str | None, str]]) -> None:
    read = [(q.value, q.unit.text if q.unit else None, q.qualifier) for q in quantities(text)]
    assert read == [(Decimal(value), unit, sign) for value, unit, sign in found]


@pytest.mark.parametrize(
    "text",
    [
        "In 2024, from 2019 to 2021 and by 2030", "on 31 December 2024, in May 2024 and on 8 March",
        "ISO 14001:2015, GB/T 13586-2021 and QC080000",
        "GRI 305-1, Scope 1, Category 11 and SDG 13", "see page 12, pp. 24–32 and Note 18", "Tel: 010-66530000, stock code 600361",
        "a 24-hour hotline for the past five years", "PM2.5 and CO2 in Top 500 lists", "1.5°C, 3.2.1 and 24/7",
        "three aspects and two thirds",
        "at https://example.org/2024/55 and No. 1808, Floor 18", "the 1990s, FY2023 and 2022/23", "(1) first; (2) second",
    ],
)  # fmt: skip
def test_what_only_looks_like_a_quantity(text: str) -> None:
    assert [q.text for q in quantities(text)] == []


def test_footnote_marks_are_no_quantities() -> None:
    assert [q.text for q in quantities("suppliers 12 signed", marks=(10, 11))] == []
