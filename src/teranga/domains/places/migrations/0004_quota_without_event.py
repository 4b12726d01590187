import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('events', '0001_initial'),
        ('places', '0003_reminders'),
    ]

    operations = [
        migrations.AlterField(
            model_name='quota',
            name='event',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='events.event'),
        ),
    ]
