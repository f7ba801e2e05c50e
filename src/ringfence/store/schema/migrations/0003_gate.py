"""The gate's tables: decisions by reference, and what a person released."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    """Makes the two tables."""

    dependencies: ClassVar[list[tuple[str, str]]] = [("ringfence_store", "0002_ledger")]
    operations: ClassVar[list[object]] = [
        migrations.CreateModel(
            name="GateDecision",
            fields=[
                ("seq", models.BigAutoField(primary_key=True, serialize=False)),
                ("id", models.CharField(max_length=64, unique=True)),
                ("client", models.TextField()),
                ("reference", models.TextField()),
                ("campaign", models.TextField()),
                ("keyed", models.BinaryField(max_length=16)),
                ("masked", models.CharField(max_length=20)),
                ("asked", models.CharField(max_length=64)),
                ("decision", models.CharField(max_length=8)),
                ("reasons", models.TextField()),
                ("situation", models.CharField(max_length=16)),
                ("held_by", models.TextField()),
                ("rules_version", models.CharField(max_length=16)),
                ("decided_at", models.CharField(max_length=32)),
                ("expires_at", models.CharField(max_length=32)),
                ("redeemed_at", models.CharField(max_length=32, null=True)),
            ],
            options={
                "db_table": "ringfence_gate_decision",
                "indexes": [
                    models.Index(fields=["client", "reference", "seq"], name="ringfence_gate_reference"),
                    models.Index(fields=["keyed", "campaign", "decided_at"], name="ringfence_gate_keyed"),
                    models.Index(fields=["decision", "seq"], name="ringfence_gate_kind"),
                ],
            },
        ),
        migrations.CreateModel(
            name="GateRelease",
            fields=[
                ("seq", models.BigAutoField(primary_key=True, serialize=False)),
                ("decision", models.CharField(max_length=64)),
                ("campaign", models.TextField()),
                ("keyed", models.BinaryField(max_length=16)),
                ("rules", models.TextField()),
                ("rules_version", models.CharField(max_length=16)),
                ("released_by", models.TextField()),
                ("reason", models.TextField()),
                ("at", models.CharField(max_length=32)),
                ("until", models.CharField(max_length=32)),
            ],
            options={
                "db_table": "ringfence_gate_release",
                "indexes": [models.Index(fields=["keyed", "campaign"], name="ringfence_release_keyed")],
            },
        ),
    ]
