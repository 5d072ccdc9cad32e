"""Run the command line as ``python -m r2pgraph``."""

from r2pgraph.cli import main

if __name__ == "__main__":
    main()
