"""Fast and quiet, on the same databases as the real thing."""

import os
import tempfile
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit
from zlib import crc32

from lms.settings.base import *  # noqa: F403

# Of this checkout alone: two on one machine test side by side.
DATA_DIR = Path(tempfile.gettempdir()) / f"lms-test-{crc32(bytes(BASE_DIR)):08x}"
SECRET_KEY = "test-only-test-only-test-only-test-only-test-only"
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
DEMO_ALLOWED = True
STYLEGUIDE = True

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES["staticfiles"] = {
    "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
}
STORAGES["default"] = {"BACKEND": "django.core.files.storage.InMemoryStorage"}
STORAGES["private"] = {"BACKEND": "django.core.files.storage.InMemoryStorage"}
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CELERY_BROKER_URL = "memory://"
CELERY_TASK_ALWAYS_EAGER = True
SESSION_ENGINE = "django.contrib.sessions.backends.db"
REVIEW_INTERVALS_VARY = False

# Where several processes share the suite, none empties the cache of another.
if REDIS_URL and (worker := os.environ.get("PYTEST_XDIST_WORKER", "")):
    number = int(worker.removeprefix("gw")) + 1
    CACHES["default"]["LOCATION"] = urlunsplit(
        urlsplit(REDIS_URL)._replace(path=f"/{number}")
    )

if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # A file, because threads of the race tests need connections of their own.
    DATABASES["default"]["TEST"] = {
        "NAME": env.str("TEST_DB", default=str(DATA_DIR / "test.sqlite3"))
    }
    DATA_DIR.mkdir(exist_ok=True)
