"""The example queries: each has a title, runs as it stands, and can be given other words."""

from __future__ import annotations

import pytest

from ontology.cookbook import Recipe, recipe, recipes

ALL = recipes()


def test_there_are_many_and_each_has_its_own_title() -> None:
    assert len(ALL) >= 70
    assert len({r.title for r in ALL}) == len(ALL)
    assert [r.name for r in ALL] == sorted(r.name for r in ALL)


@pytest.mark.parametrize("one", ALL, ids=lambda r: r.name)
def test_a_recipe_says_what_it_is_and_stands_alone(one: Recipe) -> None:
    assert one.query.startswith(f"# title: {one.title}\n") and ("PREFIX rg:" in one.query or "rg:" not in one.query)
    for name, default in one.params.items():
        assert one.query.count(f'VALUES ?{name} {{ "{default}" }}') == 1
        assert one.filled({name: 'a "b" \\ c'}).count(f'VALUES ?{name} {{ "a \\"b\\" \\\\ c" }}') == 1
    assert one.filled() == one.query


def test_an_unknown_recipe_or_parameter_is_refused_with_the_known_ones() -> None:
    with pytest.raises(KeyError, match="no recipe 'zzz'; have aliases, as-org"):
        recipe("zzz")
    with pytest.raises(KeyError, match=r"no recipe .facility.; did you mean facilities"):
        recipe("facility")
    with pytest.raises(KeyError, match="has no parameter 'colour'; has scheme"):
        recipe("certified-against").filled({"colour": "red"})
    with pytest.raises(KeyError, match="has no parameter 'colour'; has none"):
        recipe("laws").filled({"colour": "red"})
