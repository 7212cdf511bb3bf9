"""A library folder changes from one whole state to the next, and says so when it cannot."""

from __future__ import annotations

import json
import os
import shutil
import time
from pathlib import Path

import pytest

from ask.generations import altered, current, leftovers
from ask.writing import writing
from report.errors import LibraryError
from tests.ask.states import HOLDING, line, process, put, state


def test_a_state_replaces_the_one_before(tmp_path: Path) -> None:
    folder = tmp_path / "deep" / "library"
    put(folder, a="1", b="2")
    assert state(folder) == {"a": "1", "b": "2"}
    put(folder, a="3")
    assert state(folder) == {"a": "3"}
    assert [p.name for p in (folder / "generations").iterdir()] == ["000002"]


def test_what_is_kept_is_not_written_again(tmp_path: Path) -> None:
    put(tmp_path / "l", a="1", c="3")
    with current(tmp_path / "l") as old, writing(tmp_path / "l") as writer:
        writer.keep("a")
        (writer.part("b") / "text").write_text("2")
        (writer.stage / "names").write_text("a b")
        os.link(old.path / "names", writer.stage / "linked")
        writer.commit()
        with current(tmp_path / "l") as new:
            assert new.parts["a"] == old.parts["a"]
            assert altered(new) == []
    assert state(tmp_path / "l") == {"a": "1", "b": "2"}
    with writing(tmp_path / "l"):
        pass  # nobody reads the first state any more: the next build clears it up
    assert sorted(p.name for p in (tmp_path / "l/parts").iterdir()) == ["a.000001", "b.000002"]


def test_a_part_that_was_not_there_cannot_be_kept(tmp_path: Path) -> None:
    put(tmp_path / "l", a="1")
    with pytest.raises(ValueError, match="no part 'b'"), writing(tmp_path / "l") as writer:
        writer.keep("b")


def test_a_build_that_fails_changes_nothing(tmp_path: Path) -> None:
    put(tmp_path / "l", a="1")
    with pytest.raises(ValueError, match="midway"), writing(tmp_path / "l") as writer:
        (writer.part("a") / "text").write_text("2")
        raise ValueError("midway")
    assert state(tmp_path / "l") == {"a": "1"}
    assert leftovers(tmp_path / "l") == []


def test_a_full_disk_is_one_line_and_changes_nothing(tmp_path: Path) -> None:
    put(tmp_path / "l", a="1")
    with pytest.raises(LibraryError, match="No space left on device; the library is as it was"), writing(tmp_path / "l") as writer:
        (writer.part("a") / "text").write_text("2")
        raise OSError(28, "No space left on device", "some/file")
    assert state(tmp_path / "l") == {"a": "1"}


def test_a_reader_keeps_its_state_through_builds(tmp_path: Path) -> None:
    put(tmp_path / "l", a="1")
    with current(tmp_path / "l") as reader:
        put(tmp_path / "l", a="2")
        put(tmp_path / "l", a="3")
        assert (reader.parts["a"] / "text").read_text() == "1"
        assert leftovers(tmp_path / "l") == [reader.name]  # the second was held by nobody
    assert state(tmp_path / "l") == {"a": "3"}
    put(tmp_path / "l", a="4")
    assert leftovers(tmp_path / "l") == []


def test_a_reader_in_another_process_keeps_its_state(tmp_path: Path) -> None:
    put(tmp_path / "l", a="1")
    reading = """
        import sys
        from pathlib import Path
        from ask.generations import current
        with current(Path(sys.argv[1])) as generation:
            print("holding", flush=True)
            sys.stdin.readline()
            print((generation.parts["a"] / "text").read_text(), flush=True)
        """
    with process(reading, str(tmp_path / "l")) as reader:
        assert line(reader) == "holding"
        put(tmp_path / "l", a="2")
        put(tmp_path / "l", a="3")
        assert reader.stdin is not None
        reader.stdin.write("\n")
        reader.stdin.flush()
        assert line(reader) == "1"


def test_the_second_build_waits_and_says_so(tmp_path: Path) -> None:
    put(tmp_path / "l", a="1")
    with process(HOLDING, str(tmp_path / "l")) as first:
        assert line(first) == "building"
        said: list[str] = []

        def say(message: str) -> None:
            said.append(message)
            assert first.stdin is not None
            first.stdin.close()

        with writing(tmp_path / "l", wait=30, say=say) as writer:
            (writer.stage / "names").touch()
            writer.commit()
        assert len(said) == 1 and f"pid {first.pid}" in said[0] and "waiting" in said[0]
        first.stdin = None
    assert state(tmp_path / "l") == {}


def test_the_second_build_gives_up_when_its_time_is_up(tmp_path: Path) -> None:
    put(tmp_path / "l", a="1")
    with process(HOLDING, str(tmp_path / "l")) as first:
        assert line(first) == "building"
        with pytest.raises(LibraryError, match=r"another process .* still after 0.2 s"), writing(tmp_path / "l", wait=0.2):
            pass
        assert state(tmp_path / "l") == {"a": "1"}  # readers do not wait


def test_a_library_can_be_copied_and_zipped(tmp_path: Path) -> None:
    put(tmp_path / "l", a="1")
    shutil.make_archive(str(tmp_path / "packed"), "zip", tmp_path / "l")
    shutil.rmtree(tmp_path / "l")
    shutil.unpack_archive(tmp_path / "packed.zip", tmp_path / "elsewhere")
    assert state(tmp_path / "elsewhere") == {"a": "1"}
    put(tmp_path / "elsewhere", a="2")
    assert state(tmp_path / "elsewhere") == {"a": "2"}


def test_readers_write_nothing(tmp_path: Path) -> None:
    put(tmp_path / "l", a="1")

    def stamps() -> dict[str, int]:
        return {str(p): p.stat().st_mtime_ns for p in (tmp_path / "l").rglob("*")}

    before = stamps()
    assert state(tmp_path / "l") == {"a": "1"}
    assert stamps() == before


def test_the_manifest_is_for_people_too(tmp_path: Path) -> None:
    name = put(tmp_path / "l", a="1")
    manifest = json.loads((tmp_path / "l/generations" / name / "manifest.json").read_text())
    assert manifest["parts"] == {"a": "a.000001"}
    assert list(manifest["files"]) == ["hold", "names", "parts/a.000001/text"]


def test_readers_never_fail_while_builds_swap(tmp_path: Path) -> None:
    """A process builds as fast as it can; each opening meanwhile sees one whole state, never an older one than before."""
    folder = tmp_path / "l"
    put(folder, a="0", b="0")
    building = """
        import sys
        from pathlib import Path
        from ask.writing import writing
        for i in range(1, 10_000):
            with writing(Path(sys.argv[1])) as writer:
                for name in "ab":
                    (writer.part(name) / "text").write_text(str(i))
                (writer.stage / "names").write_text("a b")
                writer.commit()
        """
    seen = [0]
    with process(building, str(folder)):
        end = time.monotonic() + 2
        while time.monotonic() < end:
            now = state(folder)
            assert now["a"] == now["b"]
            seen.append(int(now["a"]))
    assert seen == sorted(seen) and seen[-1] > 3
