"""Show the mood of classes in a browser: uv run run_dashboard.py."""

import sys

from dashboard.serve import main

if __name__ == "__main__":
    sys.exit(main())
