"""What OCR says over and over, and what it says without words, is no part of the reading text."""

from __future__ import annotations

from report.model import BlockKind, RepairKind
from report.repaired import repaired
from report.repairs import repairs_of
from tests.report.helpers import grid, markdown, only_table

PHRASE = "the ferry carries 40 people a day"


def test_a_phrase_said_over_and_over_is_said_once() -> None:
    report = markdown(f"# Ferries\n\nIn summer, {' '.join([PHRASE] * 12)} and rests at night.\n")
    assert repaired(report).count(PHRASE) == 1
    assert "rests at night" in repaired(report)
    (loop,) = [r for r in repairs_of(report) if r.kind is RepairKind.LOOP]
    assert report.quote(loop.places[0]).count(PHRASE) == 11


def test_a_paragraph_said_over_and_over_is_said_once() -> None:
    report = markdown("# Ferries\n\n" + "The ferry carries 40 people a day.\n\n" * 9 + "It rests at night.\n")
    assert [b.text.text for _, b in report.prose()] == ["The ferry carries 40 people a day.", "It rests at night."]


def test_signs_without_words_are_left_out() -> None:
    report = markdown(f"# Ferries\n\n{'§¤%¬}{^@+' * 9}\n\nThe ferry rests at night.\n\n{chr(0xFFFD) * 50} oar\n")
    assert [b.text.text for _, b in report.prose()] == ["The ferry rests at night."]
    assert [r.kind for r in repairs_of(report)] == [RepairKind.GARBAGE] * 2


def test_lists_and_tables_that_repeat_and_a_refrain_stay() -> None:
    rows = "\n".join("| Pier | yes | yes | yes |" for _ in range(9))
    items = "\n".join("- the pier was painted" for _ in range(6))
    refrain = "Safe boats, safe people. " * 3
    report = markdown(f"# Piers\n\n| Name | A | B | C |\n|---|---|---|---|\n{rows}\n\n{items}\n\n{refrain}\n\nContents {'. ' * 60}12\n")
    assert len(grid(only_table(report))) == 9
    assert sum(b.kind is BlockKind.LIST_ITEM or b.repeats is not None for b in report.blocks) == 6
    assert {r.kind for r in repairs_of(report)} & {RepairKind.LOOP, RepairKind.GARBAGE} == set()


NOISE = "sdkfj wqrtp xcvbnm hjklg zxtrw ;lk bnmvc plkjh"


def test_letters_that_make_no_words_are_left_out_inside_a_paragraph_too() -> None:
    report = markdown(f"# Ferries\n\nThe ferry rests {NOISE} at night.\n\n{NOISE}\n\n{NOISE.upper().replace(' ', '')} is one word.\n")
    told = repaired(report)
    assert NOISE not in told
    assert "The ferry rests" in told
    assert "at night." in told
    garbage = [r for r in repairs_of(report) if r.kind is RepairKind.GARBAGE]
    assert [report.quote(r.places[0]) for r in garbage] == [NOISE, NOISE]


def test_abbreviations_codes_foreign_names_and_hard_words_are_no_noise() -> None:
    kept = [
        "The members are HSBC, BNPP, KPMG, DNV GL, TÜV, GHG, SBTN, WBCSD, TCFD, TNFD, ISSB and the GSSB in that order of joining.",
        "Brno, Plzeň, Vltrsk, Szczyrk and Krk: strengths, lengths, widths, depths and twelfths of the rhythm were measured there.",
        "kWh MWh GWh tCO2e Nm3 m3/h kg/t dB(A) mg/l kWp MWp GWp hPa kPa kgCO2 tkm pkm tpy ktpa Mtpa are the units in use here.",
        "Chwyldro'r rhwydwaith yng Nghymru: mwy o gyfleoedd i bobl ifanc, llwybrau diogel a bwyd lleol yn yr ysgolion bob dydd.",
        "The property in liberty: qwerty keyboards, and sdkfj wqrtp as two passwords that nobody guessed in the whole of the year.",
    ]
    report = markdown("# Notes\n\n" + "\n\n".join(kept) + "\n")
    assert [b.text.text for _, b in report.prose()] == kept
