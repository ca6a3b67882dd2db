"""Convert an emotion network without a `.tflite` file for live use.

uv run --group train python tools/convert_emotions.py [WEIGHTS]
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from model.exit_codes import exit_code_of
from model.keras_network import bound_threads, load_network
from model.lite_conversion import convert_emotion_network
from model.weights_file import SHIPPED_WEIGHTS, lite_path, read_record, sha256_of, write_record


def main(weights: Path) -> None:
    """Write the `.tflite` file of the weights, and its SHA-256 into their record."""
    record = read_record(weights)
    bound_threads(2)
    lite_path(weights).write_bytes(convert_emotion_network(load_network(weights), record.heads, record.input_side))
    content = dict(record.everything)
    after = list(content).index("sha256") + 1
    items = [item for item in content.items() if item[0] != "lite_sha256"]
    items.insert(after, ("lite_sha256", sha256_of(lite_path(weights))))
    write_record(weights, dict(items))
    print(f"{lite_path(weights)}: {lite_path(weights).stat().st_size:,} bytes")


if __name__ == "__main__":
    weights = Path(sys.argv[1]) if len(sys.argv) > 1 else SHIPPED_WEIGHTS
    sys.exit(exit_code_of(lambda: main(weights)))
