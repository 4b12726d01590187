import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('learning', '0005_cohorts_places'),
    ]

    operations = [
        migrations.RemoveConstraint(model_name='cohort', name='cohort_is_never_overfull'),
        migrations.RemoveField(model_name='cohort', name='capacity'),
        migrations.RemoveField(model_name='cohort', name='taken'),
        migrations.AlterField(
            model_name='cohort',
            name='quota',
            field=models.OneToOneField(on_delete=django.db.models.deletion.RESTRICT, related_name='+', to='places.quota'),
        ),
    ]
