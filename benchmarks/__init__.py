"""Benchmarks: bideval beside named peers, on the same work in the same run.

``python -m benchmarks [NAME...]`` runs them; README.md says how to read the table.

Nothing here is part of bideval or of its tests, and floats are welcome: no figure
here is a number of a tender.
"""

import os

# One thread for numpy on both sides.  Its linear algebra waits for its slowest thread: with another
# process on the machine, two threads would measure that process.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
