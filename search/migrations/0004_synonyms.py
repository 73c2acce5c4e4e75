"""Words that editors make mean the same."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("verbund_search", "0003_word_index")]

    operations = [
        migrations.CreateModel(
            name='SearchSynonym',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('words', models.CharField(help_text='Words or short phrases between commas, in German or English. Whoever looks for one of them finds the others too. It counts from the next search.', max_length=500, unique=True, verbose_name='words')),
            ],
            options={
                'verbose_name': 'synonyms of search',
                'verbose_name_plural': 'synonyms of search',
            },
        ),
    ]
