import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('learning', '0003_hackathons'),
        ('places', '0004_quota_without_event'),
    ]

    operations = [
        migrations.AddField(
            model_name='cohort',
            name='quota',
            field=models.OneToOneField(null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='+', to='places.quota'),
        ),
    ]
