"""What the README tells people to type exists."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from command import BLOCKED, DONE, ROOT, UNCONFIRMED, Careleaf, careleaf

__all__ = ["careleaf"]

README = (ROOT / "README.md").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
TARGETS = set(re.findall(r"^([a-z][a-z-]*):", MAKEFILE, re.MULTILINE))


def named_targets() -> list[str]:
    """Return the targets that the README and the other pages name."""
    pages = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
    text = "\n".join(page.read_text(encoding="utf-8") for page in pages if page.exists())
    return sorted(set(re.findall(r"(?:`|^)make ([a-z][a-z-]+)", text, re.MULTILINE)))


def test_the_readme_names_run_and_test() -> None:
    assert {"run", "test"} <= set(named_targets())


@pytest.mark.parametrize("target", named_targets())
def test_each_target_named_exists(target: str) -> None:
    assert target in TARGETS
    assert re.search(rf"^\.PHONY:.*\b{target}\b", MAKEFILE, re.MULTILINE)


@pytest.mark.parametrize("page", re.findall(r"\]\(([^)#]+)\)", README))
def test_each_page_the_readme_links_to_exists(page: str) -> None:
    written_by_make_bench = page == "docs/performance.md"
    assert page.startswith("http") or written_by_make_bench or (ROOT / page).exists()


def readme_commands() -> list[list[str]]:
    """Return the commands of the README's examples, as words."""
    blocks = "\n".join(re.findall(r"```sh\n(.*?)```", README, re.DOTALL)).replace("\\\n", " ")
    return [shlex.split(line)[1:] for line in blocks.splitlines() if line.startswith("careleaf ")]


@pytest.mark.parametrize("words", readme_commands(), ids=" ".join)
def test_each_command_of_the_readme_is_one(careleaf: Careleaf, words: list[str]) -> None:
    """A rule may hold an example back; none of its flags may be unknown."""
    done = careleaf(*words)
    assert done.code in (DONE, BLOCKED, UNCONFIRMED), done.err
    if "-o" in words and (out := words[words.index("-o") + 1]) != "-":
        assert Path(out).exists()


def test_the_clinic_file_of_the_readme_is_one(careleaf: Careleaf) -> None:
    (example,) = re.findall(r"```toml\n(.*?)```", README, re.DOTALL)
    clinic = careleaf.write("clinic.toml", example)
    assert careleaf("check", "acute-72h", "--clinic", clinic).code == DONE
