"""Convert MTCNN's networks with the `mtcnn` package's weights to LiteRT.

uv run --group train python tools/convert_mtcnn.py
"""

import hashlib
import json
import sys
from importlib.metadata import version
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from model.exit_codes import exit_code_of
from model.faces.networks import FOLDER
from model.train_group import require_train_group

SIDES = {"pnet": None, "rnet": 24, "onet": 48}


def main() -> None:
    """Write a file for each network, and their record."""
    require_train_group()
    import tensorflow as tf

    from model.lite_conversion import convert

    digests = {}
    for name, side in SIDES.items():
        network = package_network(name)

        def answer(image: Any, network: Any = network) -> Any:  # noqa: ANN401 - TensorFlow has no types
            return network((tf.cast(image, tf.float32) - 127.5) / 128.0)

        content = convert(answer, (1 if side is None else None, side, side, 3), "uint8")
        (FOLDER / f"{name}.tflite").write_bytes(content)
        digests[name] = hashlib.sha256(content).hexdigest()
        print(f"{name}: {len(content):,} bytes")
    record = {"source": f"mtcnn {version('mtcnn')}", "tensorflow": tf.__version__, "sha256": digests}
    (FOLDER / "record.json").write_text(json.dumps(record, indent=2) + "\n", encoding="utf-8")


def package_network(name: str) -> Any:  # noqa: ANN401 - Keras has no types
    """Return a network of the `mtcnn` package with its weights: `pnet`, `rnet` or `onet`."""
    import mtcnn
    from mtcnn.stages import StageONet, StagePNet, StageRNet

    # A bare file name would make the package look in the current directory first, and unpickle a file found there.
    weights = Path(mtcnn.__file__).resolve().parent / "assets" / "weights" / f"{name}.lz4"
    stages = {"pnet": StagePNet, "rnet": StageRNet, "onet": StageONet}
    return stages[name](weights=str(weights)).model


if __name__ == "__main__":
    sys.exit(exit_code_of(main))
