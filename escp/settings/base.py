"""What every installation shares. Another partnership changes names and wording in the environment, not in code."""

from pathlib import Path

from escp.settings import environment

BASE_DIR = Path(__file__).resolve().parent.parent.parent
# The words of the help pages.
HOW_TO_DIR = BASE_DIR / "docs" / "how-to"
VAR_DIR = Path(environment.text("VAR_DIR", str(BASE_DIR / "var")))

# Who runs this installation
PARTNERSHIP_NAME = environment.text("PARTNERSHIP_NAME", "Enfield Safeguarding Children Partnership")
PARTNERSHIP_SHORT_NAME = environment.text("PARTNERSHIP_SHORT_NAME", "ESCP")
BOROUGH = environment.text("BOROUGH", "Enfield")
# The areas that figures are compared with, by the codes of the Office for National Statistics. Statistical neighbours
# are those that the partnership works with: they change when the Department for Education draws them anew.
AREA_CODE = environment.text("AREA_CODE", "E09000010")
REGION_CODE = environment.text("REGION_CODE", "E12000007")
NATION_CODE = environment.text("NATION_CODE", "E92000001")
NEIGHBOUR_CODES = environment.listed("NEIGHBOUR_CODES")
SERVICE_NAME = "Golden Thread"
UNIT_EMAIL = environment.text("UNIT_EMAIL", "business.unit@partnership.example")
SITE_ADDRESS = environment.text("SITE_ADDRESS", "http://127.0.0.1:8000").rstrip("/")
HANDLING_MARKING = environment.text("HANDLING_MARKING", "OFFICIAL-SENSITIVE")
# Where the reviews of children's deaths are worked on: "ecdop", or "here" for a partnership without that system.
CHILD_DEATHS_HELD_IN = environment.text("CHILD_DEATHS_HELD_IN", "ecdop")
VERSION = "0.1.0"

# A demo installation offers its invented people at sign-in; production settings refuse it.
DEMO = False
# The gallery shows every component on one page, for developers.
GALLERY = False

INSTALLED_APPS = [
    "home",
    "cdop",
    "intelligence",
    "audits",
    "reviews",
    "actionplans",
    "learning",
    "escp.returns",
    "escp.imports",
    "escp.deadlines",
    "escp.lifecycle",
    "escp.documents",
    "escp.partnership",
    "escp.ui",
    "escp.reports",
    "escp.access",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "crispy_forms",
    "django_filters",
    "django_tables2",
    "simple_history",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "escp.access.private_addresses.WithoutCookiesMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "escp.access.middleware.SessionLimitsMiddleware",
    "escp.access.middleware.SecondFactorMiddleware",
    "escp.access.middleware.MembershipMiddleware",
    "escp.access.middleware.AccessLogMiddleware",
    "escp.access.middleware.NoStoreMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
]

ROOT_URLCONF = "escp.urls"
WSGI_APPLICATION = "escp.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "escp.ui.context.service",
            ],
            "builtins": ["escp.ui.templatetags.gov"],
        },
    }
]

DATABASES = {
    "default": environment.database(environment.text("DATABASE_URL", f"sqlite:///{VAR_DIR / 'database.sqlite3'}"))
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Language, time and place
LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_I18N = True
USE_TZ = True
FORMAT_MODULE_PATH = ["escp.ui.formats"]

# Who may come in
AUTH_USER_MODEL = "partnership.Person"
AUTHENTICATION_BACKENDS = ["escp.partnership.signing_in.PersonBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
SECRET_KEY_FALLBACKS = environment.listed("SECRET_KEY_FALLBACKS")
PASSWORD_RESET_TIMEOUT = 60 * 60
ACCOUNT_ADAPTER = "escp.access.adapters.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_FORMS = {
    "login": "escp.access.forms.SignInForm",
    "reset_password": "escp.access.forms.ForgottenPasswordForm",
    "reset_password_from_key": "escp.access.forms.ChosenPasswordForm",
    "change_password": "escp.access.forms.ChangedPasswordForm",
}
# Wrong guesses at one account, whoever makes them, and from one address, whosever account. The account comes first:
# what is blocked there is not counted against colleagues behind the same address.
ACCOUNT_RATE_LIMITS = {
    "login": None,
    "login_failed": "5/5m/key,10/5m/ip",
    "reset_password": "3/5m/key,10/5m/ip",
    "change_password": "10/5m/user",
}
# How many proxies of ours stand in front: only what they say of a visitor's address is believed.
ALLAUTH_TRUSTED_PROXY_COUNT = int(environment.text("TRUSTED_PROXIES", "0"))
MFA_ADAPTER = "escp.access.adapters.SecondFactorAdapter"
MFA_FORMS = {"authenticate": "escp.access.forms.CodeForm"}
MFA_TOTP_ISSUER = f"{SERVICE_NAME} {PARTNERSHIP_SHORT_NAME}"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_IDLE_MINUTES = int(environment.text("SESSION_IDLE_MINUTES", "30"))
SESSION_LONGEST_HOURS = int(environment.text("SESSION_LONGEST_HOURS", "12"))
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_FAILURE_VIEW = "escp.ui.errors.csrf_failure"

# Static files
STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = Path(environment.text("STATIC_ROOT", str(VAR_DIR / "static")))

# Forms and lists
CRISPY_ALLOWED_TEMPLATE_PACKS = ["govuk"]
CRISPY_TEMPLATE_PACK = "govuk"
CRISPY_FAIL_SILENTLY = False
DJANGO_TABLES2_TEMPLATE = "components/table.html"
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
# Who came to an event is asked by two boxes for each agency; a region with its schools has many hundreds.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

# Documents: a folder that nothing serves, the largest file, and the virus scanner (`tcp://host:port`, or the path of a
# socket). With a scanner set, no file leaves before it was found clean.
DOCUMENTS_DIR = Path(environment.text("DOCUMENTS_DIR", str(VAR_DIR / "documents")))
DOCUMENTS_MEGABYTES = int(environment.text("DOCUMENTS_MEGABYTES", "20"))
# Tables that the worker reads row by row may be larger.
LONG_TABLES_MEGABYTES = 200
CLAMD_ADDRESS = environment.text("CLAMD_ADDRESS", "")

# Nothing but our own origin, nothing inline
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "manifest-src": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        "base-uri": ["'none'"],
    }
}
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

# History records edits; it is not the audit trail, and nothing is put back behind the workflow's back
SIMPLE_HISTORY_REVERT_DISABLED = True
SIMPLE_HISTORY_ENFORCE_HISTORY_MODEL_PERMISSIONS = True
SIMPLE_HISTORY_HISTORY_ID_USE_UUID = False

# Work outside the request. Times are UTC: a schedule in Europe/London loses an hour every October.
CELERY_BROKER_URL = environment.text("CELERY_BROKER_URL", "filesystem://localhost")
CELERY_TIMEZONE = "UTC"
CELERY_TASK_SERIALIZER = "json"
CELERY_RESULT_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
# A long paper takes memory that Python does not give back: a process grown so far (in kB) makes way for a new one.
CELERY_WORKER_MAX_MEMORY_PER_CHILD = 400_000
if CELERY_BROKER_URL.startswith("filesystem"):
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(VAR_DIR / "queue"),
        "data_folder_out": str(VAR_DIR / "queue"),
        "control_folder": str(VAR_DIR / "queue-control"),
    }
else:
    # A web request must not hang when Redis is away: the database holds the truth, the queue is a hint.
    CELERY_BROKER_TRANSPORT_OPTIONS = {"socket_connect_timeout": 2, "socket_timeout": 5, "visibility_timeout": 3600}

# Counters for rate limits and used one-time codes; shared by all web processes.
CACHES = (
    {
        "default": {
            "BACKEND": "escp.access.counters.Counters",
            "LOCATION": environment.text("CACHE_URL"),
            "OPTIONS": {"socket_connect_timeout": 2, "socket_timeout": 2},
        }
    }
    if environment.text("CACHE_URL", "")
    else {
        "default": {
            "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
            "LOCATION": str(VAR_DIR / "cache"),
        }
    }
)

# What the service calls by itself: the published bank holidays, when asked to, and an address that is called after each
# good sweep, so that somebody elsewhere notices when the calls stop.
BANK_HOLIDAYS_URL = environment.address("BANK_HOLIDAYS_URL", "https://www.gov.uk/bank-holidays.json")
DEADMAN_URL = environment.address("DEADMAN_URL")

# Mail
DEFAULT_FROM_EMAIL = environment.text("FROM_EMAIL", f"{PARTNERSHIP_SHORT_NAME} Business Unit <{UNIT_EMAIL}>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
EMAIL_HOST = environment.text("EMAIL_HOST", "localhost")
EMAIL_PORT = int(environment.text("EMAIL_PORT", "25"))
EMAIL_HOST_USER = environment.text("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = environment.text("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = environment.flag("EMAIL_USE_TLS")
EMAIL_TIMEOUT = 10

# Whoever knows an address beneath this may read it: nobody's session counts there, and no log holds it.
PRIVATE_ADDRESSES = "/calendar/"

# Logs carry references and counts, never bodies or query values
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "escp.access.private_addresses.DiscreetFormatter",
            "format": "%(asctime)s %(levelname)s %(name)s %(message)s",
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    # What typesets papers tells of every step.
    "loggers": {name: {"level": "WARNING"} for name in ("weasyprint", "fontTools", "pikepdf")},
    "root": {"handlers": ["console"], "level": "INFO"},
}
