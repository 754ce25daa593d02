"""The database itself refuses to change or delete an event, whoever asks; and the chain gets its head."""

from django.db import migrations

REFUSAL = "events of the audit log stay as they are"
SQLITE = [
    f"CREATE TRIGGER audit_event_no_{verb} BEFORE {verb} ON audit_event BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    for verb in ("update", "delete")
] + [  # INSERT OR REPLACE takes the old row away without a word to the trigger above
    "CREATE TRIGGER audit_event_no_replace BEFORE INSERT ON audit_event "
    "WHEN EXISTS (SELECT 1 FROM audit_event WHERE number = NEW.number) "
    f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
]
POSTGRES = [
    f"""CREATE FUNCTION audit_event_refuse() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation'; END $$""",
    "CREATE TRIGGER audit_event_stays BEFORE UPDATE OR DELETE ON audit_event FOR EACH ROW EXECUTE FUNCTION audit_event_refuse()",
    "CREATE TRIGGER audit_event_all_stay BEFORE TRUNCATE ON audit_event FOR EACH STATEMENT EXECUTE FUNCTION audit_event_refuse()",
]
BACK = {
    "sqlite": ["DROP TRIGGER audit_event_no_update", "DROP TRIGGER audit_event_no_delete", "DROP TRIGGER audit_event_no_replace"],
    "postgresql": ["DROP FUNCTION audit_event_refuse() CASCADE"],
}


def run(statements):
    def forwards(apps, editor):
        for statement in statements[editor.connection.vendor]:
            editor.execute(statement)

    return forwards


def add_head(apps, editor):
    apps.get_model("audit", "Head").objects.create(pk=1)


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]

    operations = [
        migrations.RunPython(add_head, migrations.RunPython.noop),
        migrations.RunPython(run({"sqlite": SQLITE, "postgresql": POSTGRES}), run(BACK)),
    ]
