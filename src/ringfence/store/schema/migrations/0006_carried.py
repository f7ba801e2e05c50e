"""When a permit went through a trunk: once."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    """Adds one column."""

    dependencies: ClassVar[list[tuple[str, str]]] = [("ringfence_store", "0005_call_records")]
    operations: ClassVar[list[object]] = [
        migrations.AddField(
            model_name="gatedecision",
            name="carried_at",
            field=models.CharField(max_length=32, null=True),
        ),
    ]
