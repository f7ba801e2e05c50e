"""The ledger: its entries and its signed roots."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    """Makes the two tables."""

    dependencies: ClassVar[list[tuple[str, str]]] = [("ringfence_store", "0001_events")]
    operations: ClassVar[list[object]] = [
        migrations.CreateModel(
            name="LedgerRow",
            fields=[
                ("seq", models.BigAutoField(primary_key=True, serialize=False)),
                ("kind", models.CharField(max_length=32)),
                ("keyed", models.BinaryField(max_length=16, null=True)),
                ("salt", models.BinaryField(max_length=16, null=True)),
                ("payload", models.BinaryField(null=True)),
                ("hashes", models.BinaryField()),
            ],
            options={
                "db_table": "ringfence_ledger",
                "indexes": [
                    models.Index(fields=["keyed"], name="ringfence_ledger_keyed"),
                    models.Index(fields=["kind", "seq"], name="ringfence_ledger_kind"),
                ],
            },
        ),
        migrations.CreateModel(
            name="SignedRoot",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("size", models.BigIntegerField()),
                ("root", models.BinaryField(max_length=32)),
                ("signature", models.BinaryField(max_length=64)),
                ("hint", models.BinaryField(max_length=4)),
            ],
            options={
                "db_table": "ringfence_checkpoint",
                "indexes": [models.Index(fields=["size"], name="ringfence_checkpoint_size")],
            },
        ),
    ]
