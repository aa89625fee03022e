#!/bin/sh
# The reports in every language there is.
PYTHONDONTWRITEBYTECODE=1 exec python3 "${EFLOW_SRCDIR:-$(dirname "$0")/..}/tests/reports/check_languages.py"
