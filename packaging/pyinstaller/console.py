"""The frozen command line: what has a console on Windows, and never loads Qt."""

import sys
from multiprocessing import freeze_support

from careleaf.cli.main import run

freeze_support()  # a batch's processes start as this program does
sys.exit(run(sys.argv[1:]))
