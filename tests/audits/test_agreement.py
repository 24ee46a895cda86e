"""How far two readers agree, held against a second way of working it out and against what must always be so."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from audits.agreement import agreement

PAIRS = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=1, max_size=40)


def by_the_table(pairs, grades=4):
    """Work kappa out from the table of all grades, with weights of agreement, in exact fractions."""
    table = [
        [Fraction(sum(pair == (row, column) for pair in pairs), len(pairs)) for column in range(grades)]
        for row in range(grades)
    ]
    weights = [[1 - Fraction(abs(row - column), grades - 1) for column in range(grades)] for row in range(grades)]
    rows, columns = [sum(row) for row in table], [sum(column) for column in zip(*table, strict=True)]
    cells = [(row, column) for row in range(grades) for column in range(grades)]
    observed = sum(weights[row][column] * table[row][column] for row, column in cells)
    expected = sum(weights[row][column] * rows[row] * columns[column] for row, column in cells)
    return None if expected == 1 else float((observed - expected) / (1 - expected))


@given(PAIRS)
def test_kappa_is_what_the_table_of_grades_gives(pairs):
    found, other = agreement(pairs), by_the_table(pairs)
    assert (found.kappa is None) == (other is None)
    assert other is None or abs(found.kappa - other) < 1e-9


@given(PAIRS)
def test_who_reads_first_does_not_matter_and_it_never_passes_one(pairs):
    found, turned = agreement(pairs), agreement([(second, first) for first, second in pairs])
    assert (found.number, found.percentage) == (turned.number, turned.percentage)
    assert found.number == len(pairs)
    if found.kappa is not None:
        assert abs(found.kappa - turned.kappa) < 1e-9
        assert found.kappa <= 1
        assert (found.kappa == 1) == all(first == second for first, second in pairs)


def test_it_is_known_by_an_example_and_says_nothing_of_no_grade():
    assert agreement([]) is None
    alike = agreement([(2, 2), (2, 2)])
    assert (alike.percentage, alike.kappa) == (100, None)
    found = agreement([(0, 0), (1, 2), (3, 3), (2, 1)])
    assert (found.number, found.percentage, round(found.kappa, 2)) == (4, 50, 0.60)
