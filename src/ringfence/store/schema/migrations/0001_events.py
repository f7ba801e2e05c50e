"""The first tables: events, the wordings that consents share, and what the store knows of itself."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    """Makes the three tables."""

    initial = True
    dependencies: ClassVar[list[tuple[str, str]]] = []
    operations: ClassVar[list[object]] = [
        migrations.CreateModel(
            name="Setting",
            fields=[
                ("name", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("value", models.TextField()),
            ],
            options={"db_table": "ringfence_setting"},
        ),
        migrations.CreateModel(
            name="Wording",
            fields=[
                ("sha256", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("text", models.TextField()),
            ],
            options={"db_table": "ringfence_wording"},
        ),
        migrations.CreateModel(
            name="Event",
            fields=[
                ("seq", models.BigAutoField(primary_key=True, serialize=False)),
                ("id", models.CharField(max_length=64, unique=True)),
                ("kind", models.CharField(max_length=16)),
                ("number", models.BigIntegerField(null=True)),
                ("keyed", models.BinaryField(max_length=16)),
                ("at", models.CharField(max_length=32, null=True)),
                ("recorded_at", models.CharField(max_length=32)),
                ("recorded_by", models.TextField()),
                ("channel", models.CharField(max_length=16)),
                ("said", models.TextField()),
                ("scope", models.TextField()),
                ("scope_key", models.TextField()),
                ("about", models.CharField(max_length=64, null=True)),
                ("source", models.TextField()),
                ("details", models.TextField()),
            ],
            options={
                "db_table": "ringfence_event",
                "indexes": [
                    models.Index(fields=["keyed", "kind"], name="ringfence_event_keyed"),
                    models.Index(fields=["number"], name="ringfence_event_number"),
                    models.Index(fields=["about"], name="ringfence_event_about"),
                    models.Index(fields=["kind", "seq"], name="ringfence_event_kind"),
                ],
            },
        ),
    ]
