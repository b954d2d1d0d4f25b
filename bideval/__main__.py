"""What ``python -m bideval`` runs: the same program as the command ``bideval``."""

from bideval.cli.main import main

if __name__ == "__main__":
    main()
