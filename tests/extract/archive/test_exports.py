"""Finding exports: files, folders, zips, several of them, and what their manifests say."""

import json
import zipfile
from pathlib import Path

import pytest

from etl.errors import ExportError
from etl.extract.archive import Export, exports

DATA = b'[{"title":"x","mapping":{}}]'


def _zip(path: Path, members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", method) as file:
        for name, data in members.items():
            file.writestr(name, data)
    return path


def _folder(path: Path, members: dict[str, bytes]) -> Path:
    for name, data in members.items():
        (path / name).parent.mkdir(parents=True, exist_ok=True)
        (path / name).write_bytes(data)
    return path


def _names(export: Export) -> tuple[list[str], list[str]]:
    return [one.name for one in export.conversations], [one.name for one in export.companions]


def _contents(export: Export) -> dict[str, bytes]:
    found = {}
    for member in export.members:
        with member.open() as stream:
            found[member.name] = stream.read()
        assert len(found[member.name]) == member.bytes
    return found


MEMBERS = {
    "a/Conversations-010.json": DATA,
    "a/conversations-002.json": DATA + b" ",
    "a/CONVERSATIONS-000.JSON": DATA + b"  ",
    "a/user.json": b"{}",
    "a/shared_conversations.json": b"[]",
    "__MACOSX/a/conversations-000.json": b"junk",
    "a/._conversations-000.json": b"junk",
    "a/picture.png": b"\x89PNG",
}


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_zip_gives_its_shards_in_the_order_of_their_numbers(tmp_path: Path, method: int) -> None:
    [export] = exports([_zip(tmp_path / "x.zip", MEMBERS, method)])
    shards, others = _names(export)
    assert shards == ["a/CONVERSATIONS-000.JSON", "a/conversations-002.json", "a/Conversations-010.json"]
    assert others == ["a/picture.png", "a/shared_conversations.json", "a/user.json"]
    assert _contents(export) == {name: MEMBERS[name] for name in shards + others}
    assert export.issues == []


def test_a_folder_gives_the_same_as_its_zip(tmp_path: Path) -> None:
    [zipped] = exports([_zip(tmp_path / "x.zip", MEMBERS)])
    [loose] = exports([_folder(tmp_path / "x", MEMBERS)])
    assert _names(loose) == _names(zipped)
    assert _contents(loose) == _contents(zipped)


@pytest.mark.parametrize("name", ["anything.json", "rows.jsonl", "no_suffix"])
def test_a_bare_file_may_have_any_name(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(DATA)
    [export] = exports([tmp_path / name])
    assert _names(export) == ([name], [])
    assert _contents(export) == {name: DATA}


def test_several_paths_give_several_exports(tmp_path: Path) -> None:
    first = _zip(tmp_path / "1.zip", {"conversations.json": DATA})
    second = _folder(tmp_path / "2", {"conversations.json": DATA})
    (tmp_path / "3.json").write_bytes(DATA)
    assert [one.path for one in exports([first, second, tmp_path / "3.json"])] == [
        first,
        second,
        tmp_path / "3.json",
    ]


def test_a_folder_of_zips_gives_one_export_each_and_one_for_its_loose_files(tmp_path: Path) -> None:
    _folder(tmp_path, {"conversations.json": DATA, "sub/user.json": b"{}"})
    _zip(tmp_path / "b.zip", {"conversations.json": DATA})
    _zip(tmp_path / "sub" / "a.ZIP", {"conversations.json": DATA})
    _zip(tmp_path / "holiday.zip", {"beach.jpg": b"x"})
    found = exports([tmp_path])
    assert [one.path for one in found] == [tmp_path, tmp_path / "b.zip", tmp_path / "sub" / "a.ZIP", tmp_path]
    assert (found[3].is_rest, _names(found[3])) == (True, ([], ["holiday.zip"]))
    assert _names(found[0]) == (["conversations.json"], ["sub/user.json"])


def test_a_folder_of_unpacked_exports_gives_one_export_each(tmp_path: Path) -> None:
    members = {
        "1/conversations.json": DATA,
        "1/user.json": b"{}",
        "1/x/a.dat": b"1",
        "2/y/conversations.json": DATA,
    }
    found = exports([_folder(tmp_path, members)])
    assert [_names(one) for one in found] == [
        (["conversations.json"], ["user.json", "x/a.dat"]),
        (["conversations.json"], []),
    ]


def test_a_part_without_conversations_is_kept_beside_one_that_has_some(tmp_path: Path) -> None:
    some = _zip(tmp_path / "conversations-000.zip", {"conversations.json": DATA})
    none = _zip(tmp_path / "light_metadata-000.zip", {"users.json": b"[]"})
    found = exports([some, none])
    assert [(issue.severity, issue.reason, issue.member) for issue in found[1].issues] == [
        ("note", "no conversations", "light_metadata-000.zip")
    ]
    with pytest.raises(ExportError, match="holds no conversations"):
        exports([none])


def test_a_manifest_is_believed_and_checked(tmp_path: Path) -> None:
    files = ["conversations-000.json", "conversations-001.json", "Chats.json"]
    sizes = {"conversations-000.json": 5, "user.json": 2, "gone.dat": 1}
    manifest = {
        "version": 1,
        "export_files": [{"path": path, "size_bytes": size} for path, size in sizes.items()],
        "logical_files": {"conversations.json": {"files": files, "sharded": True}},
    }
    members = {"a/conversations-000.json": DATA, "a/chats.json": DATA, "a/user.json": b"{}"}
    told = {"a/export_manifest.json": json.dumps(manifest).encode()}
    [export] = exports([_zip(tmp_path / "x.zip", members | told)])
    assert _names(export) == (
        ["a/conversations-000.json", "a/chats.json"],
        ["a/export_manifest.json", "a/user.json"],
    )
    assert [(issue.severity, issue.reason, issue.member) for issue in export.issues] == [
        ("warning", "size differs from the manifest", "a/conversations-000.json"),
        ("warning", "missing from the export", "a/conversations-001.json"),
        ("note", "missing from the export", "a/gone.dat"),
    ]


@pytest.mark.parametrize("manifest", [b"", b"[1]", b"3", b'{"export_files": [{}]}', b'{"logical_files": [1]}', b"\xff"])
def test_an_odd_manifest_is_told_and_costs_nothing(tmp_path: Path, manifest: bytes) -> None:
    [export] = exports([_zip(tmp_path / "x.zip", {"conversations.json": DATA, "export_manifest.json": manifest})])
    assert [issue.reason for issue in export.issues] == ["manifest cannot be read"]
    assert _names(export)[0] == ["conversations.json"]


def test_a_digest_names_an_export_by_name_and_content(tmp_path: Path) -> None:
    def digest(folder: str, name: str, data: bytes) -> str:
        (tmp_path / folder).mkdir(exist_ok=True)
        return exports([_zip(tmp_path / folder / name, {"conversations.json": data})])[0].digest

    first = digest("1", "x.zip", DATA)
    assert first == digest("2", "x.zip", DATA)
    assert first != digest("1", "y.zip", DATA)
    assert first != digest("1", "x.zip", DATA.replace(b"x", b"y"))
    (tmp_path / "c.json").write_bytes(DATA)
    loose = exports([tmp_path / "c.json"])[0].digest
    (tmp_path / "c.json").write_bytes(DATA.replace(b"x", b"y"))
    assert loose != exports([tmp_path / "c.json"])[0].digest
