"""Django's settings, made for one home folder. Nothing is read from a settings module or the environment but secrets.

Sessions and accounts live in the store's database on PostgreSQL, and else in a SQLite file of their own: the store's is
opened with another build of SQLite (`ringfence.store.durable`). The key that signs sessions is made with the home.
"""

import os
import secrets
from pathlib import Path
from typing import Any

import django
from django.conf import settings

from ringfence.store.backup import WEB
from ringfence.store.place import Place, place
from ringfence.web import logs

HERE = Path(__file__).parent
KEY = "web.key"
MIB = 1 << 20


def configure(home: Path, *, hosts: tuple[str, ...] = ("localhost", "127.0.0.1"), https: bool = True) -> None:
    """Sets Django up for this home, once for the process."""
    if not settings.configured:
        settings.configure(**values(place(home), hosts, https))
        django.setup()
        from ringfence.web import database  # noqa: PLC0415 - wants its settings first

        database.watch()


def values(where: Place, hosts: tuple[str, ...], https: bool) -> dict[str, Any]:
    """Every setting."""
    return {
        "RINGFENCE_HOME": where.home,
        "SECRET_KEY": _key(where.home),
        "DEBUG": False,
        "ALLOWED_HOSTS": list(hosts),
        "ROOT_URLCONF": "ringfence.web.urls",
        "INSTALLED_APPS": [
            "django.contrib.contenttypes",
            "django.contrib.auth",
            "django.contrib.sessions",
            "django.contrib.messages",
            "django_otp",
            "django_otp.plugins.otp_totp",
            "django_otp.plugins.otp_static",
            "axes",
            "csp",
            "ringfence.store.schema.apps.StoreSchema",
            "ringfence.web.accounts.apps.Accounts",
            "ringfence.web.api.apps.Api",
        ],
        "MIDDLEWARE": [
            "ringfence.web.logs.Requests",
            "django.middleware.security.SecurityMiddleware",
            "whitenoise.middleware.WhiteNoiseMiddleware",
            "csp.middleware.CSPMiddleware",
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.middleware.common.CommonMiddleware",
            "django.contrib.auth.middleware.AuthenticationMiddleware",
            "django_otp.middleware.OTPMiddleware",
            "django.contrib.messages.middleware.MessageMiddleware",
            "django.middleware.clickjacking.XFrameOptionsMiddleware",
            # Before the form is read, which the next one does: who may not see a page has nothing of theirs taken in.
            "ringfence.web.middleware.WhoMaySee",
            "django.middleware.csrf.CsrfViewMiddleware",
            "axes.middleware.AxesMiddleware",
        ],
        "DATABASES": {"default": _database(where)},
        "AUTH_USER_MODEL": "ringfence_accounts.Person",
        "AUTHENTICATION_BACKENDS": [
            "axes.backends.AxesStandaloneBackend",
            "django.contrib.auth.backends.ModelBackend",
        ],
        "AUTH_PASSWORD_VALIDATORS": [
            {
                "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
                "OPTIONS": {"min_length": 12},
            },
            {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
            {"NAME": "ringfence.web.accounts.passwords.NoWordsOfThisPlace"},
        ],
        "PASSWORD_HASHERS": [
            "django.contrib.auth.hashers.ScryptPasswordHasher",  # standard library: wheels everywhere
            "django.contrib.auth.hashers.PBKDF2PasswordHasher",
        ],
        "TEMPLATES": [
            {
                "BACKEND": "django.template.backends.django.DjangoTemplates",
                "DIRS": [HERE / "templates"],
                "OPTIONS": {
                    "context_processors": [
                        "django.template.context_processors.request",
                        "django.contrib.auth.context_processors.auth",
                        "django.contrib.messages.context_processors.messages",
                        "ringfence.web.navigation.navigation",
                    ],
                    "builtins": ["ringfence.web.british"],
                },
            }
        ],
        "STATIC_URL": "/static/",
        "STATIC_ROOT": str(HERE / "static"),
        "WHITENOISE_MAX_AGE": 3600,
        "LANGUAGE_CODE": "en-gb",
        "TIME_ZONE": "Europe/London",
        "USE_TZ": True,
        "LOGIN_URL": "sign_in",
        "SESSION_COOKIE_AGE": 13 * 3600,  # longer than `web.sessions` lets anybody stay signed in
        "SESSION_EXPIRE_AT_BROWSER_CLOSE": True,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_SECURE": https,
        "SESSION_COOKIE_NAME": "__Host-ringfence" if https else "ringfence",
        "CSRF_COOKIE_SECURE": https,
        "CSRF_COOKIE_HTTPONLY": True,
        "CSRF_USE_SESSIONS": True,
        "CSRF_FAILURE_VIEW": "ringfence.web.errors.no_token",
        "SECURE_SSL_REDIRECT": https,
        "SECURE_REDIRECT_EXEMPT": [r"^healthz$", r"^api/"],  # programs: a redirect would hide that they ask in clear
        "SECURE_PROXY_SSL_HEADER": ("HTTP_X_FORWARDED_PROTO", "https") if https else None,
        "SECURE_HSTS_SECONDS": 31_536_000 if https else 0,
        "SECURE_HSTS_INCLUDE_SUBDOMAINS": https,
        "SECURE_HSTS_PRELOAD": https,
        "SECURE_CONTENT_TYPE_NOSNIFF": True,
        "SECURE_REFERRER_POLICY": "same-origin",
        "SECURE_CROSS_ORIGIN_OPENER_POLICY": "same-origin",
        "X_FRAME_OPTIONS": "DENY",
        "CONTENT_SECURITY_POLICY": {
            "DIRECTIVES": {
                "default-src": ["'none'"],
                "script-src": ["'self'"],
                "style-src": ["'self'"],
                "img-src": ["'self'", "data:"],
                "connect-src": ["'self'"],
                "form-action": ["'self'"],
                "base-uri": ["'none'"],
                "frame-ancestors": ["'none'"],
            }
        },
        "DATA_UPLOAD_MAX_MEMORY_SIZE": 2 * MIB,  # of a form without its files
        "UPLOAD_MOST": 1_200 * MIB,  # of a form with its files: the largest list that is taken, and a script
        "FILE_UPLOAD_MAX_MEMORY_SIZE": 1 * MIB,  # larger ones go to the disk as they come
        "FILE_UPLOAD_TEMP_DIR": str(_folder(where.home / "uploads")),
        "FILE_UPLOAD_PERMISSIONS": 0o600,
        "AXES_USERNAME_FORM_FIELD": "username",  # as `authenticate` is told it
        "AXES_FAILURE_LIMIT": 5,
        "AXES_COOLOFF_TIME": 0.25,  # hours
        "AXES_LOCKOUT_PARAMETERS": [["username", "ip_address"]],
        "AXES_RESET_ON_SUCCESS": True,
        "AXES_LOCKOUT_TEMPLATE": "locked_out.html",
        "AXES_VERBOSE": False,
        "AXES_SENSITIVE_PARAMETERS": ["username", "ip_address"],
        "OTP_TOTP_ISSUER": "Ringfence",
        "LOGGING": logs.config(),
    }


def _database(where: Place) -> dict[str, object]:
    found = dict(where.django())
    found["CONN_MAX_AGE"] = None  # a new SQLite connection for each request is four times slower
    if where.url is None:
        found["NAME"] = str(_own(where.home / WEB))
        found["OPTIONS"] = {"transaction_mode": "IMMEDIATE", "timeout": 60}
    return found


def _own(file: Path) -> Path:
    """The file, made if it is not there; nobody else reads it, nor the journal that takes its mode."""
    os.close(os.open(file, os.O_RDWR | os.O_CREAT, 0o600))
    return file


def _folder(folder: Path) -> Path:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def _key(home: Path) -> str:
    """The key that signs sessions."""
    file = home / KEY
    if not file.exists():
        try:
            handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            return _key(home)
        with os.fdopen(handle, "w", encoding="ascii") as stream:
            stream.write(secrets.token_urlsafe(64))
    return file.read_text(encoding="ascii")
