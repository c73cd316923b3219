"""The frozen command line: what has a console on Windows, and never loads Qt."""

import sys

from careleaf.cli.main import run

sys.exit(run(sys.argv[1:]))
