#!/bin/sh
# What the wizard knows as data: against its schemas, its own references, and a second model of it.
PYTHONDONTWRITEBYTECODE=1 exec python3 "${EFLOW_SRCDIR:-$(dirname "$0")/..}/tests/screens_check.py"
