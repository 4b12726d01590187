"""The tables of a new database, made at once as they are after the last migration.

Django applies every migration in turn and draws all models anew for each step, which takes half a minute on
two cores. A new database has nothing to carry over: its tables are made from the state that the migrations
lead to, and each migration is noted as applied. Steps of Python or SQL that carry rows over say so with
Django's own mark, `elidable=True`; all others run here too, with the models as they are in the end.
"""

from __future__ import annotations

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations import RunPython, RunSQL
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder


def is_new(connection: BaseDatabaseWrapper) -> bool:
    """Whether nobody has made a table here yet."""
    return set(connection.introspection.table_names()) <= {MigrationRecorder.Migration._meta.db_table}


def make_tables(connection: BaseDatabaseWrapper) -> int:
    """In one transaction; returns how many migrations are noted as applied."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes(), clean_start=True)
    state = executor.loader.project_state()
    with connection.schema_editor(atomic=True) as editor:
        for model in state.apps.get_models():
            if model._meta.can_migrate(connection):
                editor.create_model(model)
        for migration, _backwards in plan:
            for operation in migration.operations:
                if isinstance(operation, RunPython | RunSQL) and not operation.elidable:
                    operation.database_forwards(migration.app_label, editor, state, state)
        executor.recorder.ensure_schema()
        for migration, _backwards in plan:
            executor.recorder.record_applied(migration.app_label, migration.name)
    return len(plan)
