"""The calls to a number are counted in their index alone."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    """Another index in the place of one that left out what was decided: each call of a number was read for it."""

    dependencies: ClassVar[list[tuple[str, str]]] = [("ringfence_store", "0006_carried")]
    operations: ClassVar[list[object]] = [
        migrations.RemoveIndex(model_name="gatedecision", name="ringfence_gate_keyed"),
        migrations.AddIndex(
            model_name="gatedecision",
            index=models.Index(fields=["keyed", "campaign", "decision", "decided_at"], name="ringfence_gate_keyed"),
        ),
    ]
