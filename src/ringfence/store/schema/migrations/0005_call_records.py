"""What calls left behind: outcomes, complaints, leave to be called again."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    """Makes one table."""

    dependencies: ClassVar[list[tuple[str, str]]] = [("ringfence_store", "0004_cases")]
    operations: ClassVar[list[object]] = [
        migrations.CreateModel(
            name="CallRecord",
            fields=[
                ("id", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("kind", models.CharField(max_length=16)),
                ("campaign", models.TextField()),
                ("call", models.TextField()),
                ("number", models.BigIntegerField(null=True)),
                ("keyed", models.BinaryField(max_length=16)),
                ("at", models.CharField(max_length=32)),
                ("recorded_by", models.TextField()),
                ("code", models.CharField(max_length=8)),
                ("token", models.CharField(max_length=64)),
                ("said", models.TextField()),
                ("purpose", models.TextField()),
            ],
            options={
                "db_table": "ringfence_call_record",
                "indexes": [
                    models.Index(fields=["keyed"], name="ringfence_call_record_keyed"),
                    models.Index(fields=["kind", "campaign", "at"], name="ringfence_call_record_kind"),
                ],
            },
        ),
    ]
