"""Whoever finished a training path has a certificate with a code that anybody can check."""

import secrets

from django.db import migrations

from teranga.foundation.codes import new_code


def give(apps, schema_editor):
    using = schema_editor.connection.alias
    certificates = apps.get_model('credentials', 'Certificate')._base_manager.using(using)
    finished = apps.get_model('learning', 'Enrolment')._base_manager.using(using).filter(state='finished')
    for row in finished.filter(certificate=None).order_by('pk'):
        certificates.create(
            community_id=row.community_id, enrolment=row, person_id=row.person_id,
            code=new_code(secrets.choice, 9), issued_at=row.finished_at,
        )


def take_back(apps, schema_editor):
    using = schema_editor.connection.alias
    rows = apps.get_model('credentials', 'Certificate')._base_manager.using(using).exclude(enrolment=None)
    for row in rows.select_related('enrolment').order_by('pk'):
        row.enrolment.code = row.code
        row.enrolment.save(update_fields=['code'])
    rows.delete()


class Migration(migrations.Migration):

    dependencies = [
        ('credentials', '0002_path_certificates'),
    ]

    operations = [
        migrations.RunPython(give, take_back, elidable=True),
    ]
