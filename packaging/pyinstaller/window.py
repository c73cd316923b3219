"""The frozen program: the window, and every command."""

import sys

from careleaf.__main__ import main

sys.exit(main())
