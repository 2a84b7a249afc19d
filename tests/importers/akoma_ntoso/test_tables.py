"""Tables keep every word; what spans rows or columns is said where a reader needs it."""

from kb.text.markup import to_html
from tests.importers.akoma_ntoso.documents import blocks, only, section

LONG = "word " * 30


def table(rows):
    found = only(section("1.", f"<content><table>{rows}</table></content>"))
    ((kind, content),) = blocks(found)
    assert kind == "table"
    return content.split("\n")


def row(*cells):
    return f"<tr>{''.join(cells)}</tr>"


def td(text, spans="", name="td"):
    return f"<{name} {spans}><p>{text}</p></{name}>"


def test_a_row_of_headings_heads_the_table():
    lines = table(row(td("Fee", name="th"), td("Day", name="th")) + row(td("R 5"), td("Monday")))
    assert lines == ["| Fee | Day |", "| --- | --- |", "| R 5 | Monday |"]


def test_without_headings_the_first_row_is_not_made_one():
    assert table(row(td("R 5"), td("Monday"))) == ["|  |  |", "| --- | --- |", "| R 5 | Monday |"]


def test_a_short_cell_over_several_rows_is_said_in_each():
    lines = table(row(td("Dogs", 'rowspan="2"'), td("R 5")) + row(td("R 6")))
    assert lines[2:] == ["| Dogs | R 5 |", "| Dogs | R 6 |"]


def test_a_long_cell_is_said_once_and_marked():
    lines = table(row(td(LONG, 'rowspan="2"'), td("R 5")) + row(td("R 6")))
    assert lines[3] == "| ″ | R 6 |"


def test_a_cell_that_is_all_of_its_row_is_said_once():
    lines = table(row(td("A"), td("B")) + row(td("Dogs", 'colspan="2"')))
    assert lines[3] == "| Dogs |  |"


def test_headings_go_over_their_columns_and_are_not_repeated_downwards():
    heads = row(td("Zone", 'rowspan="2"', "th"), td("Height", 'colspan="2"', "th"))
    lines = table(heads + row(td("wall", name="th"), td("roof", name="th")))
    assert lines == [
        "| Zone | Height | Height |",
        "| --- | --- | --- |",
        "|  | wall | roof |",
    ]


def test_rows_and_spans_that_do_not_fit_lose_no_word():
    lines = table(row(td("A", 'rowspan="99999" colspan="3"'), td("B")) + row(td("C"), td("D")))
    assert all(word in "".join(lines) for word in "ABCD")
    assert len({line.count("|") for line in lines}) == 1


def test_lines_and_bars_in_a_cell_stay_in_it():
    lines = table(row(td("R 5<eol/>R 6 | R 7"), td("x")))
    assert lines[2] == "| R 5<br>R 6 \\| R 7 | x |"
    html = to_html("\n".join(lines))
    assert html.count("<td>") == 2
    assert "R 5<br>\nR 6 | R 7" in html


def test_a_cell_with_a_list_has_a_line_for_each_item():
    cell = (
        "<td><blockList><item><num>(a)</num><p>one</p></item>"
        "<item><num>(b)</num><p>two</p></item></blockList></td>"
    )
    assert table(row(cell, td("x")))[2] == "| (a) one<br>(b) two | x |"
