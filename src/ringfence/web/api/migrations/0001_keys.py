"""The tables of keys and of kept answers."""

from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Makes them."""

    initial = True
    dependencies: ClassVar[list[tuple[str, str]]] = []
    operations: ClassVar[list[object]] = [
        migrations.CreateModel(
            name="ApiKey",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=100, unique=True)),
                ("sha256", models.CharField(max_length=64, unique=True)),
                ("scopes", models.TextField()),
                ("campaigns", models.TextField(default="")),
                ("until", models.DateField()),
                ("made_at", models.CharField(max_length=32)),
                ("made_by", models.CharField(max_length=200)),
                ("revoked_at", models.CharField(default="", max_length=32)),
                ("last_used_on", models.DateField(null=True)),
            ],
            options={"db_table": "ringfence_api_key"},
        ),
        migrations.CreateModel(
            name="ApiAnswer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=200)),
                ("asked", models.CharField(max_length=64)),
                ("at", models.CharField(max_length=32)),
                ("status", models.IntegerField(null=True)),
                ("body", models.TextField(default="")),
                (
                    "key",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="ringfence_api.apikey"),
                ),
            ],
            options={
                "db_table": "ringfence_api_answer",
                "constraints": [models.UniqueConstraint(fields=("key", "name"), name="ringfence_api_answer_name")],
            },
        ),
    ]
