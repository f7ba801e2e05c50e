"""The Django app that holds the schema."""

from django.apps import AppConfig


class StoreSchema(AppConfig):
    """The store's tables."""

    name = "ringfence.store.schema"
    label = "ringfence_store"
    default_auto_field = "django.db.models.BigAutoField"
