from django.db import migrations, models
from django.db.models import F

STATES = [("proposed", "Proposed"), ("confirmed", "Confirmed")]


def settle_addresses(apps, schema_editor):
    """What is shown today was shown since it was made."""
    communities = apps.get_model("communities", "Community").objects.exclude(visibility="draft")
    communities.update(shown_at=F("created_at"))


class Migration(migrations.Migration):
    dependencies = [("communities", "0002_asked_details")]

    operations = [
        migrations.AddField("community", "updated_at", models.DateTimeField(null=True)),
        migrations.AddField("community", "shown_at", models.DateTimeField(null=True)),
        # Links that stand today were made by those who run the installation: they hold.
        migrations.AddField(
            "communitylink", "state", models.CharField(choices=STATES, default="confirmed", max_length=10)
        ),
        migrations.AlterField(
            "communitylink", "state", models.CharField(choices=STATES, default="proposed", max_length=10)
        ),
        migrations.RunPython(settle_addresses, migrations.RunPython.noop, elidable=True),
    ]
