from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('learning', '0007_certificates_elsewhere'),
    ]

    operations = [
        migrations.AlterField(
            model_name='project',
            name='shown',
            field=models.CharField(choices=[('me', 'Me'), ('organisers', 'Organisers'), ('members', 'Members'), ('public', 'Public')], default='me', max_length=10),
        ),
    ]
