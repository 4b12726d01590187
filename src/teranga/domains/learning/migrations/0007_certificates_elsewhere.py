from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('credentials', '0003_codes_for_paths'),
        ('learning', '0006_cohort_counts_no_more'),
    ]

    operations = [
        migrations.RemoveConstraint(model_name='enrolment', name='one_certificate_per_code'),
        migrations.RemoveField(model_name='enrolment', name='code'),
    ]
