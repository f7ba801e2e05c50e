"""The table of people."""

from typing import ClassVar

from django.db import migrations, models

from ringfence.web.roles import Role


class Migration(migrations.Migration):
    """Makes it."""

    initial = True
    dependencies: ClassVar[list[tuple[str, str]]] = []
    operations: ClassVar[list[object]] = [
        migrations.CreateModel(
            name="Person",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                ("name", models.CharField(max_length=150, unique=True)),
                ("shown", models.CharField(max_length=200)),
                ("role", models.CharField(choices=[(role.value, role.words) for role in Role], max_length=32)),
                ("is_active", models.BooleanField(default=True)),
            ],
            options={"db_table": "ringfence_person"},
        ),
    ]
