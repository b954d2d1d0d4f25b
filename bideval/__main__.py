"""What ``python -m bideval`` runs: the same program as the command ``bideval``.

Python puts the current folder first among those from which modules are imported.  That
may be a tender folder from anywhere, with a ``yaml.py`` in it.  So it is taken away again
before anything else is imported; ``bideval`` itself is found by then.
"""

import sys

if __name__ == "__main__":
    if not sys.flags.safe_path:
        del sys.path[0]
    from bideval.cli.main import main

    main()
