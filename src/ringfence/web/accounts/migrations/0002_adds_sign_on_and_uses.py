"""Adds how people are known to single sign-on, and the counts behind the limits of public forms."""

from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Adds two tables and a field; what was there stays as it is."""

    dependencies: ClassVar[list[tuple[str, str]]] = [("ringfence_accounts", "0001_people")]
    operations: ClassVar[list[object]] = [
        migrations.AddField(
            model_name="person",
            name="password_was_given",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.CreateModel(
            name="Use",
            fields=[
                ("key", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("until", models.DateTimeField(db_index=True)),
                ("count", models.IntegerField()),
            ],
            options={"db_table": "ringfence_use"},
        ),
        migrations.CreateModel(
            name="SignOn",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("known_as", models.CharField(max_length=254, unique=True)),
                ("issuer", models.CharField(db_default="", default="", max_length=255)),
                ("subject", models.CharField(db_default="", default="", max_length=255)),
                (
                    "person",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sign_on",
                        to="ringfence_accounts.person",
                    ),
                ),
            ],
            options={"db_table": "ringfence_sign_on"},
        ),
        migrations.AddConstraint(
            model_name="signon",
            constraint=models.UniqueConstraint(
                condition=models.Q(("subject", ""), _negated=True),
                fields=("issuer", "subject"),
                name="ringfence_sign_on_subject",
            ),
        ),
    ]
