from django.db import migrations, models


def tell_who_agreed(apps, schema_editor):
    """Until now a yes came from a parent or guardian, or else from the patient."""
    rows = apps.get_model("cases", "Consent").objects.using(schema_editor.connection.alias)
    rows.filter(by_guardian=True).update(agreed_by="guardian")
    rows.filter(by_guardian=False).update(agreed_by="patient")


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0005_reading'),
    ]

    operations = [
        migrations.AddField(
            model_name='consent',
            name='agreed_by',
            field=models.CharField(blank=True, choices=[('patient', 'The patient'), ('guardian', 'A parent or guardian'), ('carer', 'The patient, an adult; somebody else writes for them'), ('organisation', 'The family, in writing; the organisation keeps it')], default='', max_length=12),
            preserve_default=False,
        ),
        migrations.RunPython(tell_who_agreed, migrations.RunPython.noop),
        migrations.RemoveField(model_name='consent', name='by_guardian'),
    ]
