#!/bin/sh
# Reports in all formats, read by programs that are not ours.
PYTHONDONTWRITEBYTECODE=1 exec python3 "${EFLOW_SRCDIR:-$(dirname "$0")/..}/tests/reports/check_reports.py"
