"""A server that people rely on: refuses to start half configured."""

from lms.settings.base import *  # noqa: F403
from lms.settings.base import required

SECRET_KEY = required("SECRET_KEY")
required("DATABASE_URL")
SITE_URL = required("SITE_URL")
ALLOWED_HOSTS = required("ALLOWED_HOSTS").split(",")
CSRF_TRUSTED_ORIGINS = [SITE_URL]

SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=True)
SECURE_HSTS_SECONDS = 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
if not REDIS_URL:
    # Several processes cannot share a cache in memory.
    SESSION_ENGINE = "django.contrib.sessions.backends.db"

STORAGES["staticfiles"] = {
    "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
}
