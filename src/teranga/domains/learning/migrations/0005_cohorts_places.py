"""The places of each group become a quota; on the way back the group counts them itself again."""

from django.db import migrations


def _rows(apps, schema_editor):
    """Of the database that is brought up to date, which need not be the default one."""
    using = schema_editor.connection.alias
    models = (apps.get_model('places', 'Quota'), apps.get_model('learning', 'Cohort'))
    return [model._base_manager.using(using) for model in models]


def to_quotas(apps, schema_editor):
    quotas, cohorts = _rows(apps, schema_editor)
    for cohort in cohorts.order_by('pk'):
        cohort.quota = quotas.create(
            community_id=cohort.community_id, event=None, size=cohort.capacity, used=cohort.taken
        )
        cohort.save(update_fields=['quota'])


def to_counters(apps, schema_editor):
    quotas, cohorts = _rows(apps, schema_editor)
    for cohort in cohorts.select_related('quota').order_by('pk'):
        quota, cohort.quota = cohort.quota, None
        cohort.capacity, cohort.taken = quota.size, quota.used
        cohort.save(update_fields=['quota', 'capacity', 'taken'])
    quotas.filter(event=None).delete()


class Migration(migrations.Migration):

    dependencies = [
        ('learning', '0004_cohort_quota'),
    ]

    operations = [
        migrations.RunPython(to_quotas, to_counters, elidable=True),
    ]
