"""Django settings, all derived from the typed configuration (foundation/config.py)."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path

from teranga.foundation.config import read_configuration

CONFIG = read_configuration()
PACKAGE = Path(__file__).resolve().parent.parent

SECRET_KEY = CONFIG.secret_key
DEBUG = CONFIG.debug
DEMO = CONFIG.demo
BASE_URL = CONFIG.base_url
ALLOWED_HOSTS = list(CONFIG.hosts)
DATA_DIR = CONFIG.data
OPEN_COMMUNITIES = CONFIG.open_communities

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "teranga.base",
    "teranga.domains.activity",
    "teranga.domains.people",
    "teranga.domains.mail",
    "teranga.domains.communities",
    "teranga.domains.events",
    "teranga.domains.places",
    "teranga.domains.learning",
    "teranga.domains.ledger",
    "teranga.domains.payments",
    "teranga.domains.credentials",
    "teranga.domains.proposals",
    "teranga.domains.aid",
    "teranga.web",
]

MIDDLEWARE = [
    "teranga.web.middleware.RequestIdMiddleware",
    "teranga.web.middleware.ProxyMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "teranga.web.middleware.SecurityHeadersMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "teranga.web.limits.RequestSizeMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "teranga.web.guard.GuardMiddleware",
    "teranga.web.errors.DatabaseAwayMiddleware",
]

ROOT_URLCONF = "teranga.project.urls"
WSGI_APPLICATION = "teranga.project.wsgi.application"
APPEND_SLASH = True

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [PACKAGE / "web" / "templates"],
        "APP_DIRS": False,
        "OPTIONS": {
            "environment": "teranga.web.templating.environment",
            "trim_blocks": True,
            "lstrip_blocks": True,
            "auto_reload": CONFIG.debug,
            "extensions": ["jinja2.ext.i18n"],
        },
    },
]

if CONFIG.database.engine == "sqlite":
    DATABASES: dict[str, dict[str, object]] = {
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": CONFIG.database.name,
            "CONN_MAX_AGE": None,
            "OPTIONS": {
                "timeout": 15,
                "transaction_mode": "IMMEDIATE",
                "init_command": (
                    "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;"
                    "PRAGMA cache_size=-16000; PRAGMA mmap_size=134217728;"
                    # Whoever commits carries the log over into the file, and all others wait: seldom.
                    "PRAGMA wal_autocheckpoint=4000;"
                ),
            },
        }
    }
else:
    DATABASES = {
        "default": {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": CONFIG.database.name,
            "HOST": CONFIG.database.host,
            "PORT": CONFIG.database.port,
            "USER": CONFIG.database.user,
            "PASSWORD": CONFIG.database.password,
            "CONN_MAX_AGE": None,
            "CONN_HEALTH_CHECKS": True,
        }
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("fr", "Français"), ("es", "Español")]
LOCALE_PATHS = [PACKAGE / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

MEDIA_ROOT = CONFIG.data / "media"
FILE_UPLOAD_PERMISSIONS = 0o640
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o750
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1000  # a selection has a line for each topic, country and session
DATA_UPLOAD_MAX_NUMBER_FILES = 10

SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_NAME = "__Host-session" if CONFIG.secure else "session"
SESSION_COOKIE_AGE = int(timedelta(days=60).total_seconds())
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = CONFIG.secure
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_NAME = "__Host-csrf" if CONFIG.secure else "csrf"
CSRF_FAILURE_VIEW = "teranga.web.errors.csrf_failure"

AUTH_USER_MODEL = "people.Account"
AUTHENTICATION_BACKENDS = ["teranga.web.account.backend.AccountBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "sign-in"
LOGIN_REDIRECT_URL = "me"
ACCOUNT_ADAPTER = "teranga.web.account.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # addresses are confirmed as contact points, before there is an account
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_RATE_LIMITS = False  # tries are counted in the database, where every worker sees them
MFA_RATE_LIMITS = False
MFA_ADAPTER = "teranga.web.account.adapter.SecondStepAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_TOLERANCE = 1
MFA_RECOVERY_CODES_SHOW_ONCE = True

SECURE_SSL_REDIRECT = CONFIG.secure  # where a trusted proxy says that it was asked without a certificate
SECURE_HSTS_SECONDS = 31_536_000 if CONFIG.secure else 0
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

EMAIL_BACKEND = CONFIG.mail_backend or "django.core.mail.backends.smtp.EmailBackend"
if CONFIG.mail:
    EMAIL_HOST = CONFIG.mail.host
    EMAIL_PORT = CONFIG.mail.port
    EMAIL_HOST_USER = CONFIG.mail.user
    EMAIL_HOST_PASSWORD = CONFIG.mail.password
    EMAIL_USE_TLS = CONFIG.mail.tls
    EMAIL_TIMEOUT = 20
MAIL_CONFIGURED = CONFIG.mail is not None or bool(CONFIG.mail_backend)
ANYMAIL = {  # TERANGA_ANYMAIL_BREVO_API_KEY=… becomes ANYMAIL["BREVO_API_KEY"]
    name.removeprefix("TERANGA_ANYMAIL_"): value
    for name, value in os.environ.items()
    if name.startswith("TERANGA_ANYMAIL_")
}
DEFAULT_FROM_EMAIL = CONFIG.mail_from

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": "teranga.base.logs.OneLineFormatter"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {"teranga": {"level": "WARNING" if CONFIG.demo else "INFO"}},
}
# Whether every other name below this one has a certificate too, and whether browsers should carry the name in
# their lists for years, is the decision of whoever owns the domain; their proxy can say so.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
