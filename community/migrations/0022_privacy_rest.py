import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('community', '0021_contact_and_groups'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='dataexport',
            name='data_export_open_once',
        ),
        migrations.AddField(
            model_name='caseentry',
            name='happened_at',
            field=models.DateTimeField(null=True, verbose_name='of when'),
        ),
        migrations.AddField(
            model_name='caseentry',
            name='is_evidence',
            field=models.BooleanField(default=False, verbose_name='evidence'),
        ),
        migrations.AddField(
            model_name='caseentry',
            name='source',
            field=models.CharField(blank=True, max_length=200, verbose_name='from where'),
        ),
        migrations.AddField(
            model_name='dataexport',
            name='guardian',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='data_exports', to='community.guardian', verbose_name='guardian who has asked'),
        ),
        migrations.AddConstraint(
            model_name='caseentry',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('happened_at__isnull', False), ('is_evidence', True)), models.Q(('happened_at__isnull', True), ('is_evidence', False), ('source', '')), _connector='OR'), name='safeguarding_evidence_has_its_time'),
        ),
        migrations.AddConstraint(
            model_name='dataexport',
            constraint=models.UniqueConstraint(condition=models.Q(('guardian__isnull', True), ('state__in', ['due', 'leased'])), fields=('user',), name='data_export_open_once'),
        ),
        migrations.AddConstraint(
            model_name='dataexport',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ['due', 'leased'])), fields=('guardian',), name='data_export_of_guardian_open_once'),
        ),
    ]
