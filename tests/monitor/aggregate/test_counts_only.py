"""A sample of a class in which no moods are read is a count, whatever the faces would have shown."""

from monitor.aggregate.sampling import ClassSampling
from monitor.types import Reading
from tests.monitor.fixtures import at


def test_every_face_counts_as_usable_and_there_is_no_mood() -> None:
    sampling = ClassSampling(1.0, 5, 2.0, 1.0, reads_moods=False)
    (sample,) = sampling.add(Reading(at(0), 12, (), 0, processing_ms=1.0))
    assert (sample.faces, sample.usable_faces, sample.mood) == (12, 12, None)
