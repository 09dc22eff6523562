"""Judged collections in a folder are indexed and measured, one line each."""

import gzip
import json

import pytest

from benchmarks import sets

DOCUMENTS = [{"_id": 1, "title": "Crisis team"}, {"_id": "2", "title": "", "text": "A drone."}, {"_id": 10, "text": "Both.", "title": None}]  # fmt: skip
QUERIES = [{"_id": 7, "text": "crisis"}, {"_id": "8", "text": "drones"}, {"_id": "9", "text": "both"}]


def collection(folder, *, packed=False, grades=("7\t1\t2", "8\t1\t1")):
    (folder / "qrels").mkdir(parents=True)
    corpus = "".join(json.dumps(each) + "\n" for each in DOCUMENTS).encode()
    name, data = ("corpus.jsonl.gz", gzip.compress(corpus)) if packed else ("corpus.jsonl", corpus)
    (folder / name).write_bytes(data)
    (folder / "queries.jsonl").write_text("".join(json.dumps(each) + "\n" for each in QUERIES))
    judged = ["query-id\tcorpus-id\tscore", *grades]
    (folder / "qrels" / "test.tsv").write_text("".join(f"{line}\n" for line in judged))


def measured(monkeypatch, *words):
    monkeypatch.setattr("sys.argv", ["sets", *map(str, words)])
    sets.main()


def test_each_collection_has_a_line_and_all_have_a_mean(tmp_path, monkeypatch, capsys):
    collection(tmp_path / "plain")
    collection(tmp_path / "packed", packed=True, grades=("7\t1\t1",))
    (tmp_path / "no collection").mkdir()

    measured(monkeypatch, tmp_path)

    assert capsys.readouterr().out.splitlines() == [
        "set      documents     queries     nDCG@10    MAP@1000  Recall@100   success@1",
        "packed           3           1      1.0000      1.0000      1.0000      1.0000",
        "plain            3           2      0.5000      0.5000      0.5000      0.5000",
        "mean                                0.7500",
    ]


@pytest.mark.parametrize("name", ["", "nowhere"])
def test_a_folder_without_a_collection_is_refused(tmp_path, monkeypatch, capsys, name):
    with pytest.raises(SystemExit, match="2"):
        measured(monkeypatch, tmp_path / name)

    assert "it holds no judged collection; name a folder of folders" in capsys.readouterr().err


def test_settings_may_be_those_of_a_file(tmp_path, monkeypatch, capsys):
    collection(tmp_path / "one", grades=("7\t1\t1",))
    config = tmp_path / "config.toml"
    config.write_text('[ranking]\ntitle = 1\n[[sources]]\nname = "x"\nkind = "folder"\npath = "x"\n')

    measured(monkeypatch, tmp_path, "--config", config)

    assert capsys.readouterr().out.splitlines()[-1].split() == ["mean", "1.0000"]
