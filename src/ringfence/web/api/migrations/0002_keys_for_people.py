"""Adds to a key the person in whose name it acts, and when they took it on."""

from typing import ClassVar

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Adds two fields; keys that are there are nobody's, as they were."""

    dependencies: ClassVar[list[tuple[str, str]]] = [
        ("ringfence_api", "0001_keys"),
        ("ringfence_accounts", "0002_adds_sign_on_and_uses"),
    ]
    operations: ClassVar[list[object]] = [
        migrations.AddField(
            model_name="apikey",
            name="person",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="apikey",
            name="taken_on_at",
            field=models.CharField(db_default="", default="", max_length=32),
        ),
    ]
