"""The Django app that holds the accounts."""

from django.apps import AppConfig


class Accounts(AppConfig):
    """People who use the web application."""

    name = "ringfence.web.accounts"
    label = "ringfence_accounts"
    default_auto_field = "django.db.models.BigAutoField"
