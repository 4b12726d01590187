"""The full-text side of the search index: an FTS5 table on SQLite, a tsvector column on PostgreSQL."""

from django.db import migrations

SQLITE = "CREATE VIRTUAL TABLE base_searchindex USING fts5(title, body, tokenize='ascii', prefix='2 3')"
POSTGRESQL = (
    "ALTER TABLE base_searchdocument ADD COLUMN vector tsvector",
    "CREATE INDEX base_searchdocument_vector ON base_searchdocument USING gin (vector)",
)


def make(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for statement in POSTGRESQL:
            schema_editor.execute(statement)
    else:
        schema_editor.execute(SQLITE)


def unmake(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("ALTER TABLE base_searchdocument DROP COLUMN vector")
    else:
        schema_editor.execute("DROP TABLE base_searchindex")


class Migration(migrations.Migration):
    dependencies = [("base", "0001_initial")]
    operations = [migrations.RunPython(make, unmake)]
