"""Events know when their call is open, so that their pages need not ask for it."""

from django.db import migrations


def write_down(apps, schema_editor):
    """As `announce_call` does: the last moment is that of the latest type which anybody may propose."""
    types = {}
    for row in apps.get_model("proposals", "SessionType").objects.filter(way="open", ended_at=None):
        types.setdefault(row.call_id, []).append(row.closes_at)
    for call in apps.get_model("proposals", "Call").objects.exclude(state="draft"):
        told = [moment or call.closes_at for moment in types.get(call.pk, [])]
        apps.get_model("events", "Event").objects.filter(pk=call.event_id).update(
            call_opens_at=call.opens_at, call_closes_at=max(told, default=call.closes_at),
            call_is_counted=call.state == "ended",
        )


class Migration(migrations.Migration):

    dependencies = [
        ("events", "0006_call_moments"),
        ("proposals", "0005_assignment_runs"),
    ]

    operations = [
        migrations.RunPython(write_down, migrations.RunPython.noop, elidable=True),
    ]
