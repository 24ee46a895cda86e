"""Tables made in one step come and go like tables made one by one."""

import pytest
from django.db import connection, migrations, models
from django.db.migrations.state import ProjectState

from escp.access.tables_together import TablesTogether


def a_table(name, **more):
    return migrations.CreateModel(name, [("id", models.BigAutoField(primary_key=True)), *more.items()])


@pytest.mark.django_db
def test_tables_that_point_at_each_other_are_made_and_taken_away_in_one_step():
    step = TablesTogether(
        [a_table("Branch", tree=models.ForeignKey("access.Tree", on_delete=models.CASCADE)), a_table("Tree")]
    )
    migration = type("Migration", (migrations.Migration,), {"operations": [step]})("9999_trees", "access")
    before = ProjectState()
    with connection.schema_editor() as editor:
        after = migration.apply(before.clone(), editor)
    tables = {"access_branch", "access_tree"}
    assert tables <= set(connection.introspection.table_names())
    assert step.references_model("Tree", "access")
    assert not step.references_model("Root", "access")
    assert step.describe() == "Create 2 tables"
    branch, tree = (after.apps.get_model("access", name) for name in ("Branch", "Tree"))
    branch.objects.create(tree=tree.objects.create())
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")

    with connection.schema_editor() as editor:
        migration.unapply(before.clone(), editor)
    assert not tables & set(connection.introspection.table_names())
