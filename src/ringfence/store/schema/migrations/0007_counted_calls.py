"""The calls to a number are counted in their index alone, and only what is held is in the index of what is held."""

from typing import ClassVar

from django.db import migrations, models

HELD = "hold"


class Migration(migrations.Migration):
    """Two other indexes: one left out what was decided, so that each call of a number was read for it."""

    dependencies: ClassVar[list[tuple[str, str]]] = [("ringfence_store", "0006_carried")]
    operations: ClassVar[list[object]] = [
        migrations.RemoveIndex(model_name="gatedecision", name="ringfence_gate_keyed"),
        migrations.AddIndex(
            model_name="gatedecision",
            index=models.Index(fields=["keyed", "campaign", "decision", "decided_at"], name="ringfence_gate_keyed"),
        ),
        migrations.RemoveIndex(model_name="gatedecision", name="ringfence_gate_kind"),
        migrations.AddIndex(
            model_name="gatedecision",
            index=models.Index(fields=["seq"], name="ringfence_gate_held", condition=models.Q(decision=HELD)),
        ),
    ]
