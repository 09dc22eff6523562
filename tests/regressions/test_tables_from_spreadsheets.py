"""Tables as spreadsheets save them lost titles in silence (a blank before each quote made the column `"title"`, quotes and
all), or were refused whole: two empty columns at the end were "the column '' stands twice".
"""

from pathlib import Path
from typing import Any

import pytest

from indexer.config import load_config
from indexer.errors import FieldguideError, SourceError
from indexer.sources.exports.rows import rows
from indexer.sources.record import KEYS
from searchapp.engine import SearchRequest, open_engine
from tests.unit.a_site import Site


def read(path: Path, content: str | bytes) -> tuple[list[dict[str, Any]], list[str]]:
    """Return the rows of a table, and what was said of it."""
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    failures: list[FieldguideError] = []
    found = [row.values() for row in rows(path, "table", failures.append, required="id", keys=KEYS)]
    return found, [str(failure) for failure in failures]


@pytest.fixture
def table(tmp_path: Path) -> Path:
    return tmp_path / "table.csv"


ALPHA = {"id": "a", "title": "Alpha, a guide", "year": "2019"}


@pytest.mark.parametrize(
    "content",
    [
        '"id", "title", "year"\n"a", "Alpha, a guide", "2019"\n',
        'id, title, year\na, "Alpha, a guide",2019\n',
        'id,title,year\na,  "Alpha, a guide",2019\n',
        '"id" , "title" , "year"\n"a" , "Alpha, a guide" , "2019"\n',
        'id,title,year\n"a"\t,"Alpha, a guide" ,2019 \n',
        '"id","title","year" \r\n"a","Alpha, a guide","2019" \r\n',
        'id,title,year\na,"Alpha, a guide" ,2019',
        ' "id","title","year"\n "a","Alpha, a guide",2019\n',
        'id,title,year,,\na,"Alpha, a guide",2019,,\n',
        'id,title,year,,,\na,"Alpha, a guide",2019\n',
        'id,title,year\na,"Alpha, a guide",2019,,,,\n',
        'id,,title,year, \na,,"Alpha, a guide",2019, \n',
        'ID,Title,YEAR\na,"Alpha, a guide",2019\n',
        ' id , title,\tyear \na,"Alpha, a guide",2019\n',
        '\ufeffid,title,year\r\n\r\n,,\r\n  , ,\r\na,"Alpha, a guide",2019\r\n',
        '\ufeff"id","title","year"\r\n"a","Alpha, a guide","2019"\r\n',
        'sep=,\nid,title,year\na,"Alpha, a guide",2019\n',
    ],
)
def test_what_spreadsheets_make_of_a_table_is_read(table: Path, content: str) -> None:
    found, said = read(table, content)

    assert [{key: cell.strip() for key, cell in row.items()} for row in found] == [ALPHA]
    assert said == []


def test_a_quoted_cell_behind_a_blank_may_hold_lines_and_quotes(table: Path) -> None:
    found, said = read(
        table, 'id, text, year\na, "One, ""two""\nthree", 2019\nb, plain "as, is", 2020\nc, "C", 1\n'
    )

    assert found[0] == {"id": "a", "text": 'One, "two"\nthree', "year": "2019"}
    assert found[1]["id"] == "c"
    assert said == [
        "table line 4: it has 4 cells, but the header has 3; put quotes around cells that hold commas"
    ]


def test_a_blank_behind_a_quote_does_not_make_a_row_of_another_one(table: Path) -> None:
    found, said = read(
        table,
        'id,title,year\na,"He said "no" , and there",2\nb,"B ""b"" " ,1\nc,"C" , "x, y" ,3\nd,"D, d" ,"4"\n',
    )

    assert [row["id"] for row in found] == ["b", "d"]
    assert found[0]["title"] == 'B "b" '
    assert [line.partition(":")[0] for line in said] == ["table line 2", "table line 4"]


def test_quotes_inside_a_text_stay(table: Path) -> None:
    found, said = read(table, 'id,title\na, "Stop" and go\nb,Say "stop"\nc, " is inch\n')

    assert [row["title"].strip() for row in found] == ['"Stop" and go', 'Say "stop"', '" is inch']
    assert said == []


def test_a_column_without_a_name_is_told_once_it_holds_something(table: Path) -> None:
    found, said = read(table, "id,title,,\na,Alpha,,\nb,Beta,,see Ann\nc,Gamma,,done\nd,Delta,x,\n")

    assert found == [
        {"id": "a", "title": "Alpha"},
        {"id": "b", "title": "Beta"},
        {"id": "c", "title": "Gamma"},
        {"id": "d", "title": "Delta"},
    ]
    fix = "here; name the column, or clear it; its content is ignored"
    assert said == [
        f'table line 3: column 4 has no name in the header, but contains "see Ann" {fix}',
        f'table line 5: column 3 has no name in the header, but contains "x" {fix}',
    ]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("id,title,title\na,b,c\n", 'the column "title" appears twice; rename one'),
        ("id,Title,TITLE\na,b,c\n", 'the columns "Title" and "TITLE" differ by case alone; rename one'),
        ("id|title|year\na|b|2019\n", "its columns are separated by bars, not by commas"),
        ("Key,Titel\na,b\n", "the header has no column 'id'; its columns are \"Key\", \"Titel\""),
        ("id,title\ra,b\r", "its lines end with a carriage return alone"),
        ('id,"title\na,b\n', "the header cannot be read: it is not CSV (a quote in it is never closed)"),
        (b"id,t\xfftle\na,b\n", "the header is not UTF-8"),
        ("Key;Titel\na;b\n", "the header has no column 'id'; its columns are \"Key\", \"Titel\""),
        ("id," + ",".join(f"c{number}" for number in range(1_000)), "it has more than 1,000 columns"),
    ],
)  # fmt: skip
def test_a_table_that_cannot_be_read_is_told_in_one_line(
    table: Path, content: str | bytes, said: str
) -> None:
    with pytest.raises(SourceError) as caught:
        read(table, content)

    assert said in str(caught.value)
    assert len(str(caught.value).splitlines()) == 1


@pytest.mark.parametrize(
    ("content", "ids", "lines"),
    [
        ('id,title\na,A\nb,"open\nc,C\nd,D\n', ["a", "c", "d"], ["3"]),
        ('id,title\na,A\nb,"open\nc,"C, c"\nd,D\n', ["a", "c", "d"], ["3"]),
        ('id,title\na,"open\nb,"open\nc,C\n', ["c"], ["2"]),
        ('id,title,note\na,A\nb,"open\nc,C\nd,D,n\n', ["a", "c", "d"], ["3"]),
        ('id,text,year\na,"He said "no" here\nand, there",2\nb,B,3\n', ["b"], ["2"]),
        ('id,title\na,"x"y\nb,B\n', ["b"], ["2"]),
        ('id,title\na,"open\nb,B\xff\nc,C\n', ["c"], ["2", "3"]),
        ("id,title\n" + 'a","\n' * 20_000, [], ["2"]),
    ],
)
def test_a_row_that_cannot_be_read_costs_itself_alone(
    table: Path, content: str, ids: list[str], lines: list[str]
) -> None:
    found, said = read(table, content.encode("latin-1"))

    assert [row["id"] for row in found] == ids
    assert [line.partition(":")[0] for line in said] == [f"table line {number}" for number in lines]


@pytest.mark.slow  # very many rows
def test_a_quote_that_is_never_closed_may_stand_before_more_rows_than_a_row_may_hold(table: Path) -> None:
    count = 100_000
    with table.open("w", encoding="utf-8") as file:
        file.write('id,title\nx,"open\n')
        file.writelines(
            f"r{number},{'Words of a title, and ' * 5!r}\n".replace(", ", " ") for number in range(count)
        )

    found, said = read(table, table.read_bytes())

    assert len(found) == count
    assert len(said) == 1


def test_titles_are_found_whatever_was_typed_around_them(tmp_path: Path) -> None:
    site = Site(tmp_path)
    site.config.write_text(
        '[[sources]]\nname = "export"\nkind = "records"\npath = "export.csv"\nfields = {id = "Key"}\n'
    )
    (tmp_path / "export.csv").write_text('"KEY", "Title", "", ""\n"a", "Alpha, a guide", "", ""\n')

    assert site.run("index").code == 0

    (hit,) = open_engine(load_config(site.config)).search(SearchRequest("alpha")).hits
    assert (hit.id, hit.title) == ("a", "Alpha, a guide")
