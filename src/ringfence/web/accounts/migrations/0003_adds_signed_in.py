"""Adds where people are signed in, so that they see it and can end it."""

from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Adds a table; what was there stays as it is."""

    dependencies: ClassVar[list[tuple[str, str]]] = [("ringfence_accounts", "0002_adds_sign_on_and_uses")]
    operations: ClassVar[list[object]] = [
        migrations.CreateModel(
            name="SignedIn",
            fields=[
                ("id", models.CharField(max_length=32, primary_key=True, serialize=False)),
                ("began", models.DateTimeField(db_index=True)),
                ("seen", models.DateTimeField()),
                ("browser", models.CharField(max_length=60)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="signed_in",
                        to="ringfence_accounts.person",
                    ),
                ),
            ],
            options={"db_table": "ringfence_signed_in"},
        ),
    ]
