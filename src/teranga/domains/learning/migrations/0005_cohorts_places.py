"""The places of each group become a quota; on the way back the group counts them itself again."""

from django.db import migrations


def to_quotas(apps, schema_editor):
    quotas = apps.get_model('places', 'Quota')._base_manager
    for cohort in apps.get_model('learning', 'Cohort')._base_manager.order_by('pk'):
        cohort.quota = quotas.create(
            community_id=cohort.community_id, event=None, size=cohort.capacity, used=cohort.taken
        )
        cohort.save(update_fields=['quota'])


def to_counters(apps, schema_editor):
    quotas = apps.get_model('places', 'Quota')._base_manager
    for cohort in apps.get_model('learning', 'Cohort')._base_manager.select_related('quota').order_by('pk'):
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
