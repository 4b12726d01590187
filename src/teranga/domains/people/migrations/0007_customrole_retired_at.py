from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("people", "0006_consent_language"),
    ]

    operations = [
        migrations.AddField(
            model_name="customrole",
            name="retired_at",
            field=models.DateTimeField(null=True),
        ),
    ]
