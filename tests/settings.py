"""The product's settings with what tests change: their own folder, fast hashing, mail and cache in memory."""

import atexit
import os
import shutil
import tempfile

VAR = tempfile.mkdtemp(prefix="pinpoint-test-")
atexit.register(shutil.rmtree, VAR, ignore_errors=True)
os.environ |= {"PINPOINT_MODE": "demo", "PINPOINT_VAR": VAR, "BASE_URL": "http://testserver", "DEBUG": "false"}

from config.settings import *  # noqa: E402, F403
from config.settings import DATABASES, STORAGES  # noqa: E402

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
# A task runs when the transaction that asked for it commits; the database's queue has its own tests.
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
WHITENOISE_AUTOREFRESH = True  # looks for a file when it is asked for; else every new client lists all of them first
DATABASES["default"]["CONN_MAX_AGE"] = 0
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["TEST"] = {"NAME": f"{VAR}/test.sqlite3"}
    DATABASES["default"]["OPTIONS"]["init_command"] = "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;"
