"""Write every answer of the dashboard over the demo term to a folder, so that two commits can be compared.

Usage: uv run --all-groups python tools/golden_answers.py FOLDER; the same on another commit; then diff -r the two.
With --keep, the fingerprints that the tests hold answers to are written anew.
"""

import argparse
import json
import re
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FINGERPRINTS = ROOT / "tests/dashboard/golden/fingerprints.json"


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the answers, or their fingerprints, and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, help="the folder to write each answer to, as text")
    parser.add_argument("--keep", action="store_true", help=f"write {FINGERPRINTS.relative_to(ROOT)} anew")
    options = parser.parse_args(arguments)
    if not options.keep and options.folder is None:
        parser.error("name a folder, or say --keep")
    write(options.folder, keep=options.keep)
    return 0


def write(folder: Path | None, *, keep: bool) -> None:
    """Ask for every answer once; write each into `folder`, and their fingerprints where the tests keep them."""
    sys.path.insert(0, str(ROOT))
    from tests.dashboard.golden.answers import Fingerprint, addresses, answer_text, client_of, write_term

    fingerprints = {}
    with tempfile.TemporaryDirectory() as scratch:
        database = Path(scratch) / "term.db"
        write_term(database)
        client = client_of(database)
        for language, address in addresses():
            text = answer_text(client, language, address)
            fingerprints[f"{language} {address}"] = asdict(Fingerprint.of(text))
            if folder is not None:
                folder.mkdir(parents=True, exist_ok=True)
                (folder / (language + re.sub(r"[^\w.=&-]", "_", address))).write_text(text, encoding="utf-8")
        client.application.extensions["moodline"].reader.close()
    if keep:
        lines = (f"  {json.dumps(name)}: {json.dumps(each)}" for name, each in fingerprints.items())
        FINGERPRINTS.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
