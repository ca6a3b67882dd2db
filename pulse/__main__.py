"""Run the pulse page as a process: python -m pulse."""

import sys

from pulse.serve import main

if __name__ == "__main__":
    sys.exit(main())
