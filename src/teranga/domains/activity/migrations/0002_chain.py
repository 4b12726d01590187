"""Bind the entries of each chain together, those that exist among them."""

from django.db import migrations, models
from django.db.models import Q

from teranga.domains.activity.rules import AT_LARGE, BOUND, digest_of

BATCH = 1000


def bind(apps, schema_editor):
    entries, heads = apps.get_model("activity", "AuditEntry"), apps.get_model("activity", "AuditHead")
    using = schema_editor.connection.alias
    last: dict[int, tuple[int, str]] = {}
    batch: list = []
    for entry in entries._base_manager.using(using).order_by("id").iterator(chunk_size=BATCH):
        chain = entry.community_id or AT_LARGE
        sequence, before = last.get(chain, (0, ""))
        entry.sequence, entry.previous_hash = sequence + 1, before
        entry.hash = digest_of({name: getattr(entry, name) for name in BOUND})
        last[chain] = (entry.sequence, entry.hash)
        batch.append(entry)
        if len(batch) == BATCH:
            _save(entries, batch, using)
            batch = []
    _save(entries, batch, using)
    heads.objects.using(using).bulk_create(
        heads(chain=chain, last_sequence=sequence, last_hash=digest) for chain, (sequence, digest) in last.items()
    )


def _save(entries, batch, using):
    entries._base_manager.using(using).bulk_update(batch, ["sequence", "previous_hash", "hash"], batch_size=200)


class Migration(migrations.Migration):
    dependencies = [("activity", "0001_initial")]
    operations = [
        migrations.CreateModel(
            name="AuditHead",
            fields=[
                ("chain", models.BigIntegerField(primary_key=True, serialize=False)),
                ("last_sequence", models.BigIntegerField(default=0)),
                ("last_hash", models.CharField(blank=True, max_length=64)),
            ],
        ),
        migrations.CreateModel(
            name="AuditDayHead",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("chain", models.BigIntegerField()),
                ("day", models.DateField()),
                ("sequence", models.BigIntegerField()),
                ("hash", models.CharField(max_length=64)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("chain", "day"), name="one_head_per_chain_and_day")
                ],
            },
        ),
        migrations.AddField("auditentry", "sequence", models.BigIntegerField(null=True)),
        migrations.AddField("auditentry", "previous_hash", models.CharField(blank=True, default="", max_length=64), preserve_default=False),
        migrations.AddField("auditentry", "hash", models.CharField(blank=True, default="", max_length=64), preserve_default=False),
        migrations.RunPython(bind, migrations.RunPython.noop, elidable=True),
    ]
