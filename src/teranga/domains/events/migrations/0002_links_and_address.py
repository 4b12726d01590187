from django.db import migrations, models
from django.db.models import F

STATES = [("proposed", "Proposed"), ("confirmed", "Confirmed")]


def settle_addresses(apps, schema_editor):
    """What is shown today was shown since it was made."""
    apps.get_model("events", "Event").objects.exclude(visibility="draft").update(shown_at=F("created_at"))


class Migration(migrations.Migration):
    dependencies = [("events", "0001_initial")]

    operations = [
        migrations.AddField("event", "shown_at", models.DateTimeField(null=True)),
        # Links that stand today were made by those who run the installation: they hold.
        migrations.AddField(
            "eventlink", "state", models.CharField(choices=STATES, default="confirmed", max_length=10)
        ),
        migrations.AlterField(
            "eventlink", "state", models.CharField(choices=STATES, default="proposed", max_length=10)
        ),
        migrations.RunPython(settle_addresses, migrations.RunPython.noop, elidable=True),
    ]
