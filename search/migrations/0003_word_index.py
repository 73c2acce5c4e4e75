"""The words of entries, with the index of each database over them."""

import django.db.models.deletion
from django.db import migrations, models

# Only the index is FTS5's: the tokens stay in the table, and triggers keep both equal, so
# that no write can miss it. detail=none: which entries have a token is all that is asked.
SQLITE = [
    """
    CREATE VIRTUAL TABLE verbund_search_entrytext_index USING fts5(
        tokens, content='verbund_search_entrytext', content_rowid='entry_id',
        detail=none, columnsize=0, tokenize="unicode61 remove_diacritics 0"
    )
    """,
    """
    CREATE TRIGGER verbund_search_entrytext_added AFTER INSERT ON verbund_search_entrytext
    BEGIN
        INSERT INTO verbund_search_entrytext_index(rowid, tokens)
        VALUES (new.entry_id, new.tokens);
    END
    """,
    """
    CREATE TRIGGER verbund_search_entrytext_removed AFTER DELETE ON verbund_search_entrytext
    BEGIN
        INSERT INTO verbund_search_entrytext_index(
            verbund_search_entrytext_index, rowid, tokens
        ) VALUES ('delete', old.entry_id, old.tokens);
    END
    """,
    """
    CREATE TRIGGER verbund_search_entrytext_changed AFTER UPDATE ON verbund_search_entrytext
    BEGIN
        INSERT INTO verbund_search_entrytext_index(
            verbund_search_entrytext_index, rowid, tokens
        ) VALUES ('delete', old.entry_id, old.tokens);
        INSERT INTO verbund_search_entrytext_index(rowid, tokens)
        VALUES (new.entry_id, new.tokens);
    END
    """,
]
SQLITE_BACK = [
    "DROP TRIGGER verbund_search_entrytext_changed",
    "DROP TRIGGER verbund_search_entrytext_removed",
    "DROP TRIGGER verbund_search_entrytext_added",
    "DROP TABLE verbund_search_entrytext_index",
]
# The long texts lie apart from the rows, so that a search reads only what it compares.
POSTGRESQL = [
    "ALTER TABLE verbund_search_entrytext SET (toast_tuple_target = 128)",
    "ALTER TABLE verbund_search_entry SET (toast_tuple_target = 256)",
    # What it costs is told to the planner: it would read all rows, whose texts lie apart.
    """
    CREATE FUNCTION verbund_search_tokens(tokens text) RETURNS tsvector
    LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE COST 200 AS
    $$ BEGIN RETURN array_to_tsvector(string_to_array(tokens, ' ')); END $$
    """,
    """
    CREATE INDEX verbund_search_entrytext_tokens ON verbund_search_entrytext
    USING gin (verbund_search_tokens(tokens))
    """,
]
POSTGRESQL_BACK = [
    "DROP INDEX verbund_search_entrytext_tokens",
    "DROP FUNCTION verbund_search_tokens(text)",
    "ALTER TABLE verbund_search_entry RESET (toast_tuple_target)",
    "ALTER TABLE verbund_search_entrytext RESET (toast_tuple_target)",
]
FORWARD = {"sqlite": SQLITE, "postgresql": POSTGRESQL}
BACKWARD = {"sqlite": SQLITE_BACK, "postgresql": POSTGRESQL_BACK}


def make_index(apps, schema_editor):
    for statement in FORWARD.get(schema_editor.connection.vendor, []):
        schema_editor.execute(statement)


def drop_index(apps, schema_editor):
    for statement in BACKWARD.get(schema_editor.connection.vendor, []):
        schema_editor.execute(statement)


class Migration(migrations.Migration):

    dependencies = [("verbund_search", "0002_entry_upkeep")]

    operations = [
        migrations.CreateModel(
            name='EntryText',
            fields=[
                ('entry', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='text', serialize=False, to='verbund_search.entry')),
                ('version', models.BigIntegerField(verbose_name='version')),
                ('tokens', models.TextField(verbose_name='tokens')),
                ('words', models.TextField(verbose_name='words in order')),
                ('stems', models.TextField(verbose_name='stems in order')),
            ],
            options={
                'verbose_name': 'words of a search entry',
                'verbose_name_plural': 'words of search entries',
            },
        ),
        migrations.CreateModel(
            name='KnownWord',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('folded', models.CharField(max_length=40, verbose_name='folded')),
                ('spelling', models.CharField(max_length=40, verbose_name='spelling')),
                ('initial', models.CharField(max_length=1, verbose_name='first letter')),
                ('length', models.PositiveSmallIntegerField(verbose_name='length')),
            ],
            options={
                'verbose_name': 'known word',
                'verbose_name_plural': 'known words',
                'indexes': [models.Index(fields=['folded'], name='known_word_by_folded'), models.Index(fields=['initial', 'length', 'folded'], name='known_word_by_shape')],
            },
        ),
        migrations.RunPython(make_index, drop_index),
    ]
