"""Tables whose rows are written once: the database itself refuses to change or remove them, whoever asks."""

from typing import Any

from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

REFUSAL = "These rows are never changed or removed."


class RefuseChanges(Operation):
    """Let rows of a model be added and read, and nothing else: row triggers for PostgreSQL and SQLite.

    A table on SQLite is made anew when a later migration alters it, and loses its triggers: name the model again there.
    The right to TRUNCATE is a matter of the database's roles (`manage.py limit_database_role`).
    """

    reversible = True

    def __init__(self, model_name: str) -> None:
        self.model_name = model_name

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Models stay as they are."""

    def database_forwards(
        self, app_label: str, schema_editor: Any, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        self._run(schema_editor, self._table(app_label, to_state), MAKE)

    def database_backwards(
        self, app_label: str, schema_editor: Any, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        self._run(schema_editor, self._table(app_label, from_state), UNMAKE)

    def describe(self) -> str:
        return f"Rows of {self.model_name} are never changed or removed"

    @property
    def migration_name_fragment(self) -> str:
        return f"{self.model_name.lower()}_append_only"

    def _table(self, app_label: str, state: ProjectState) -> str:
        return str(state.apps.get_model(app_label, self.model_name)._meta.db_table)

    def _run(self, schema_editor: Any, table: str, statements: dict[str, tuple[str, ...]]) -> None:
        for statement in statements[schema_editor.connection.vendor]:
            schema_editor.execute(statement.format(table=table, refusal=REFUSAL), params=None)


UNMAKE: dict[str, tuple[str, ...]] = {
    "postgresql": (
        'DROP TRIGGER IF EXISTS "{table}_append_only" ON "{table}"',
        'DROP FUNCTION IF EXISTS "{table}_append_only"()',
    ),
    "sqlite": (
        'DROP TRIGGER IF EXISTS "{table}_not_changed"',
        'DROP TRIGGER IF EXISTS "{table}_not_removed"',
    ),
}
MAKE: dict[str, tuple[str, ...]] = {
    "postgresql": (
        *UNMAKE["postgresql"],
        'CREATE FUNCTION "{table}_append_only"() RETURNS trigger LANGUAGE plpgsql AS $$'
        " BEGIN RAISE EXCEPTION '{refusal}' USING ERRCODE = 'restrict_violation'; END $$",
        'CREATE TRIGGER "{table}_append_only" BEFORE UPDATE OR DELETE ON "{table}"'
        ' FOR EACH ROW EXECUTE FUNCTION "{table}_append_only"()',
    ),
    "sqlite": (
        *UNMAKE["sqlite"],
        'CREATE TRIGGER "{table}_not_changed" BEFORE UPDATE ON "{table}" BEGIN SELECT RAISE(ABORT, \'{refusal}\'); END',
        'CREATE TRIGGER "{table}_not_removed" BEFORE DELETE ON "{table}" BEGIN SELECT RAISE(ABORT, \'{refusal}\'); END',
    ),
}
