import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('credentials', '0001_initial'),
        ('learning', '0006_cohort_counts_no_more'),
    ]

    operations = [
        migrations.AddField(
            model_name='certificate',
            name='enrolment',
            field=models.OneToOneField(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='certificate', to='learning.enrolment'),
        ),
        migrations.AlterField(
            model_name='certificate',
            name='event',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='events.event'),
        ),
        migrations.AlterField(
            model_name='certificate',
            name='place',
            field=models.OneToOneField(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='certificate', to='places.place'),
        ),
        migrations.AddConstraint(
            model_name='certificate',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('enrolment', None), ('event__isnull', False), ('place__isnull', False)), models.Q(('enrolment__isnull', False), ('event', None), ('place', None)), _connector='OR'), name='certificate_says_one_thing'),
        ),
    ]
