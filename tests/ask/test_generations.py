"""A library folder changes from one whole state to the next, and says so when it cannot."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from ask.generations import EMPTY, altered, current, leftovers
from ask.writing import writing
from report.errors import LibraryError

ROOT = Path(__file__).resolve().parents[2]


def put(folder: Path, **parts: str) -> str:
    """Commit a state of these parts, each of one file, beside a file of its own that names them."""
    with writing(folder) as writer:
        for name, text in parts.items():
            (writer.part(name) / "text").write_text(text)
        (writer.stage / "names").write_text(" ".join(parts))
        return writer.commit()


def state(folder: Path) -> dict[str, str]:
    with current(folder) as generation:
        found = {name: (part / "text").read_text() for name, part in generation.parts.items()}
        assert not generation.files or list(found) == (generation.path / "names").read_text().split()
        return found


@contextmanager
def process(code: str, *args: str) -> Iterator[subprocess.Popen[str]]:
    """A Python process with this code, which answers on its standard output."""
    started = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(code), *args], cwd=ROOT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    try:
        yield started
    finally:
        started.kill()
        started.communicate()


def line(started: subprocess.Popen[str]) -> str:
    assert started.stdout is not None
    return started.stdout.readline().strip()


HOLDING = """
    import sys
    from pathlib import Path
    from ask.writing import writing
    with writing(Path(sys.argv[1])) as writer:
        (writer.stage / "half").write_text("half")
        print("building", flush=True)
        sys.stdin.read()
    """


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


def test_after_a_kill_the_next_build_goes_on_and_clears_up(tmp_path: Path) -> None:
    put(tmp_path / "l", a="1")
    with process(HOLDING, str(tmp_path / "l")) as first:
        assert line(first) == "building"
        first.send_signal(signal.SIGKILL)
        first.wait()
    assert state(tmp_path / "l") == {"a": "1"}
    assert len(leftovers(tmp_path / "l")) == 1
    put(tmp_path / "l", a="2")
    assert leftovers(tmp_path / "l") == []


def test_a_first_build_that_was_killed_leaves_no_library_and_no_obstacle(tmp_path: Path) -> None:
    with process(HOLDING, str(tmp_path / "l")) as first:
        assert line(first) == "building"
        first.send_signal(signal.SIGKILL)
        first.wait()
    with pytest.raises(LibraryError, match=r"no library at .* kg build REPORT"):
        current(tmp_path / "l")
    put(tmp_path / "l", a="1")
    assert state(tmp_path / "l") == {"a": "1"}


@pytest.mark.parametrize("finished", range(1, 8))
def test_a_first_commit_that_stops_between_its_steps(tmp_path: Path, finished: int) -> None:
    """Each step of making a library is one file or one rename; stop after each of them."""
    whole, folder = tmp_path / "whole", tmp_path / "l"
    put(whole, a="1")
    folder.mkdir()
    steps: list[Callable[[], object]] = [
        lambda: (folder / "lock").touch(),
        lambda: shutil.copytree(whole / "generations" / "000001", folder / "generations" / "new-1-1"),
        lambda: (folder / "CURRENT").write_text(f"{EMPTY} -\n"),
        lambda: (folder / "FORMAT").write_bytes((whole / "FORMAT").read_bytes()),
        lambda: shutil.copytree(whole / "parts", folder / "parts"),
        lambda: (folder / "generations" / "new-1-1").rename(folder / "generations" / "000001"),
        lambda: (folder / "CURRENT").write_bytes((whole / "CURRENT").read_bytes()),
    ]
    for step in steps[:finished]:
        step()
    if finished < 4:
        with pytest.raises(LibraryError, match="no library at"):
            current(folder)
    else:
        assert state(folder) == ({} if finished < 7 else {"a": "1"})
    put(folder, b="2")
    assert state(folder) == {"b": "2"}
    assert leftovers(folder) == []
    assert len(list((folder / "parts").iterdir())) == 1


def spoil(file: Path, how: str) -> None:
    if how == "missing":
        file.unlink()
    elif how == "cut":
        file.write_bytes(file.read_bytes()[:-3])
    else:
        file.write_bytes(b"\xff\xfe garbage")


@pytest.mark.parametrize("how", ["missing", "cut", "garbage"])
@pytest.mark.parametrize(
    "name", ["FORMAT", "CURRENT", "generations/000001/manifest.json", "generations/000001/names", "parts/a.000001/text"]
)
def test_damage_is_named_and_never_half_read_or_built_over(tmp_path: Path, name: str, how: str) -> None:
    put(tmp_path / "l", a="the first", b="2")
    spoil(tmp_path / "l" / name, how)
    for use in (lambda: current(tmp_path / "l"), lambda: put(tmp_path / "l", a="new")):
        with pytest.raises(LibraryError) as error:
            use()
        message = str(error.value)
        assert "damaged" in message and name.rsplit("/", 1)[-1] in message and "\n" not in message
    assert (tmp_path / "l/parts/b.000001/text").read_text() == "2"


def test_a_pointer_to_nowhere_is_damage(tmp_path: Path) -> None:
    put(tmp_path / "l", a="1")
    shutil.rmtree(tmp_path / "l/generations")
    with pytest.raises(LibraryError, match="damaged: generations/000001"):
        current(tmp_path / "l")


def test_same_size_other_bytes_are_found_by_the_full_check(tmp_path: Path) -> None:
    put(tmp_path / "l", a="1", b="2")
    (tmp_path / "l/parts/a.000001/text").write_text("X")
    with current(tmp_path / "l") as generation:
        assert altered(generation) == ["parts/a.000001/text"]


def test_a_newer_format_is_refused_by_reader_and_writer(tmp_path: Path) -> None:
    put(tmp_path / "l", a="1")
    (tmp_path / "l/FORMAT").write_text("reportgraph library 2\n")
    for use in (lambda: current(tmp_path / "l"), lambda: put(tmp_path / "l", a="2")):
        with pytest.raises(LibraryError, match=r"format 2, this kg knows 1; .* newer kg"):
            use()


@pytest.mark.parametrize("content", [["thesis.docx"], ["lock"], ["cache", "generations", "notes.txt", "lock"]])
def test_a_folder_that_is_no_library_is_left_alone(tmp_path: Path, content: list[str]) -> None:
    folder = tmp_path / "mine"
    folder.mkdir()
    for name in content:
        (folder / name).write_text("mine")
    before = {p.name: p.read_text() for p in folder.iterdir()}
    if content == ["lock"]:
        folder.joinpath("other").write_text("mine")
        before["other"] = "mine"
    for use in (lambda: current(folder), lambda: put(folder, a="1")):
        with pytest.raises(LibraryError, match="is not a library: it has no file FORMAT"):
            use()
    assert {p.name: p.read_text() for p in folder.iterdir()} == before


def test_a_file_is_no_library(tmp_path: Path) -> None:
    (tmp_path / "f").write_text("text")
    for use in (lambda: current(tmp_path / "f"), lambda: put(tmp_path / "f", a="1")):
        with pytest.raises(LibraryError, match="is a file, not a library"):
            use()


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


STEPS = {"open", "os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.link", "os.scandir", "os.truncate"}


def killed_at(step: int, folder: Path, **parts: str) -> bool:
    """Run `put` in a process that gets SIGKILL just before its n-th step in the file system; False when it has no such step."""
    child = os.fork()
    if child == 0:
        steps = iter(range(step))

        def kill(event: str, _: object) -> None:
            if event in STEPS and next(steps, None) is None:
                os.kill(os.getpid(), signal.SIGKILL)

        try:
            sys.addaudithook(kill)
            put(folder, **parts)
        finally:
            os._exit(0)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
@pytest.mark.parametrize("before", [{}, {"a": "1", "b": "1"}], ids=["first build", "rebuild"])
def test_a_kill_at_any_step_leaves_the_old_state_or_the_new(tmp_path: Path, before: dict[str, str]) -> None:
    new = {"a": "2", "c": "2"}
    if before:
        put(tmp_path / "before", **before)
    seen, step = [], 0
    while True:
        folder = tmp_path / f"l{step}"
        if before:
            shutil.copytree(tmp_path / "before", folder)
        if not killed_at(step, folder, **new):
            break
        try:
            seen.append(state(folder))
        except LibraryError as error:
            assert not before and "no library at" in str(error)
            seen.append({})
        assert seen[-1] in (before, new)
        if step % 4 == 0:
            put(folder, d="3")
            assert state(folder) == {"d": "3"} and leftovers(folder) == []
            assert [p.name.partition(".")[0] for p in (folder / "parts").iterdir()] == ["d"]
        step += 1
    assert step > 30 and seen == sorted(seen, key=lambda held: held == new) and seen[-1] == new
