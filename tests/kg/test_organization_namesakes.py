"""Companies of one name in several towns."""

from __future__ import annotations

from tests.kg.saying import said

ROWS = """| Staff | 2023 |
|---|---|
| Tessarna Banka d.d. Almarin (Northland) | 12 |
| Tessarna Banka d.d. Brevinje (Southland) | 30 |
| Tessarna Banka a.d. Quillgrad (Eastmark) | 7 |
"""


def test_one_name_in_several_towns_is_several_companies() -> None:
    found = {f.label: f for f in said("organizations", ROWS + "\nTessarna Banka Eastmark lends to mills.\n")}
    assert {"Tessarna Banka d.d. Almarin", "Tessarna Banka d.d. Brevinje", "Tessarna Banka a.d. Quillgrad"} <= set(found)
    assert "Tessarna Banka d.d." not in found
    assert "Tessarna Banka Eastmark" in found["Tessarna Banka a.d. Quillgrad"].aliases
    assert found["Tessarna Banka d.d. Brevinje"].fields["location"] == "Southland"
