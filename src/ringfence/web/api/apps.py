"""The Django app that holds the API's keys, and the answers that are given again."""

from django.apps import AppConfig


class Api(AppConfig):
    """Keys and kept answers."""

    name = "ringfence.web.api"
    label = "ringfence_api"
    default_auto_field = "django.db.models.BigAutoField"
