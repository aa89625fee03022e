#!/bin/sh
# The template has every text, and every catalogue fits it; prints TAP.
PYTHONDONTWRITEBYTECODE=1 exec python3 "${EFLOW_SRCDIR:-$(dirname "$0")/..}/tests/i18n_check.py"
