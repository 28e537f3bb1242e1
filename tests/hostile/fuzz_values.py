"""Coverage-guided fuzzing of the parsers of numbers, dates, amounts and places.

``python -m tests.hostile.fuzz_values --seconds 600`` lets each target run for its share of the time, in a process of
its own, and says how many inputs were tried and how much of the program they reached. It takes ``atheris``, which
exists for Linux and macOS only (``pip install -e ".[fuzz]"``); without it the targets still run, in `test_fuzz_values`.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.hostile import nasty

_STATUS = re.compile(r"cov: (\d+) ft: (\d+)")
_DONE = re.compile(r"Done (\d+) (?:runs )?in|stat::number_of_executed_units: (\d+)")


def run_target(name: str, seconds: int, folder: Path) -> None:
    """Fuzz one target; does not return."""
    import atheris  # noqa: PLC0415 - the tests do without it

    # Only what is imported from here on reports its coverage; all of pandas would take minutes.
    with atheris.instrument_imports(include=["regman_xl"]):
        from tests.hostile.fuzz_corpus import SEEDS, TARGETS  # noqa: PLC0415 - as above
    corpus = folder / name
    corpus.mkdir(parents=True, exist_ok=True)
    for place, seed in enumerate(SEEDS[name]):
        (corpus / f"seed-{place}").write_bytes(seed)
    words = folder / f"{name}.dict"
    texts = (*nasty.NUMBERS, *nasty.DATES, *nasty.TEXTS)
    words.write_text("\n".join(_quoted(text) for text in texts if 0 < len(text) < 30))
    options = [
        f"-max_total_time={seconds}",
        "-print_final_stats=1",
        "-max_len=200",
        f"-artifact_prefix={folder}/{name}-",
    ]
    atheris.Setup([name, *options, f"-dict={words}", str(corpus)], TARGETS[name])
    atheris.Fuzz()


def _quoted(text: str) -> str:
    return '"' + "".join(f"\\x{byte:02x}" for byte in text.encode()) + '"'


def main() -> int:
    """Fuzz all targets; exit code 1 where one found something."""
    parser = argparse.ArgumentParser(description="Coverage-guided fuzzing of the parsers of values.")
    parser.add_argument("--seconds", type=int, default=600, help="for all targets together")
    parser.add_argument("--folder", help="where inputs and findings are kept; default: a temporary folder")
    parser.add_argument("--target", help=argparse.SUPPRESS)
    options = parser.parse_args()
    folder = Path(options.folder or tempfile.mkdtemp(prefix="regman-fuzz-"))
    folder.mkdir(parents=True, exist_ok=True)
    if options.target:
        run_target(options.target, options.seconds, folder)
    from tests.hostile.fuzz_corpus import TARGETS  # noqa: PLC0415 - in the child it is imported otherwise

    failed = [name for name in TARGETS if not _fuzzed(name, options.seconds // len(TARGETS), folder)]
    print(folder, *(f"failed: {name}" for name in failed), sep="\n")
    return 1 if failed else 0


def _fuzzed(name: str, seconds: int, folder: Path) -> bool:
    own = ["--target", name, "--seconds", str(seconds), "--folder", str(folder)]
    command = [sys.executable, "-m", "tests.hostile.fuzz_values", *own]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", errors="replace", check=False)
    (folder / f"{name}.log").write_text(done.stdout + done.stderr, encoding="utf-8")
    reached = _STATUS.findall(done.stderr)
    runs = [first or second for first, second in _DONE.findall(done.stderr)]
    coverage, features = reached[-1] if reached else ("?", "?")
    print(f"{name}: {runs[-1] if runs else '?'} inputs, coverage {coverage}, features {features}", flush=True)
    return done.returncode == 0


if __name__ == "__main__":
    sys.exit(main())
