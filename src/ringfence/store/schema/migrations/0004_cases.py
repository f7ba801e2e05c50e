"""The events of cases."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    """Makes the table."""

    dependencies: ClassVar[list[tuple[str, str]]] = [("ringfence_store", "0003_gate")]
    operations: ClassVar[list[object]] = [
        migrations.CreateModel(
            name="CaseEvent",
            fields=[
                ("seq", models.BigAutoField(primary_key=True, serialize=False)),
                ("id", models.CharField(max_length=64, unique=True)),
                ("case_id", models.CharField(max_length=16)),
                ("kind", models.CharField(max_length=32)),
                ("at", models.CharField(max_length=32)),
                ("recorded_at", models.CharField(max_length=32)),
                ("recorded_by", models.TextField()),
                ("identity", models.CharField(max_length=64)),
                ("number", models.BigIntegerField(null=True)),
                ("keyed", models.BinaryField(max_length=16)),
                ("details", models.TextField()),
                ("personal", models.TextField()),
                ("body", models.TextField()),
            ],
            options={
                "db_table": "ringfence_case_event",
                "indexes": [
                    models.Index(fields=["case_id", "seq"], name="ringfence_case_case"),
                    models.Index(fields=["kind", "case_id"], name="ringfence_case_kind"),
                    models.Index(fields=["identity"], name="ringfence_case_identity"),
                    models.Index(fields=["keyed"], name="ringfence_case_keyed"),
                ],
            },
        ),
    ]
