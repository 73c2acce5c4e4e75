import cms.sections
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.datetime
import modelcluster.fields
import modelsearch.index
import taggit.managers
import uuid
import wagtail.fields
import wagtail.images.models
import wagtail.models.media
from decimal import Decimal
from django.conf import settings
from django.db import migrations, models
from wagtail.images import get_image_model_string


# Written by hand: a host site may have an image or document model of its own.
MEDIA_DEPENDENCIES = [
    migrations.swappable_dependency(name)
    for name in (get_image_model_string(),)
    if not name.startswith("cms.")
]


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        *MEDIA_DEPENDENCIES,
        ('auth', '0012_alter_user_first_name_max_length'),
        ('contenttypes', '0002_remove_content_type_name'),
        ('taggit', '0006_rename_taggeditem_content_type_object_id_taggit_tagg_content_8fc721_idx'),
        ('wagtailcore', '0098_apitoken'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        migrations.swappable_dependency(settings.WAGTAIL_PAGE_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Lease',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=80, unique=True)),
                ('holder', models.CharField(blank=True, max_length=32)),
                ('held_until', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('ran_at', models.DateTimeField(null=True, verbose_name='last run')),
            ],
        ),
        migrations.CreateModel(
            name='MailAddressState',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('address', models.EmailField(max_length=254, unique=True, verbose_name='address')),
                ('bounced_at', models.DateTimeField(verbose_name='unreachable since')),
                ('reason', models.TextField(blank=True, verbose_name='answer of the mail server')),
            ],
            options={
                'verbose_name': 'unreachable address',
                'verbose_name_plural': 'unreachable addresses',
            },
        ),
        migrations.CreateModel(
            name='ReviewTask',
            fields=[
                ('task_ptr', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, related_name='cms_reviewtask', serialize=False, to='wagtailcore.task')),
            ],
            options={
                'verbose_name': "review by the network's editors",
                'verbose_name_plural': "reviews by the network's editors",
            },
            bases=('wagtailcore.task',),
        ),
        migrations.CreateModel(
            name='Article',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('translation_key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('kind', models.CharField(choices=[('news', 'News'), ('press', 'Press release'), ('portrait', 'Network portrait'), ('page', 'Page'), ('help', 'Help'), ('legal', 'Legal page')], max_length=12, verbose_name='kind')),
                ('published_at', models.DateTimeField(blank=True, null=True, verbose_name='date')),
                ('updated_at', models.DateTimeField(blank=True, null=True, verbose_name='materially changed')),
                ('source_locale', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='wagtailcore.locale', verbose_name='written in')),
            ],
            options={
                'verbose_name': 'article',
                'verbose_name_plural': 'articles',
            },
        ),
        migrations.CreateModel(
            name='Call',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('translation_key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('opens_at', models.DateTimeField(blank=True, null=True, verbose_name='opens')),
                ('deadline_at', models.DateTimeField(blank=True, null=True, verbose_name='deadline')),
                ('review_from', models.DateTimeField(blank=True, null=True, verbose_name='review from')),
                ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='decided')),
                ('source_locale', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='wagtailcore.locale', verbose_name='written in')),
            ],
            options={
                'verbose_name': 'call',
                'verbose_name_plural': 'calls',
            },
        ),
        migrations.CreateModel(
            name='Document',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=255, verbose_name='title')),
                ('file', models.FileField(upload_to='documents', verbose_name='file')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created at')),
                ('file_size', models.PositiveBigIntegerField(editable=False, null=True)),
                ('file_hash', models.CharField(blank=True, editable=False, max_length=40)),
                ('description', models.CharField(blank=True, max_length=200, verbose_name='description')),
                ('language', models.CharField(choices=[('de', 'German'), ('en', 'English')], default='de', max_length=12, verbose_name='language')),
                ('is_accessible', models.BooleanField(blank=True, choices=[(None, 'not checked'), (True, 'yes'), (False, 'no')], default=None, help_text='Has the file tags, headings and alt texts? The link says so.', null=True, verbose_name='accessible')),
                ('collection', models.ForeignKey(default=wagtail.models.media.get_root_collection_id, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='wagtailcore.collection', verbose_name='collection')),
                ('tags', taggit.managers.TaggableManager(blank=True, help_text='A comma-separated list of tags.', through='taggit.TaggedItem', to='taggit.Tag', verbose_name='tags')),
                ('uploaded_by_user', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='cms_documents', to=settings.AUTH_USER_MODEL, verbose_name='uploaded by')),
            ],
            options={
                'verbose_name': 'document',
                'verbose_name_plural': 'documents',
                'permissions': [('choose_document', 'Can choose document')],
                'abstract': False,
            },
            bases=(modelsearch.index.Indexed, models.Model),
        ),
        migrations.CreateModel(
            name='Image',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=255, verbose_name='title')),
                ('file', wagtail.images.models.WagtailImageField(height_field='height', upload_to=wagtail.images.models.get_upload_to, verbose_name='file', width_field='width')),
                ('description', models.CharField(blank=True, default='', max_length=255, verbose_name='description')),
                ('width', models.IntegerField(editable=False, verbose_name='width')),
                ('height', models.IntegerField(editable=False, verbose_name='height')),
                ('created_at', models.DateTimeField(auto_now_add=True, db_index=True, verbose_name='created at')),
                ('focal_point_x', models.PositiveIntegerField(blank=True, null=True)),
                ('focal_point_y', models.PositiveIntegerField(blank=True, null=True)),
                ('focal_point_width', models.PositiveIntegerField(blank=True, null=True)),
                ('focal_point_height', models.PositiveIntegerField(blank=True, null=True)),
                ('file_size', models.PositiveIntegerField(editable=False, null=True)),
                ('file_hash', models.CharField(blank=True, db_index=True, editable=False, max_length=40)),
                ('credit', models.CharField(help_text='Shown at the picture, for example: Ada Beispiel, Musterstadt.', max_length=160, verbose_name='credit')),
                ('licence', models.CharField(choices=[('all-rights', 'All rights reserved, use permitted'), ('CC0-1.0', 'CC0 1.0'), ('CC-BY-4.0', 'CC BY 4.0'), ('CC-BY-SA-4.0', 'CC BY-SA 4.0'), ('public-domain', 'Public domain'), ('GeoNutzV', 'GeoNutzV')], default='all-rights', max_length=24, verbose_name='licence')),
                ('source_url', models.URLField(blank=True, verbose_name='source')),
                ('people_shown', models.BooleanField(default=False, verbose_name='people can be recognised')),
                ('consent', models.CharField(choices=[('not-needed', 'nobody can be recognised'), ('given', 'given, proof is kept by the network'), ('missing', 'not yet given')], default='not-needed', help_text="With minors the guardians' consent, from about 14 years their own too.", max_length=16, verbose_name='consent of the people shown')),
                ('collection', models.ForeignKey(default=wagtail.models.media.get_root_collection_id, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='wagtailcore.collection', verbose_name='collection')),
                ('tags', taggit.managers.TaggableManager(blank=True, help_text='A comma-separated list of tags.', through='taggit.TaggedItem', to='taggit.Tag', verbose_name='tags')),
                ('uploaded_by_user', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='cms_images', to=settings.AUTH_USER_MODEL, verbose_name='uploaded by')),
            ],
            options={
                'verbose_name': 'image',
                'verbose_name_plural': 'images',
                'permissions': [('choose_image', 'Can choose image')],
                'abstract': False,
            },
            bases=(wagtail.images.models.ImageFileMixin, modelsearch.index.Indexed, models.Model),
        ),
        migrations.CreateModel(
            name='MediaNote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('credit', models.CharField(help_text='Shown at the picture, for example: Ada Beispiel, Musterstadt.', max_length=160, verbose_name='credit')),
                ('licence', models.CharField(choices=[('all-rights', 'All rights reserved, use permitted'), ('CC0-1.0', 'CC0 1.0'), ('CC-BY-4.0', 'CC BY 4.0'), ('CC-BY-SA-4.0', 'CC BY-SA 4.0'), ('public-domain', 'Public domain'), ('GeoNutzV', 'GeoNutzV')], default='all-rights', max_length=24, verbose_name='licence')),
                ('source_url', models.URLField(blank=True, verbose_name='source')),
                ('people_shown', models.BooleanField(default=False, verbose_name='people can be recognised')),
                ('consent', models.CharField(choices=[('not-needed', 'nobody can be recognised'), ('given', 'given, proof is kept by the network'), ('missing', 'not yet given')], default='not-needed', help_text="With minors the guardians' consent, from about 14 years their own too.", max_length=16, verbose_name='consent of the people shown')),
                ('image', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='cms_media_note', to=get_image_model_string())),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Network',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('translation_key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('source_key', models.SlugField(editable=False, help_text='Slug of the name at the first import; it never changes.', max_length=160, unique=True, verbose_name='source key')),
                ('slug', models.SlugField(max_length=160, unique=True, verbose_name='slug')),
                ('name', models.CharField(max_length=200, verbose_name='name')),
                ('short_name', models.CharField(blank=True, max_length=60, verbose_name='short name')),
                ('kind', models.CharField(choices=[('mint-region', 'STEM region'), ('mint-cluster', 'STEM cluster'), ('alliance', 'Alliance'), ('national-initiative', 'State initiative'), ('other-network', 'Other network'), ('state-programme', 'State programme'), ('site', 'The portal')], max_length=24, verbose_name='kind')),
                ('status', models.CharField(choices=[('planned', 'planned'), ('active', 'active'), ('dormant', 'dormant'), ('ended', 'ended')], default='active', max_length=12, verbose_name='status')),
                ('locality', models.CharField(blank=True, max_length=120, verbose_name='seat')),
                ('latitude', models.DecimalField(blank=True, decimal_places=4, max_digits=7, null=True, validators=[django.core.validators.MinValueValidator(Decimal('47')), django.core.validators.MaxValueValidator(Decimal('56'))], verbose_name='latitude')),
                ('longitude', models.DecimalField(blank=True, decimal_places=4, max_digits=7, null=True, validators=[django.core.validators.MinValueValidator(Decimal('5')), django.core.validators.MaxValueValidator(Decimal('16'))], verbose_name='longitude')),
                ('seat_ags', models.CharField(blank=True, db_index=True, help_text='Official key. It may differ from the districts that are covered.', max_length=5, verbose_name='district of the seat')),
                ('founding_year', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='founded in')),
                ('carrier', models.CharField(blank=True, max_length=200, verbose_name='carrier')),
                ('legal_form', models.CharField(blank=True, max_length=80, verbose_name='legal form')),
                ('office_address', models.TextField(blank=True, verbose_name='address of the office')),
                ('website', models.URLField(blank=True, verbose_name='website')),
                ('working_languages', models.CharField(blank=True, default='', max_length=120, verbose_name='languages')),
                ('confirmed_on', models.DateField(blank=True, help_text='Until then the page says: as of July 2019, stated by the networks.', null=True, verbose_name='confirmed on')),
                ('imported_values', models.JSONField(blank=True, default=dict, editable=False)),
                ('logo', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=get_image_model_string(), verbose_name='logo')),
                ('parent', models.ForeignKey(blank=True, help_text='Its coordinators see figures and to-dos of this network.', limit_choices_to={'kind': 'state-programme'}, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='children', to='cms.network', verbose_name='state programme')),
                ('source_locale', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='wagtailcore.locale', verbose_name='written in')),
                ('successor', models.ForeignKey(blank=True, help_text='Who goes on with the work of a network that has ended.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='predecessors', to='cms.network', verbose_name='successor')),
            ],
            options={
                'verbose_name': 'network',
                'verbose_name_plural': 'networks',
                'ordering': ['name', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='LegalPage',
            fields=[
                ('page_ptr', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, related_name='%(app_label)s_%(class)s', serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('summary', models.CharField(blank=True, help_text='One or two sentences for lists, search engines and shared links.', max_length=200, verbose_name='summary')),
                ('lead_image_alt', models.CharField(blank=True, help_text='What can be seen, for those who cannot see it.', max_length=200, verbose_name='alternative text of the lead image')),
                ('lead_image_is_decorative', models.BooleanField(default=False, help_text='It tells nothing that the text does not say; readers skip it.', verbose_name='the lead image is decorative')),
                ('body', wagtail.fields.StreamField([('heading', 2), ('text', 3), ('image', 6), ('gallery', 9), ('video', 18), ('sign_language_video', 18), ('quote', 22), ('box', 26), ('accordion', 32), ('table', 35), ('downloads', 40), ('button', 44), ('contact', 50), ('figure_number', 54), ('timeline', 60), ('map', 63), ('section', 67)], blank=True, block_lookup={0: ('wagtail.blocks.CharBlock', (), {'label': 'Text', 'max_length': 160}), 1: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('h2', 'Section'), ('h3', 'Part of a section')], 'label': 'Level'}), 2: ('wagtail.blocks.StructBlock', [[('text', 0), ('level', 1)]], {}), 3: ('wagtail.blocks.RichTextBlock', (), {}), 4: ('wagtail.images.blocks.ImageBlock', [], {'label': 'Image'}), 5: ('wagtail.blocks.CharBlock', (), {'label': 'Caption', 'max_length': 300, 'required': False}), 6: ('wagtail.blocks.StructBlock', [[('image', 4), ('caption', 5)]], {}), 7: ('wagtail.blocks.CharBlock', (), {'label': 'What the pictures show', 'max_length': 160}), 8: ('wagtail.blocks.ListBlock', (6,), {'label': 'Images', 'max_num': 24, 'min_num': 2}), 9: ('wagtail.blocks.StructBlock', [[('title', 7), ('items', 8)]], {}), 10: ('wagtail.blocks.CharBlock', (), {'label': 'Title', 'max_length': 160}), 11: ('wagtail.documents.blocks.DocumentChooserBlock', (), {'help_text': 'MP4 or WebM from the document library.', 'label': 'Own file', 'required': False}), 12: ('wagtail.documents.blocks.DocumentChooserBlock', (), {'help_text': 'A WebVTT file; required with an own file.', 'label': 'Captions', 'required': False}), 13: ('wagtail.blocks.URLBlock', (), {'help_text': 'Instead of an own file, at one of the allowed hosts.', 'label': 'Address elsewhere', 'required': False}), 14: ('wagtail.blocks.BooleanBlock', (), {'label': 'The video at this address has captions', 'required': False}), 15: ('wagtail.blocks.RegexBlock', (), {'help_text': 'Minutes and seconds, for example 3:25.', 'label': 'Length', 'regex': '^(\\d{1,2}:)?\\d{1,2}:\\d{2}$', 'required': False}), 16: ('wagtail.images.blocks.ImageChooserBlock', (), {'label': 'Still picture', 'required': False}), 17: ('wagtail.documents.blocks.DocumentChooserBlock', (), {'label': 'Transcript', 'required': False}), 18: ('wagtail.blocks.StructBlock', [[('title', 10), ('file', 11), ('captions', 12), ('url', 13), ('has_captions', 14), ('duration', 15), ('poster', 16), ('transcript', 17)]], {}), 19: ('wagtail.blocks.TextBlock', (), {'label': 'What was said'}), 20: ('wagtail.blocks.CharBlock', (), {'label': 'Who said it', 'max_length': 120, 'required': False}), 21: ('wagtail.blocks.CharBlock', (), {'label': 'Role', 'max_length': 160, 'required': False}), 22: ('wagtail.blocks.StructBlock', [[('text', 19), ('person', 20), ('role', 21)]], {}), 23: ('wagtail.blocks.CharBlock', (), {'label': 'Title', 'max_length': 120, 'required': False}), 24: ('wagtail.blocks.RichTextBlock', (), {'label': 'Text'}), 25: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('info', 'Good to know'), ('tip', 'Tip'), ('warning', 'Attention')], 'label': 'Kind'}), 26: ('wagtail.blocks.StructBlock', [[('title', 23), ('text', 24), ('tone', 25)]], {}), 27: ('wagtail.blocks.CharBlock', (), {'label': 'Question or title', 'max_length': 200}), 28: ('wagtail.blocks.RichTextBlock', (), {'label': 'Answer'}), 29: ('wagtail.blocks.RegexBlock', (), {'help_text': 'Stays the same when the title changes: small letters, digits, hyphens.', 'label': 'Anchor', 'regex': '^[a-z0-9-]*$', 'required': False}), 30: ('wagtail.blocks.StructBlock', [[('title', 27), ('text', 28), ('anchor', 29)]], {}), 31: ('wagtail.blocks.ListBlock', (30,), {'label': 'Entries', 'min_num': 1}), 32: ('wagtail.blocks.StructBlock', [[('items', 31)]], {}), 33: ('wagtail.blocks.CharBlock', (), {'label': 'Text', 'required': False}), 34: ('wagtail.blocks.DecimalBlock', (), {'label': 'Number', 'required': False}), 35: ('wagtail.contrib.typed_table_block.blocks.TypedTableBlock', [[('text', 33), ('number', 34)]], {}), 36: ('wagtail.documents.blocks.DocumentChooserBlock', (), {'label': 'Document'}), 37: ('wagtail.blocks.CharBlock', (), {'help_text': 'Who made it, for press pictures and the like.', 'label': 'Credit', 'max_length': 160, 'required': False}), 38: ('wagtail.blocks.StructBlock', [[('document', 36), ('credit', 37)]], {}), 39: ('wagtail.blocks.ListBlock', (38,), {'label': 'Documents', 'min_num': 1}), 40: ('wagtail.blocks.StructBlock', [[('title', 23), ('items', 39)]], {}), 41: ('wagtail.blocks.PageChooserBlock', (), {'label': 'Page', 'required': False}), 42: ('wagtail.blocks.URLBlock', (), {'help_text': 'Instead of a page of this site.', 'label': 'Address', 'required': False}), 43: ('wagtail.blocks.CharBlock', (), {'help_text': 'Says what happens, for example: Apply now.', 'label': 'Label', 'max_length': 80}), 44: ('wagtail.blocks.StructBlock', [[('page', 41), ('url', 42), ('label', 43)]], {}), 45: ('wagtail.blocks.CharBlock', (), {'label': 'Name', 'max_length': 120}), 46: ('wagtail.blocks.CharBlock', (), {'label': 'Role', 'max_length': 120, 'required': False}), 47: ('wagtail.blocks.EmailBlock', (), {'label': 'Email', 'required': False}), 48: ('wagtail.blocks.RegexBlock', (), {'label': 'Phone', 'regex': '^[+0-9 /()-]{0,40}$', 'required': False}), 49: ('wagtail.blocks.CharBlock', (), {'label': 'Sentence', 'max_length': 200, 'required': False}), 50: ('wagtail.blocks.StructBlock', [[('name', 45), ('role', 46), ('email', 47), ('phone', 48), ('text', 49)]], {}), 51: ('wagtail.blocks.CharBlock', (), {'label': 'Figure', 'max_length': 20}), 52: ('wagtail.blocks.CharBlock', (), {'label': 'What it counts', 'max_length': 160}), 53: ('wagtail.blocks.CharBlock', (), {'label': 'Source', 'max_length': 200}), 54: ('wagtail.blocks.StructBlock', [[('value', 51), ('label', 52), ('source', 53)]], {}), 55: ('wagtail.blocks.CharBlock', (), {'label': 'When', 'max_length': 60}), 56: ('wagtail.blocks.CharBlock', (), {'label': 'What', 'max_length': 160}), 57: ('wagtail.blocks.RichTextBlock', (), {'label': 'Text', 'required': False}), 58: ('wagtail.blocks.StructBlock', [[('date', 55), ('title', 56), ('text', 57)]], {}), 59: ('wagtail.blocks.ListBlock', (58,), {'label': 'Entries', 'min_num': 1}), 60: ('wagtail.blocks.StructBlock', [[('items', 59)]], {}), 61: ('wagtail.blocks.CharBlock', (), {'label': 'Title', 'max_length': 120}), 62: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('DE-BW', 'Baden-Württemberg'), ('DE-BY', 'Bavaria'), ('DE-BE', 'Berlin'), ('DE-BB', 'Brandenburg'), ('DE-HB', 'Bremen'), ('DE-HH', 'Hamburg'), ('DE-HE', 'Hesse'), ('DE-MV', 'Mecklenburg-Vorpommern'), ('DE-NI', 'Lower Saxony'), ('DE-NW', 'North Rhine-Westphalia'), ('DE-RP', 'Rhineland-Palatinate'), ('DE-SL', 'Saarland'), ('DE-SN', 'Saxony'), ('DE-ST', 'Saxony-Anhalt'), ('DE-SH', 'Schleswig-Holstein'), ('DE-TH', 'Thuringia')], 'label': 'State'}), 63: ('wagtail.blocks.StructBlock', [[('title', 61), ('state', 62)]], {}), 64: ('wagtail.blocks.ChoiceBlock', [], {'choices': cms.sections.get_section_choices, 'label': 'Section'}), 65: ('wagtail.blocks.CharBlock', (), {'help_text': "Empty: the section's own title.", 'label': 'Title', 'max_length': 120, 'required': False}), 66: ('wagtail.blocks.CharBlock', (), {'label': 'Sentence', 'max_length': 240, 'required': False}), 67: ('wagtail.blocks.StructBlock', [[('section', 64), ('title', 65), ('text', 66)]], {})}, verbose_name='content')),
                ('confirmed_on', models.DateField(blank=True, null=True, verbose_name='confirmed on')),
                ('legal_kind', models.CharField(choices=[('impressum', 'Imprint'), ('privacy', 'Data protection'), ('accessibility', 'Accessibility'), ('report', 'Reporting point'), ('terms', 'Terms of use'), ('young-rules', 'Rules for young people'), ('sources', 'Sources and licences')], max_length=16, verbose_name='kind')),
                ('version', models.CharField(blank=True, max_length=20, verbose_name='version')),
                ('changes', models.TextField(blank=True, help_text='One line for each change, newest first; shown below the text.', verbose_name='what changed')),
                ('article', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='legal_pages', to='cms.article')),
                ('lead_image', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=get_image_model_string(), verbose_name='lead image')),
                ('network', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cms.network', verbose_name='network')),
            ],
            options={
                'verbose_name': 'legal page',
                'verbose_name_plural': 'legal pages',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='HomePage',
            fields=[
                ('page_ptr', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, related_name='%(app_label)s_%(class)s', serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('summary', models.CharField(blank=True, help_text='One or two sentences for lists, search engines and shared links.', max_length=200, verbose_name='summary')),
                ('headline', models.CharField(blank=True, max_length=160, verbose_name='headline')),
                ('lead', models.TextField(blank=True, verbose_name='lead')),
                ('sections', wagtail.fields.StreamField([('section', 3), ('audiences', 12)], blank=True, block_lookup={0: ('wagtail.blocks.ChoiceBlock', [], {'choices': cms.sections.get_section_choices, 'label': 'Section'}), 1: ('wagtail.blocks.CharBlock', (), {'help_text': "Empty: the section's own title.", 'label': 'Title', 'max_length': 120, 'required': False}), 2: ('wagtail.blocks.CharBlock', (), {'label': 'Sentence', 'max_length': 240, 'required': False}), 3: ('wagtail.blocks.StructBlock', [[('section', 0), ('title', 1), ('text', 2)]], {}), 4: ('wagtail.blocks.CharBlock', (), {'label': 'Title', 'max_length': 120}), 5: ('wagtail.blocks.PageChooserBlock', (), {'label': 'Page', 'required': False}), 6: ('wagtail.blocks.URLBlock', (), {'help_text': 'Instead of a page of this site.', 'label': 'Address', 'required': False}), 7: ('wagtail.blocks.CharBlock', (), {'label': 'I am …', 'max_length': 80}), 8: ('wagtail.blocks.CharBlock', (), {'label': 'Sentence', 'max_length': 200, 'required': False}), 9: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('backpack', 'Pupil'), ('baby', 'Parent'), ('school', 'Teacher'), ('factory', 'Company'), ('graduation-cap', 'Former participant'), ('network', 'Coordinator'), ('smile', 'Somebody else')], 'label': 'Icon'}), 10: ('wagtail.blocks.StructBlock', [[('page', 5), ('url', 6), ('title', 7), ('text', 8), ('icon', 9)]], {}), 11: ('wagtail.blocks.ListBlock', (10,), {'label': 'Audiences', 'min_num': 1}), 12: ('wagtail.blocks.StructBlock', [[('title', 4), ('text', 2), ('tiles', 11)]], {})}, help_text='Shown in this order; a section whose app is missing vanishes.', verbose_name='sections')),
                ('network', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cms.network', verbose_name='network')),
            ],
            options={
                'verbose_name': 'home page',
                'verbose_name_plural': 'home pages',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='HelpPage',
            fields=[
                ('page_ptr', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, related_name='%(app_label)s_%(class)s', serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('summary', models.CharField(blank=True, help_text='One or two sentences for lists, search engines and shared links.', max_length=200, verbose_name='summary')),
                ('lead_image_alt', models.CharField(blank=True, help_text='What can be seen, for those who cannot see it.', max_length=200, verbose_name='alternative text of the lead image')),
                ('lead_image_is_decorative', models.BooleanField(default=False, help_text='It tells nothing that the text does not say; readers skip it.', verbose_name='the lead image is decorative')),
                ('body', wagtail.fields.StreamField([('heading', 2), ('text', 3), ('image', 6), ('gallery', 9), ('video', 18), ('sign_language_video', 18), ('quote', 22), ('box', 26), ('accordion', 32), ('table', 35), ('downloads', 40), ('button', 44), ('contact', 50), ('figure_number', 54), ('timeline', 60), ('map', 63), ('section', 67)], blank=True, block_lookup={0: ('wagtail.blocks.CharBlock', (), {'label': 'Text', 'max_length': 160}), 1: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('h2', 'Section'), ('h3', 'Part of a section')], 'label': 'Level'}), 2: ('wagtail.blocks.StructBlock', [[('text', 0), ('level', 1)]], {}), 3: ('wagtail.blocks.RichTextBlock', (), {}), 4: ('wagtail.images.blocks.ImageBlock', [], {'label': 'Image'}), 5: ('wagtail.blocks.CharBlock', (), {'label': 'Caption', 'max_length': 300, 'required': False}), 6: ('wagtail.blocks.StructBlock', [[('image', 4), ('caption', 5)]], {}), 7: ('wagtail.blocks.CharBlock', (), {'label': 'What the pictures show', 'max_length': 160}), 8: ('wagtail.blocks.ListBlock', (6,), {'label': 'Images', 'max_num': 24, 'min_num': 2}), 9: ('wagtail.blocks.StructBlock', [[('title', 7), ('items', 8)]], {}), 10: ('wagtail.blocks.CharBlock', (), {'label': 'Title', 'max_length': 160}), 11: ('wagtail.documents.blocks.DocumentChooserBlock', (), {'help_text': 'MP4 or WebM from the document library.', 'label': 'Own file', 'required': False}), 12: ('wagtail.documents.blocks.DocumentChooserBlock', (), {'help_text': 'A WebVTT file; required with an own file.', 'label': 'Captions', 'required': False}), 13: ('wagtail.blocks.URLBlock', (), {'help_text': 'Instead of an own file, at one of the allowed hosts.', 'label': 'Address elsewhere', 'required': False}), 14: ('wagtail.blocks.BooleanBlock', (), {'label': 'The video at this address has captions', 'required': False}), 15: ('wagtail.blocks.RegexBlock', (), {'help_text': 'Minutes and seconds, for example 3:25.', 'label': 'Length', 'regex': '^(\\d{1,2}:)?\\d{1,2}:\\d{2}$', 'required': False}), 16: ('wagtail.images.blocks.ImageChooserBlock', (), {'label': 'Still picture', 'required': False}), 17: ('wagtail.documents.blocks.DocumentChooserBlock', (), {'label': 'Transcript', 'required': False}), 18: ('wagtail.blocks.StructBlock', [[('title', 10), ('file', 11), ('captions', 12), ('url', 13), ('has_captions', 14), ('duration', 15), ('poster', 16), ('transcript', 17)]], {}), 19: ('wagtail.blocks.TextBlock', (), {'label': 'What was said'}), 20: ('wagtail.blocks.CharBlock', (), {'label': 'Who said it', 'max_length': 120, 'required': False}), 21: ('wagtail.blocks.CharBlock', (), {'label': 'Role', 'max_length': 160, 'required': False}), 22: ('wagtail.blocks.StructBlock', [[('text', 19), ('person', 20), ('role', 21)]], {}), 23: ('wagtail.blocks.CharBlock', (), {'label': 'Title', 'max_length': 120, 'required': False}), 24: ('wagtail.blocks.RichTextBlock', (), {'label': 'Text'}), 25: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('info', 'Good to know'), ('tip', 'Tip'), ('warning', 'Attention')], 'label': 'Kind'}), 26: ('wagtail.blocks.StructBlock', [[('title', 23), ('text', 24), ('tone', 25)]], {}), 27: ('wagtail.blocks.CharBlock', (), {'label': 'Question or title', 'max_length': 200}), 28: ('wagtail.blocks.RichTextBlock', (), {'label': 'Answer'}), 29: ('wagtail.blocks.RegexBlock', (), {'help_text': 'Stays the same when the title changes: small letters, digits, hyphens.', 'label': 'Anchor', 'regex': '^[a-z0-9-]*$', 'required': False}), 30: ('wagtail.blocks.StructBlock', [[('title', 27), ('text', 28), ('anchor', 29)]], {}), 31: ('wagtail.blocks.ListBlock', (30,), {'label': 'Entries', 'min_num': 1}), 32: ('wagtail.blocks.StructBlock', [[('items', 31)]], {}), 33: ('wagtail.blocks.CharBlock', (), {'label': 'Text', 'required': False}), 34: ('wagtail.blocks.DecimalBlock', (), {'label': 'Number', 'required': False}), 35: ('wagtail.contrib.typed_table_block.blocks.TypedTableBlock', [[('text', 33), ('number', 34)]], {}), 36: ('wagtail.documents.blocks.DocumentChooserBlock', (), {'label': 'Document'}), 37: ('wagtail.blocks.CharBlock', (), {'help_text': 'Who made it, for press pictures and the like.', 'label': 'Credit', 'max_length': 160, 'required': False}), 38: ('wagtail.blocks.StructBlock', [[('document', 36), ('credit', 37)]], {}), 39: ('wagtail.blocks.ListBlock', (38,), {'label': 'Documents', 'min_num': 1}), 40: ('wagtail.blocks.StructBlock', [[('title', 23), ('items', 39)]], {}), 41: ('wagtail.blocks.PageChooserBlock', (), {'label': 'Page', 'required': False}), 42: ('wagtail.blocks.URLBlock', (), {'help_text': 'Instead of a page of this site.', 'label': 'Address', 'required': False}), 43: ('wagtail.blocks.CharBlock', (), {'help_text': 'Says what happens, for example: Apply now.', 'label': 'Label', 'max_length': 80}), 44: ('wagtail.blocks.StructBlock', [[('page', 41), ('url', 42), ('label', 43)]], {}), 45: ('wagtail.blocks.CharBlock', (), {'label': 'Name', 'max_length': 120}), 46: ('wagtail.blocks.CharBlock', (), {'label': 'Role', 'max_length': 120, 'required': False}), 47: ('wagtail.blocks.EmailBlock', (), {'label': 'Email', 'required': False}), 48: ('wagtail.blocks.RegexBlock', (), {'label': 'Phone', 'regex': '^[+0-9 /()-]{0,40}$', 'required': False}), 49: ('wagtail.blocks.CharBlock', (), {'label': 'Sentence', 'max_length': 200, 'required': False}), 50: ('wagtail.blocks.StructBlock', [[('name', 45), ('role', 46), ('email', 47), ('phone', 48), ('text', 49)]], {}), 51: ('wagtail.blocks.CharBlock', (), {'label': 'Figure', 'max_length': 20}), 52: ('wagtail.blocks.CharBlock', (), {'label': 'What it counts', 'max_length': 160}), 53: ('wagtail.blocks.CharBlock', (), {'label': 'Source', 'max_length': 200}), 54: ('wagtail.blocks.StructBlock', [[('value', 51), ('label', 52), ('source', 53)]], {}), 55: ('wagtail.blocks.CharBlock', (), {'label': 'When', 'max_length': 60}), 56: ('wagtail.blocks.CharBlock', (), {'label': 'What', 'max_length': 160}), 57: ('wagtail.blocks.RichTextBlock', (), {'label': 'Text', 'required': False}), 58: ('wagtail.blocks.StructBlock', [[('date', 55), ('title', 56), ('text', 57)]], {}), 59: ('wagtail.blocks.ListBlock', (58,), {'label': 'Entries', 'min_num': 1}), 60: ('wagtail.blocks.StructBlock', [[('items', 59)]], {}), 61: ('wagtail.blocks.CharBlock', (), {'label': 'Title', 'max_length': 120}), 62: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('DE-BW', 'Baden-Württemberg'), ('DE-BY', 'Bavaria'), ('DE-BE', 'Berlin'), ('DE-BB', 'Brandenburg'), ('DE-HB', 'Bremen'), ('DE-HH', 'Hamburg'), ('DE-HE', 'Hesse'), ('DE-MV', 'Mecklenburg-Vorpommern'), ('DE-NI', 'Lower Saxony'), ('DE-NW', 'North Rhine-Westphalia'), ('DE-RP', 'Rhineland-Palatinate'), ('DE-SL', 'Saarland'), ('DE-SN', 'Saxony'), ('DE-ST', 'Saxony-Anhalt'), ('DE-SH', 'Schleswig-Holstein'), ('DE-TH', 'Thuringia')], 'label': 'State'}), 63: ('wagtail.blocks.StructBlock', [[('title', 61), ('state', 62)]], {}), 64: ('wagtail.blocks.ChoiceBlock', [], {'choices': cms.sections.get_section_choices, 'label': 'Section'}), 65: ('wagtail.blocks.CharBlock', (), {'help_text': "Empty: the section's own title.", 'label': 'Title', 'max_length': 120, 'required': False}), 66: ('wagtail.blocks.CharBlock', (), {'label': 'Sentence', 'max_length': 240, 'required': False}), 67: ('wagtail.blocks.StructBlock', [[('section', 64), ('title', 65), ('text', 66)]], {})}, verbose_name='content')),
                ('confirmed_on', models.DateField(blank=True, null=True, verbose_name='confirmed on')),
                ('article', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='help_pages', to='cms.article')),
                ('lead_image', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=get_image_model_string(), verbose_name='lead image')),
                ('network', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cms.network', verbose_name='network')),
            ],
            options={
                'verbose_name': 'help page',
                'verbose_name_plural': 'help pages',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='HelpIndexPage',
            fields=[
                ('page_ptr', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, related_name='%(app_label)s_%(class)s', serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('summary', models.CharField(blank=True, help_text='One or two sentences for lists, search engines and shared links.', max_length=200, verbose_name='summary')),
                ('intro', models.TextField(blank=True, verbose_name='introduction')),
                ('network', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cms.network', verbose_name='network')),
            ],
            options={
                'verbose_name': 'help',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='GenericPage',
            fields=[
                ('page_ptr', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, related_name='%(app_label)s_%(class)s', serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('summary', models.CharField(blank=True, help_text='One or two sentences for lists, search engines and shared links.', max_length=200, verbose_name='summary')),
                ('lead_image_alt', models.CharField(blank=True, help_text='What can be seen, for those who cannot see it.', max_length=200, verbose_name='alternative text of the lead image')),
                ('lead_image_is_decorative', models.BooleanField(default=False, help_text='It tells nothing that the text does not say; readers skip it.', verbose_name='the lead image is decorative')),
                ('body', wagtail.fields.StreamField([('heading', 2), ('text', 3), ('image', 6), ('gallery', 9), ('video', 18), ('sign_language_video', 18), ('quote', 22), ('box', 26), ('accordion', 32), ('table', 35), ('downloads', 40), ('button', 44), ('contact', 50), ('figure_number', 54), ('timeline', 60), ('map', 63), ('section', 67)], blank=True, block_lookup={0: ('wagtail.blocks.CharBlock', (), {'label': 'Text', 'max_length': 160}), 1: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('h2', 'Section'), ('h3', 'Part of a section')], 'label': 'Level'}), 2: ('wagtail.blocks.StructBlock', [[('text', 0), ('level', 1)]], {}), 3: ('wagtail.blocks.RichTextBlock', (), {}), 4: ('wagtail.images.blocks.ImageBlock', [], {'label': 'Image'}), 5: ('wagtail.blocks.CharBlock', (), {'label': 'Caption', 'max_length': 300, 'required': False}), 6: ('wagtail.blocks.StructBlock', [[('image', 4), ('caption', 5)]], {}), 7: ('wagtail.blocks.CharBlock', (), {'label': 'What the pictures show', 'max_length': 160}), 8: ('wagtail.blocks.ListBlock', (6,), {'label': 'Images', 'max_num': 24, 'min_num': 2}), 9: ('wagtail.blocks.StructBlock', [[('title', 7), ('items', 8)]], {}), 10: ('wagtail.blocks.CharBlock', (), {'label': 'Title', 'max_length': 160}), 11: ('wagtail.documents.blocks.DocumentChooserBlock', (), {'help_text': 'MP4 or WebM from the document library.', 'label': 'Own file', 'required': False}), 12: ('wagtail.documents.blocks.DocumentChooserBlock', (), {'help_text': 'A WebVTT file; required with an own file.', 'label': 'Captions', 'required': False}), 13: ('wagtail.blocks.URLBlock', (), {'help_text': 'Instead of an own file, at one of the allowed hosts.', 'label': 'Address elsewhere', 'required': False}), 14: ('wagtail.blocks.BooleanBlock', (), {'label': 'The video at this address has captions', 'required': False}), 15: ('wagtail.blocks.RegexBlock', (), {'help_text': 'Minutes and seconds, for example 3:25.', 'label': 'Length', 'regex': '^(\\d{1,2}:)?\\d{1,2}:\\d{2}$', 'required': False}), 16: ('wagtail.images.blocks.ImageChooserBlock', (), {'label': 'Still picture', 'required': False}), 17: ('wagtail.documents.blocks.DocumentChooserBlock', (), {'label': 'Transcript', 'required': False}), 18: ('wagtail.blocks.StructBlock', [[('title', 10), ('file', 11), ('captions', 12), ('url', 13), ('has_captions', 14), ('duration', 15), ('poster', 16), ('transcript', 17)]], {}), 19: ('wagtail.blocks.TextBlock', (), {'label': 'What was said'}), 20: ('wagtail.blocks.CharBlock', (), {'label': 'Who said it', 'max_length': 120, 'required': False}), 21: ('wagtail.blocks.CharBlock', (), {'label': 'Role', 'max_length': 160, 'required': False}), 22: ('wagtail.blocks.StructBlock', [[('text', 19), ('person', 20), ('role', 21)]], {}), 23: ('wagtail.blocks.CharBlock', (), {'label': 'Title', 'max_length': 120, 'required': False}), 24: ('wagtail.blocks.RichTextBlock', (), {'label': 'Text'}), 25: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('info', 'Good to know'), ('tip', 'Tip'), ('warning', 'Attention')], 'label': 'Kind'}), 26: ('wagtail.blocks.StructBlock', [[('title', 23), ('text', 24), ('tone', 25)]], {}), 27: ('wagtail.blocks.CharBlock', (), {'label': 'Question or title', 'max_length': 200}), 28: ('wagtail.blocks.RichTextBlock', (), {'label': 'Answer'}), 29: ('wagtail.blocks.RegexBlock', (), {'help_text': 'Stays the same when the title changes: small letters, digits, hyphens.', 'label': 'Anchor', 'regex': '^[a-z0-9-]*$', 'required': False}), 30: ('wagtail.blocks.StructBlock', [[('title', 27), ('text', 28), ('anchor', 29)]], {}), 31: ('wagtail.blocks.ListBlock', (30,), {'label': 'Entries', 'min_num': 1}), 32: ('wagtail.blocks.StructBlock', [[('items', 31)]], {}), 33: ('wagtail.blocks.CharBlock', (), {'label': 'Text', 'required': False}), 34: ('wagtail.blocks.DecimalBlock', (), {'label': 'Number', 'required': False}), 35: ('wagtail.contrib.typed_table_block.blocks.TypedTableBlock', [[('text', 33), ('number', 34)]], {}), 36: ('wagtail.documents.blocks.DocumentChooserBlock', (), {'label': 'Document'}), 37: ('wagtail.blocks.CharBlock', (), {'help_text': 'Who made it, for press pictures and the like.', 'label': 'Credit', 'max_length': 160, 'required': False}), 38: ('wagtail.blocks.StructBlock', [[('document', 36), ('credit', 37)]], {}), 39: ('wagtail.blocks.ListBlock', (38,), {'label': 'Documents', 'min_num': 1}), 40: ('wagtail.blocks.StructBlock', [[('title', 23), ('items', 39)]], {}), 41: ('wagtail.blocks.PageChooserBlock', (), {'label': 'Page', 'required': False}), 42: ('wagtail.blocks.URLBlock', (), {'help_text': 'Instead of a page of this site.', 'label': 'Address', 'required': False}), 43: ('wagtail.blocks.CharBlock', (), {'help_text': 'Says what happens, for example: Apply now.', 'label': 'Label', 'max_length': 80}), 44: ('wagtail.blocks.StructBlock', [[('page', 41), ('url', 42), ('label', 43)]], {}), 45: ('wagtail.blocks.CharBlock', (), {'label': 'Name', 'max_length': 120}), 46: ('wagtail.blocks.CharBlock', (), {'label': 'Role', 'max_length': 120, 'required': False}), 47: ('wagtail.blocks.EmailBlock', (), {'label': 'Email', 'required': False}), 48: ('wagtail.blocks.RegexBlock', (), {'label': 'Phone', 'regex': '^[+0-9 /()-]{0,40}$', 'required': False}), 49: ('wagtail.blocks.CharBlock', (), {'label': 'Sentence', 'max_length': 200, 'required': False}), 50: ('wagtail.blocks.StructBlock', [[('name', 45), ('role', 46), ('email', 47), ('phone', 48), ('text', 49)]], {}), 51: ('wagtail.blocks.CharBlock', (), {'label': 'Figure', 'max_length': 20}), 52: ('wagtail.blocks.CharBlock', (), {'label': 'What it counts', 'max_length': 160}), 53: ('wagtail.blocks.CharBlock', (), {'label': 'Source', 'max_length': 200}), 54: ('wagtail.blocks.StructBlock', [[('value', 51), ('label', 52), ('source', 53)]], {}), 55: ('wagtail.blocks.CharBlock', (), {'label': 'When', 'max_length': 60}), 56: ('wagtail.blocks.CharBlock', (), {'label': 'What', 'max_length': 160}), 57: ('wagtail.blocks.RichTextBlock', (), {'label': 'Text', 'required': False}), 58: ('wagtail.blocks.StructBlock', [[('date', 55), ('title', 56), ('text', 57)]], {}), 59: ('wagtail.blocks.ListBlock', (58,), {'label': 'Entries', 'min_num': 1}), 60: ('wagtail.blocks.StructBlock', [[('items', 59)]], {}), 61: ('wagtail.blocks.CharBlock', (), {'label': 'Title', 'max_length': 120}), 62: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('DE-BW', 'Baden-Württemberg'), ('DE-BY', 'Bavaria'), ('DE-BE', 'Berlin'), ('DE-BB', 'Brandenburg'), ('DE-HB', 'Bremen'), ('DE-HH', 'Hamburg'), ('DE-HE', 'Hesse'), ('DE-MV', 'Mecklenburg-Vorpommern'), ('DE-NI', 'Lower Saxony'), ('DE-NW', 'North Rhine-Westphalia'), ('DE-RP', 'Rhineland-Palatinate'), ('DE-SL', 'Saarland'), ('DE-SN', 'Saxony'), ('DE-ST', 'Saxony-Anhalt'), ('DE-SH', 'Schleswig-Holstein'), ('DE-TH', 'Thuringia')], 'label': 'State'}), 63: ('wagtail.blocks.StructBlock', [[('title', 61), ('state', 62)]], {}), 64: ('wagtail.blocks.ChoiceBlock', [], {'choices': cms.sections.get_section_choices, 'label': 'Section'}), 65: ('wagtail.blocks.CharBlock', (), {'help_text': "Empty: the section's own title.", 'label': 'Title', 'max_length': 120, 'required': False}), 66: ('wagtail.blocks.CharBlock', (), {'label': 'Sentence', 'max_length': 240, 'required': False}), 67: ('wagtail.blocks.StructBlock', [[('section', 64), ('title', 65), ('text', 66)]], {})}, verbose_name='content')),
                ('confirmed_on', models.DateField(blank=True, null=True, verbose_name='confirmed on')),
                ('article', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='generic_pages', to='cms.article')),
                ('lead_image', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=get_image_model_string(), verbose_name='lead image')),
                ('network', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cms.network', verbose_name='network')),
            ],
            options={
                'verbose_name': 'page',
                'verbose_name_plural': 'pages',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='CallPage',
            fields=[
                ('page_ptr', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, related_name='%(app_label)s_%(class)s', serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('summary', models.CharField(blank=True, help_text='One or two sentences for lists, search engines and shared links.', max_length=200, verbose_name='summary')),
                ('lead_image_alt', models.CharField(blank=True, help_text='What can be seen, for those who cannot see it.', max_length=200, verbose_name='alternative text of the lead image')),
                ('lead_image_is_decorative', models.BooleanField(default=False, help_text='It tells nothing that the text does not say; readers skip it.', verbose_name='the lead image is decorative')),
                ('body', wagtail.fields.StreamField([('heading', 2), ('text', 3), ('image', 6), ('gallery', 9), ('video', 18), ('sign_language_video', 18), ('quote', 22), ('box', 26), ('accordion', 32), ('table', 35), ('downloads', 40), ('button', 44), ('contact', 50), ('figure_number', 54), ('timeline', 60), ('map', 63), ('section', 67)], blank=True, block_lookup={0: ('wagtail.blocks.CharBlock', (), {'label': 'Text', 'max_length': 160}), 1: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('h2', 'Section'), ('h3', 'Part of a section')], 'label': 'Level'}), 2: ('wagtail.blocks.StructBlock', [[('text', 0), ('level', 1)]], {}), 3: ('wagtail.blocks.RichTextBlock', (), {}), 4: ('wagtail.images.blocks.ImageBlock', [], {'label': 'Image'}), 5: ('wagtail.blocks.CharBlock', (), {'label': 'Caption', 'max_length': 300, 'required': False}), 6: ('wagtail.blocks.StructBlock', [[('image', 4), ('caption', 5)]], {}), 7: ('wagtail.blocks.CharBlock', (), {'label': 'What the pictures show', 'max_length': 160}), 8: ('wagtail.blocks.ListBlock', (6,), {'label': 'Images', 'max_num': 24, 'min_num': 2}), 9: ('wagtail.blocks.StructBlock', [[('title', 7), ('items', 8)]], {}), 10: ('wagtail.blocks.CharBlock', (), {'label': 'Title', 'max_length': 160}), 11: ('wagtail.documents.blocks.DocumentChooserBlock', (), {'help_text': 'MP4 or WebM from the document library.', 'label': 'Own file', 'required': False}), 12: ('wagtail.documents.blocks.DocumentChooserBlock', (), {'help_text': 'A WebVTT file; required with an own file.', 'label': 'Captions', 'required': False}), 13: ('wagtail.blocks.URLBlock', (), {'help_text': 'Instead of an own file, at one of the allowed hosts.', 'label': 'Address elsewhere', 'required': False}), 14: ('wagtail.blocks.BooleanBlock', (), {'label': 'The video at this address has captions', 'required': False}), 15: ('wagtail.blocks.RegexBlock', (), {'help_text': 'Minutes and seconds, for example 3:25.', 'label': 'Length', 'regex': '^(\\d{1,2}:)?\\d{1,2}:\\d{2}$', 'required': False}), 16: ('wagtail.images.blocks.ImageChooserBlock', (), {'label': 'Still picture', 'required': False}), 17: ('wagtail.documents.blocks.DocumentChooserBlock', (), {'label': 'Transcript', 'required': False}), 18: ('wagtail.blocks.StructBlock', [[('title', 10), ('file', 11), ('captions', 12), ('url', 13), ('has_captions', 14), ('duration', 15), ('poster', 16), ('transcript', 17)]], {}), 19: ('wagtail.blocks.TextBlock', (), {'label': 'What was said'}), 20: ('wagtail.blocks.CharBlock', (), {'label': 'Who said it', 'max_length': 120, 'required': False}), 21: ('wagtail.blocks.CharBlock', (), {'label': 'Role', 'max_length': 160, 'required': False}), 22: ('wagtail.blocks.StructBlock', [[('text', 19), ('person', 20), ('role', 21)]], {}), 23: ('wagtail.blocks.CharBlock', (), {'label': 'Title', 'max_length': 120, 'required': False}), 24: ('wagtail.blocks.RichTextBlock', (), {'label': 'Text'}), 25: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('info', 'Good to know'), ('tip', 'Tip'), ('warning', 'Attention')], 'label': 'Kind'}), 26: ('wagtail.blocks.StructBlock', [[('title', 23), ('text', 24), ('tone', 25)]], {}), 27: ('wagtail.blocks.CharBlock', (), {'label': 'Question or title', 'max_length': 200}), 28: ('wagtail.blocks.RichTextBlock', (), {'label': 'Answer'}), 29: ('wagtail.blocks.RegexBlock', (), {'help_text': 'Stays the same when the title changes: small letters, digits, hyphens.', 'label': 'Anchor', 'regex': '^[a-z0-9-]*$', 'required': False}), 30: ('wagtail.blocks.StructBlock', [[('title', 27), ('text', 28), ('anchor', 29)]], {}), 31: ('wagtail.blocks.ListBlock', (30,), {'label': 'Entries', 'min_num': 1}), 32: ('wagtail.blocks.StructBlock', [[('items', 31)]], {}), 33: ('wagtail.blocks.CharBlock', (), {'label': 'Text', 'required': False}), 34: ('wagtail.blocks.DecimalBlock', (), {'label': 'Number', 'required': False}), 35: ('wagtail.contrib.typed_table_block.blocks.TypedTableBlock', [[('text', 33), ('number', 34)]], {}), 36: ('wagtail.documents.blocks.DocumentChooserBlock', (), {'label': 'Document'}), 37: ('wagtail.blocks.CharBlock', (), {'help_text': 'Who made it, for press pictures and the like.', 'label': 'Credit', 'max_length': 160, 'required': False}), 38: ('wagtail.blocks.StructBlock', [[('document', 36), ('credit', 37)]], {}), 39: ('wagtail.blocks.ListBlock', (38,), {'label': 'Documents', 'min_num': 1}), 40: ('wagtail.blocks.StructBlock', [[('title', 23), ('items', 39)]], {}), 41: ('wagtail.blocks.PageChooserBlock', (), {'label': 'Page', 'required': False}), 42: ('wagtail.blocks.URLBlock', (), {'help_text': 'Instead of a page of this site.', 'label': 'Address', 'required': False}), 43: ('wagtail.blocks.CharBlock', (), {'help_text': 'Says what happens, for example: Apply now.', 'label': 'Label', 'max_length': 80}), 44: ('wagtail.blocks.StructBlock', [[('page', 41), ('url', 42), ('label', 43)]], {}), 45: ('wagtail.blocks.CharBlock', (), {'label': 'Name', 'max_length': 120}), 46: ('wagtail.blocks.CharBlock', (), {'label': 'Role', 'max_length': 120, 'required': False}), 47: ('wagtail.blocks.EmailBlock', (), {'label': 'Email', 'required': False}), 48: ('wagtail.blocks.RegexBlock', (), {'label': 'Phone', 'regex': '^[+0-9 /()-]{0,40}$', 'required': False}), 49: ('wagtail.blocks.CharBlock', (), {'label': 'Sentence', 'max_length': 200, 'required': False}), 50: ('wagtail.blocks.StructBlock', [[('name', 45), ('role', 46), ('email', 47), ('phone', 48), ('text', 49)]], {}), 51: ('wagtail.blocks.CharBlock', (), {'label': 'Figure', 'max_length': 20}), 52: ('wagtail.blocks.CharBlock', (), {'label': 'What it counts', 'max_length': 160}), 53: ('wagtail.blocks.CharBlock', (), {'label': 'Source', 'max_length': 200}), 54: ('wagtail.blocks.StructBlock', [[('value', 51), ('label', 52), ('source', 53)]], {}), 55: ('wagtail.blocks.CharBlock', (), {'label': 'When', 'max_length': 60}), 56: ('wagtail.blocks.CharBlock', (), {'label': 'What', 'max_length': 160}), 57: ('wagtail.blocks.RichTextBlock', (), {'label': 'Text', 'required': False}), 58: ('wagtail.blocks.StructBlock', [[('date', 55), ('title', 56), ('text', 57)]], {}), 59: ('wagtail.blocks.ListBlock', (58,), {'label': 'Entries', 'min_num': 1}), 60: ('wagtail.blocks.StructBlock', [[('items', 59)]], {}), 61: ('wagtail.blocks.CharBlock', (), {'label': 'Title', 'max_length': 120}), 62: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('DE-BW', 'Baden-Württemberg'), ('DE-BY', 'Bavaria'), ('DE-BE', 'Berlin'), ('DE-BB', 'Brandenburg'), ('DE-HB', 'Bremen'), ('DE-HH', 'Hamburg'), ('DE-HE', 'Hesse'), ('DE-MV', 'Mecklenburg-Vorpommern'), ('DE-NI', 'Lower Saxony'), ('DE-NW', 'North Rhine-Westphalia'), ('DE-RP', 'Rhineland-Palatinate'), ('DE-SL', 'Saarland'), ('DE-SN', 'Saxony'), ('DE-ST', 'Saxony-Anhalt'), ('DE-SH', 'Schleswig-Holstein'), ('DE-TH', 'Thuringia')], 'label': 'State'}), 63: ('wagtail.blocks.StructBlock', [[('title', 61), ('state', 62)]], {}), 64: ('wagtail.blocks.ChoiceBlock', [], {'choices': cms.sections.get_section_choices, 'label': 'Section'}), 65: ('wagtail.blocks.CharBlock', (), {'help_text': "Empty: the section's own title.", 'label': 'Title', 'max_length': 120, 'required': False}), 66: ('wagtail.blocks.CharBlock', (), {'label': 'Sentence', 'max_length': 240, 'required': False}), 67: ('wagtail.blocks.StructBlock', [[('section', 64), ('title', 65), ('text', 66)]], {})}, verbose_name='content')),
                ('confirmed_on', models.DateField(blank=True, null=True, verbose_name='confirmed on')),
                ('funder', models.CharField(max_length=200, verbose_name='funder')),
                ('amount', models.CharField(blank=True, max_length=200, verbose_name='sum')),
                ('purpose', wagtail.fields.RichTextField(blank=True, verbose_name='purpose')),
                ('eligibility', wagtail.fields.RichTextField(blank=True, verbose_name='who may apply')),
                ('area', models.CharField(blank=True, max_length=200, verbose_name='area')),
                ('opens_at', models.DateTimeField(blank=True, null=True, verbose_name='opens')),
                ('deadline_at', models.DateTimeField(blank=True, help_text='Local time in Berlin. Empty: a rolling call without a deadline.', null=True, verbose_name='deadline')),
                ('review_from', models.DateTimeField(blank=True, null=True, verbose_name='review from')),
                ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='decided')),
                ('apply_url', models.URLField(blank=True, verbose_name='address for applications')),
                ('contact_name', models.CharField(blank=True, max_length=120, verbose_name='contact')),
                ('contact_email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail')),
                ('contact_phone', models.CharField(blank=True, max_length=40, verbose_name='phone')),
                ('information_dates', wagtail.fields.StreamField([('date', 3)], blank=True, block_lookup={0: ('wagtail.blocks.DateTimeBlock', (), {'label': 'When'}), 1: ('wagtail.blocks.CharBlock', (), {'label': 'What', 'max_length': 200}), 2: ('wagtail.blocks.URLBlock', (), {'label': 'Address', 'required': False}), 3: ('wagtail.blocks.StructBlock', [[('moment', 0), ('text', 1), ('url', 2)]], {})}, help_text='Question hours and the like, in order.', verbose_name='information dates')),
                ('documents', wagtail.fields.StreamField([('item', 2)], blank=True, block_lookup={0: ('wagtail.documents.blocks.DocumentChooserBlock', (), {'label': 'Document'}), 1: ('wagtail.blocks.CharBlock', (), {'help_text': 'Who made it, for press pictures and the like.', 'label': 'Credit', 'max_length': 160, 'required': False}), 2: ('wagtail.blocks.StructBlock', [[('document', 0), ('credit', 1)]], {})}, verbose_name='documents')),
                ('related', wagtail.fields.StreamField([('page', 0)], blank=True, block_lookup={0: ('wagtail.blocks.PageChooserBlock', ('cms.CallPage',), {})}, help_text='Empty: open calls on the same topics.', verbose_name='related calls')),
                ('call', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='call_pages', to='cms.call')),
                ('results_page', models.ForeignKey(blank=True, help_text='Who was chosen, once it is decided.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.WAGTAIL_PAGE_MODEL, verbose_name='results page')),
                ('lead_image', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=get_image_model_string(), verbose_name='lead image')),
                ('network', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cms.network', verbose_name='network')),
            ],
            options={
                'verbose_name': 'call',
                'verbose_name_plural': 'calls',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='CallIndexPage',
            fields=[
                ('page_ptr', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, related_name='%(app_label)s_%(class)s', serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('summary', models.CharField(blank=True, help_text='One or two sentences for lists, search engines and shared links.', max_length=200, verbose_name='summary')),
                ('intro', models.TextField(blank=True, verbose_name='introduction')),
                ('network', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cms.network', verbose_name='network')),
            ],
            options={
                'verbose_name': 'list of calls',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.AddField(
            model_name='call',
            name='network',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)s_set', to='cms.network', verbose_name='network'),
        ),
        migrations.CreateModel(
            name='BranchGroup',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('author', 'Author'), ('translator', 'Translator'), ('editor', 'Editor'), ('coordinator', 'Coordinator')], max_length=16, verbose_name='role')),
                ('group', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='cms_branch_group', to='auth.group')),
                ('network', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='branch_groups', to='cms.network')),
            ],
        ),
        migrations.CreateModel(
            name='Branch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('opened_at', models.DateTimeField(auto_now_add=True, verbose_name='opened')),
                ('collection', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='cms_branch', to='wagtailcore.collection')),
                ('workflow', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='cms_branch', to='wagtailcore.workflow')),
                ('network', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='branch', to='cms.network')),
            ],
        ),
        migrations.AddField(
            model_name='article',
            name='network',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)s_set', to='cms.network', verbose_name='network'),
        ),
        migrations.CreateModel(
            name='Announcement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('severity', models.CharField(choices=[('info', 'Information'), ('warning', 'Warning')], default='info', max_length=12, verbose_name='severity')),
                ('starts_at', models.DateTimeField(verbose_name='from')),
                ('ends_at', models.DateTimeField(blank=True, null=True, verbose_name='until')),
                ('url', models.URLField(blank=True, verbose_name='address with more about it')),
                ('network', models.ForeignKey(help_text="The portal's stand on every page, a network's in its branch.", on_delete=django.db.models.deletion.CASCADE, related_name='announcements', to='cms.network', verbose_name='network')),
            ],
            options={
                'verbose_name': 'announcement',
                'verbose_name_plural': 'announcements',
                'ordering': ['-starts_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='NetworkContact',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.PositiveSmallIntegerField(default=0, editable=False)),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('function', models.CharField(blank=True, max_length=120, verbose_name='function')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail')),
                ('phone', models.CharField(blank=True, max_length=40, verbose_name='phone')),
                ('network', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='contacts', to='cms.network')),
            ],
            options={
                'ordering': ['sort_order', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='NetworkDistrict',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ags', models.CharField(max_length=5, verbose_name='district')),
                ('network', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='districts', to='cms.network')),
            ],
            options={
                'ordering': ['ags'],
            },
        ),
        migrations.CreateModel(
            name='NetworkFunder',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.PositiveSmallIntegerField(default=0, editable=False)),
                ('name', models.CharField(max_length=160, verbose_name='name')),
                ('from_date', models.DateField(blank=True, null=True, verbose_name='from')),
                ('until_date', models.DateField(blank=True, null=True, verbose_name='until')),
                ('network', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='funders', to='cms.network')),
            ],
            options={
                'ordering': ['sort_order', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='NetworkLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.PositiveSmallIntegerField(default=0, editable=False)),
                ('label', models.CharField(max_length=80, verbose_name='label')),
                ('url', models.URLField(verbose_name='address')),
                ('network', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='links', to='cms.network')),
            ],
            options={
                'ordering': ['sort_order', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='NetworkRole',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('author', 'Author'), ('translator', 'Translator'), ('editor', 'Editor'), ('coordinator', 'Coordinator')], max_length=16, verbose_name='role')),
                ('start_date', models.DateField(verbose_name='from')),
                ('end_date', models.DateField(blank=True, null=True, verbose_name='until')),
                ('revoked_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='taken away')),
                ('network', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='roles', to='cms.network', verbose_name='network')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='cms_network_roles', to=settings.AUTH_USER_MODEL, verbose_name='person')),
            ],
            options={
                'verbose_name': 'role in a network',
                'verbose_name_plural': 'roles in networks',
            },
        ),
        migrations.CreateModel(
            name='NetworkState',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('DE-BW', 'Baden-Württemberg'), ('DE-BY', 'Bavaria'), ('DE-BE', 'Berlin'), ('DE-BB', 'Brandenburg'), ('DE-HB', 'Bremen'), ('DE-HH', 'Hamburg'), ('DE-HE', 'Hesse'), ('DE-MV', 'Mecklenburg-Vorpommern'), ('DE-NI', 'Lower Saxony'), ('DE-NW', 'North Rhine-Westphalia'), ('DE-RP', 'Rhineland-Palatinate'), ('DE-SL', 'Saarland'), ('DE-SN', 'Saxony'), ('DE-ST', 'Saxony-Anhalt'), ('DE-SH', 'Schleswig-Holstein'), ('DE-TH', 'Thuringia')], max_length=5, verbose_name='state')),
                ('network', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='states', to='cms.network')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='NewsIndexPage',
            fields=[
                ('page_ptr', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, related_name='%(app_label)s_%(class)s', serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('summary', models.CharField(blank=True, help_text='One or two sentences for lists, search engines and shared links.', max_length=200, verbose_name='summary')),
                ('intro', models.TextField(blank=True, verbose_name='introduction')),
                ('network', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cms.network', verbose_name='network')),
            ],
            options={
                'verbose_name': 'news list',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='NewsPage',
            fields=[
                ('page_ptr', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, related_name='%(app_label)s_%(class)s', serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('summary', models.CharField(blank=True, help_text='One or two sentences for lists, search engines and shared links.', max_length=200, verbose_name='summary')),
                ('lead_image_alt', models.CharField(blank=True, help_text='What can be seen, for those who cannot see it.', max_length=200, verbose_name='alternative text of the lead image')),
                ('lead_image_is_decorative', models.BooleanField(default=False, help_text='It tells nothing that the text does not say; readers skip it.', verbose_name='the lead image is decorative')),
                ('body', wagtail.fields.StreamField([('heading', 2), ('text', 3), ('image', 6), ('gallery', 9), ('video', 18), ('sign_language_video', 18), ('quote', 22), ('box', 26), ('accordion', 32), ('table', 35), ('downloads', 40), ('button', 44), ('contact', 50), ('figure_number', 54), ('timeline', 60), ('map', 63), ('section', 67)], blank=True, block_lookup={0: ('wagtail.blocks.CharBlock', (), {'label': 'Text', 'max_length': 160}), 1: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('h2', 'Section'), ('h3', 'Part of a section')], 'label': 'Level'}), 2: ('wagtail.blocks.StructBlock', [[('text', 0), ('level', 1)]], {}), 3: ('wagtail.blocks.RichTextBlock', (), {}), 4: ('wagtail.images.blocks.ImageBlock', [], {'label': 'Image'}), 5: ('wagtail.blocks.CharBlock', (), {'label': 'Caption', 'max_length': 300, 'required': False}), 6: ('wagtail.blocks.StructBlock', [[('image', 4), ('caption', 5)]], {}), 7: ('wagtail.blocks.CharBlock', (), {'label': 'What the pictures show', 'max_length': 160}), 8: ('wagtail.blocks.ListBlock', (6,), {'label': 'Images', 'max_num': 24, 'min_num': 2}), 9: ('wagtail.blocks.StructBlock', [[('title', 7), ('items', 8)]], {}), 10: ('wagtail.blocks.CharBlock', (), {'label': 'Title', 'max_length': 160}), 11: ('wagtail.documents.blocks.DocumentChooserBlock', (), {'help_text': 'MP4 or WebM from the document library.', 'label': 'Own file', 'required': False}), 12: ('wagtail.documents.blocks.DocumentChooserBlock', (), {'help_text': 'A WebVTT file; required with an own file.', 'label': 'Captions', 'required': False}), 13: ('wagtail.blocks.URLBlock', (), {'help_text': 'Instead of an own file, at one of the allowed hosts.', 'label': 'Address elsewhere', 'required': False}), 14: ('wagtail.blocks.BooleanBlock', (), {'label': 'The video at this address has captions', 'required': False}), 15: ('wagtail.blocks.RegexBlock', (), {'help_text': 'Minutes and seconds, for example 3:25.', 'label': 'Length', 'regex': '^(\\d{1,2}:)?\\d{1,2}:\\d{2}$', 'required': False}), 16: ('wagtail.images.blocks.ImageChooserBlock', (), {'label': 'Still picture', 'required': False}), 17: ('wagtail.documents.blocks.DocumentChooserBlock', (), {'label': 'Transcript', 'required': False}), 18: ('wagtail.blocks.StructBlock', [[('title', 10), ('file', 11), ('captions', 12), ('url', 13), ('has_captions', 14), ('duration', 15), ('poster', 16), ('transcript', 17)]], {}), 19: ('wagtail.blocks.TextBlock', (), {'label': 'What was said'}), 20: ('wagtail.blocks.CharBlock', (), {'label': 'Who said it', 'max_length': 120, 'required': False}), 21: ('wagtail.blocks.CharBlock', (), {'label': 'Role', 'max_length': 160, 'required': False}), 22: ('wagtail.blocks.StructBlock', [[('text', 19), ('person', 20), ('role', 21)]], {}), 23: ('wagtail.blocks.CharBlock', (), {'label': 'Title', 'max_length': 120, 'required': False}), 24: ('wagtail.blocks.RichTextBlock', (), {'label': 'Text'}), 25: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('info', 'Good to know'), ('tip', 'Tip'), ('warning', 'Attention')], 'label': 'Kind'}), 26: ('wagtail.blocks.StructBlock', [[('title', 23), ('text', 24), ('tone', 25)]], {}), 27: ('wagtail.blocks.CharBlock', (), {'label': 'Question or title', 'max_length': 200}), 28: ('wagtail.blocks.RichTextBlock', (), {'label': 'Answer'}), 29: ('wagtail.blocks.RegexBlock', (), {'help_text': 'Stays the same when the title changes: small letters, digits, hyphens.', 'label': 'Anchor', 'regex': '^[a-z0-9-]*$', 'required': False}), 30: ('wagtail.blocks.StructBlock', [[('title', 27), ('text', 28), ('anchor', 29)]], {}), 31: ('wagtail.blocks.ListBlock', (30,), {'label': 'Entries', 'min_num': 1}), 32: ('wagtail.blocks.StructBlock', [[('items', 31)]], {}), 33: ('wagtail.blocks.CharBlock', (), {'label': 'Text', 'required': False}), 34: ('wagtail.blocks.DecimalBlock', (), {'label': 'Number', 'required': False}), 35: ('wagtail.contrib.typed_table_block.blocks.TypedTableBlock', [[('text', 33), ('number', 34)]], {}), 36: ('wagtail.documents.blocks.DocumentChooserBlock', (), {'label': 'Document'}), 37: ('wagtail.blocks.CharBlock', (), {'help_text': 'Who made it, for press pictures and the like.', 'label': 'Credit', 'max_length': 160, 'required': False}), 38: ('wagtail.blocks.StructBlock', [[('document', 36), ('credit', 37)]], {}), 39: ('wagtail.blocks.ListBlock', (38,), {'label': 'Documents', 'min_num': 1}), 40: ('wagtail.blocks.StructBlock', [[('title', 23), ('items', 39)]], {}), 41: ('wagtail.blocks.PageChooserBlock', (), {'label': 'Page', 'required': False}), 42: ('wagtail.blocks.URLBlock', (), {'help_text': 'Instead of a page of this site.', 'label': 'Address', 'required': False}), 43: ('wagtail.blocks.CharBlock', (), {'help_text': 'Says what happens, for example: Apply now.', 'label': 'Label', 'max_length': 80}), 44: ('wagtail.blocks.StructBlock', [[('page', 41), ('url', 42), ('label', 43)]], {}), 45: ('wagtail.blocks.CharBlock', (), {'label': 'Name', 'max_length': 120}), 46: ('wagtail.blocks.CharBlock', (), {'label': 'Role', 'max_length': 120, 'required': False}), 47: ('wagtail.blocks.EmailBlock', (), {'label': 'Email', 'required': False}), 48: ('wagtail.blocks.RegexBlock', (), {'label': 'Phone', 'regex': '^[+0-9 /()-]{0,40}$', 'required': False}), 49: ('wagtail.blocks.CharBlock', (), {'label': 'Sentence', 'max_length': 200, 'required': False}), 50: ('wagtail.blocks.StructBlock', [[('name', 45), ('role', 46), ('email', 47), ('phone', 48), ('text', 49)]], {}), 51: ('wagtail.blocks.CharBlock', (), {'label': 'Figure', 'max_length': 20}), 52: ('wagtail.blocks.CharBlock', (), {'label': 'What it counts', 'max_length': 160}), 53: ('wagtail.blocks.CharBlock', (), {'label': 'Source', 'max_length': 200}), 54: ('wagtail.blocks.StructBlock', [[('value', 51), ('label', 52), ('source', 53)]], {}), 55: ('wagtail.blocks.CharBlock', (), {'label': 'When', 'max_length': 60}), 56: ('wagtail.blocks.CharBlock', (), {'label': 'What', 'max_length': 160}), 57: ('wagtail.blocks.RichTextBlock', (), {'label': 'Text', 'required': False}), 58: ('wagtail.blocks.StructBlock', [[('date', 55), ('title', 56), ('text', 57)]], {}), 59: ('wagtail.blocks.ListBlock', (58,), {'label': 'Entries', 'min_num': 1}), 60: ('wagtail.blocks.StructBlock', [[('items', 59)]], {}), 61: ('wagtail.blocks.CharBlock', (), {'label': 'Title', 'max_length': 120}), 62: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('DE-BW', 'Baden-Württemberg'), ('DE-BY', 'Bavaria'), ('DE-BE', 'Berlin'), ('DE-BB', 'Brandenburg'), ('DE-HB', 'Bremen'), ('DE-HH', 'Hamburg'), ('DE-HE', 'Hesse'), ('DE-MV', 'Mecklenburg-Vorpommern'), ('DE-NI', 'Lower Saxony'), ('DE-NW', 'North Rhine-Westphalia'), ('DE-RP', 'Rhineland-Palatinate'), ('DE-SL', 'Saarland'), ('DE-SN', 'Saxony'), ('DE-ST', 'Saxony-Anhalt'), ('DE-SH', 'Schleswig-Holstein'), ('DE-TH', 'Thuringia')], 'label': 'State'}), 63: ('wagtail.blocks.StructBlock', [[('title', 61), ('state', 62)]], {}), 64: ('wagtail.blocks.ChoiceBlock', [], {'choices': cms.sections.get_section_choices, 'label': 'Section'}), 65: ('wagtail.blocks.CharBlock', (), {'help_text': "Empty: the section's own title.", 'label': 'Title', 'max_length': 120, 'required': False}), 66: ('wagtail.blocks.CharBlock', (), {'label': 'Sentence', 'max_length': 240, 'required': False}), 67: ('wagtail.blocks.StructBlock', [[('section', 64), ('title', 65), ('text', 66)]], {})}, verbose_name='content')),
                ('confirmed_on', models.DateField(blank=True, null=True, verbose_name='confirmed on')),
                ('kind', models.CharField(choices=[('news', 'News'), ('press', 'Press release'), ('portrait', 'Network portrait')], default='news', max_length=12, verbose_name='kind')),
                ('date', models.DateTimeField(verbose_name='date')),
                ('updated_at', models.DateTimeField(blank=True, help_text='Only when readers must know; the page then says “Updated”.', null=True, verbose_name='materially changed')),
                ('press_contact_name', models.CharField(blank=True, max_length=120, verbose_name='name')),
                ('press_contact_role', models.CharField(blank=True, max_length=160, verbose_name='role')),
                ('press_contact_email', models.EmailField(blank=True, max_length=254, verbose_name='email')),
                ('press_contact_phone', models.CharField(blank=True, max_length=40, verbose_name='phone')),
                ('downloads', wagtail.fields.StreamField([('item', 2)], blank=True, block_lookup={0: ('wagtail.documents.blocks.DocumentChooserBlock', (), {'label': 'Document'}), 1: ('wagtail.blocks.CharBlock', (), {'help_text': 'Who made it, for press pictures and the like.', 'label': 'Credit', 'max_length': 160, 'required': False}), 2: ('wagtail.blocks.StructBlock', [[('document', 0), ('credit', 1)]], {})}, help_text='Press pictures and documents, with credit.', verbose_name='downloads')),
                ('related', wagtail.fields.StreamField([('page', 0)], blank=True, block_lookup={0: ('wagtail.blocks.PageChooserBlock', ('cms.NewsPage',), {})}, help_text='Empty: news on the same topics, else the newest.', verbose_name='related news')),
                ('article', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='news_pages', to='cms.article')),
                ('lead_image', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=get_image_model_string(), verbose_name='lead image')),
                ('network', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cms.network', verbose_name='network')),
            ],
            options={
                'verbose_name': 'news',
                'verbose_name_plural': 'news',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='OutboxMail',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(editable=False, max_length=64, unique=True, verbose_name='key')),
                ('state', models.CharField(choices=[('due', 'due'), ('leased', 'being worked on'), ('done', 'done'), ('dead', 'given up')], default='due', max_length=8, verbose_name='state')),
                ('due_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), verbose_name='due')),
                ('leased_until', models.DateTimeField(editable=False, null=True)),
                ('leased_by', models.CharField(blank=True, editable=False, max_length=32)),
                ('attempts', models.PositiveSmallIntegerField(default=0, verbose_name='attempts')),
                ('last_error', models.TextField(blank=True, verbose_name='last error')),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), verbose_name='since')),
                ('finished_at', models.DateTimeField(editable=False, null=True, verbose_name='finished')),
                ('recipient', models.EmailField(max_length=254, verbose_name='recipient')),
                ('kind', models.CharField(max_length=60, verbose_name='kind')),
                ('event_key', models.CharField(max_length=120, verbose_name='event')),
                ('language', models.CharField(max_length=12, verbose_name='language')),
                ('message_id', models.CharField(editable=False, max_length=120)),
                ('template', models.CharField(blank=True, max_length=120)),
                ('context', models.JSONField(blank=True, default=dict)),
                ('headers', models.JSONField(blank=True, default=dict)),
                ('subject', models.CharField(blank=True, max_length=250, verbose_name='subject')),
                ('text', models.TextField(blank=True, verbose_name='text')),
                ('html', models.TextField(blank=True)),
                ('expires_at', models.DateTimeField(blank=True, null=True, verbose_name='expires')),
                ('outcome', models.CharField(blank=True, choices=[('sent', 'sent'), ('expired', 'expired before it could be sent'), ('refused', 'refused by the mail server'), ('suppressed', 'not sent: not wanted or address unreachable')], max_length=12, verbose_name='outcome')),
            ],
            options={
                'verbose_name': 'mail',
                'verbose_name_plural': 'mails',
                'abstract': False,
                'indexes': [models.Index(fields=['state', 'due_at', 'id'], name='outboxmail_due'), models.Index(fields=['recipient', 'finished_at'], name='mail_by_recipient')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('leased_until__isnull', False), ('state', 'leased')), models.Q(models.Q(('state', 'leased'), _negated=True), ('leased_until__isnull', True)), _connector='OR'), name='outboxmail_lease_has_an_end')],
            },
        ),
        migrations.CreateModel(
            name='PageDistrict',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ags', models.CharField(db_index=True, max_length=5, verbose_name='district')),
                ('page', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='cms_page_districts', to=settings.WAGTAIL_PAGE_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Proposal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('token', models.UUIDField(default=uuid.uuid4, editable=False)),
                ('kind', models.CharField(max_length=40, verbose_name='kind')),
                ('language', models.CharField(max_length=12, verbose_name='language')),
                ('title', models.CharField(max_length=255, verbose_name='title')),
                ('state', models.CharField(choices=[('draft', 'draft, not submitted yet'), ('submitted', 'waiting for the editors'), ('changes-requested', 'the editors ask for changes'), ('accepted', 'accepted'), ('declined', 'declined'), ('withdrawn', 'withdrawn')], default='draft', max_length=20, verbose_name='state')),
                ('is_change', models.BooleanField(default=False, verbose_name='changes a published item')),
                ('object_id', models.PositiveBigIntegerField(null=True)),
                ('created_at', models.DateTimeField(verbose_name='begun')),
                ('submitted_at', models.DateTimeField(blank=True, null=True, verbose_name='submitted')),
                ('content_type', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contenttypes.contenttype')),
                ('network', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='proposals', to='cms.network', verbose_name='network')),
                ('proposer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='cms_proposals', to=settings.AUTH_USER_MODEL, verbose_name='proposed by')),
            ],
            options={
                'verbose_name': 'proposal',
                'verbose_name_plural': 'proposals',
            },
        ),
        migrations.CreateModel(
            name='RegionIndexPage',
            fields=[
                ('page_ptr', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, related_name='%(app_label)s_%(class)s', serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('summary', models.CharField(blank=True, help_text='One or two sentences for lists, search engines and shared links.', max_length=200, verbose_name='summary')),
                ('intro', models.TextField(blank=True, verbose_name='introduction')),
                ('network', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cms.network', verbose_name='network')),
            ],
            options={
                'verbose_name': 'directory of regions',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='RegionPage',
            fields=[
                ('page_ptr', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, related_name='%(app_label)s_%(class)s', serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('summary', models.CharField(blank=True, help_text='One or two sentences for lists, search engines and shared links.', max_length=200, verbose_name='summary')),
                ('lead_image_alt', models.CharField(blank=True, help_text='What can be seen, for those who cannot see it.', max_length=200, verbose_name='alternative text of the lead image')),
                ('lead_image_is_decorative', models.BooleanField(default=False, help_text='It tells nothing that the text does not say; readers skip it.', verbose_name='the lead image is decorative')),
                ('body', wagtail.fields.StreamField([('heading', 2), ('text', 3), ('image', 6), ('gallery', 9), ('video', 18), ('sign_language_video', 18), ('quote', 22), ('box', 26), ('accordion', 32), ('table', 35), ('downloads', 40), ('button', 44), ('contact', 50), ('figure_number', 54), ('timeline', 60), ('map', 63), ('section', 67)], blank=True, block_lookup={0: ('wagtail.blocks.CharBlock', (), {'label': 'Text', 'max_length': 160}), 1: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('h2', 'Section'), ('h3', 'Part of a section')], 'label': 'Level'}), 2: ('wagtail.blocks.StructBlock', [[('text', 0), ('level', 1)]], {}), 3: ('wagtail.blocks.RichTextBlock', (), {}), 4: ('wagtail.images.blocks.ImageBlock', [], {'label': 'Image'}), 5: ('wagtail.blocks.CharBlock', (), {'label': 'Caption', 'max_length': 300, 'required': False}), 6: ('wagtail.blocks.StructBlock', [[('image', 4), ('caption', 5)]], {}), 7: ('wagtail.blocks.CharBlock', (), {'label': 'What the pictures show', 'max_length': 160}), 8: ('wagtail.blocks.ListBlock', (6,), {'label': 'Images', 'max_num': 24, 'min_num': 2}), 9: ('wagtail.blocks.StructBlock', [[('title', 7), ('items', 8)]], {}), 10: ('wagtail.blocks.CharBlock', (), {'label': 'Title', 'max_length': 160}), 11: ('wagtail.documents.blocks.DocumentChooserBlock', (), {'help_text': 'MP4 or WebM from the document library.', 'label': 'Own file', 'required': False}), 12: ('wagtail.documents.blocks.DocumentChooserBlock', (), {'help_text': 'A WebVTT file; required with an own file.', 'label': 'Captions', 'required': False}), 13: ('wagtail.blocks.URLBlock', (), {'help_text': 'Instead of an own file, at one of the allowed hosts.', 'label': 'Address elsewhere', 'required': False}), 14: ('wagtail.blocks.BooleanBlock', (), {'label': 'The video at this address has captions', 'required': False}), 15: ('wagtail.blocks.RegexBlock', (), {'help_text': 'Minutes and seconds, for example 3:25.', 'label': 'Length', 'regex': '^(\\d{1,2}:)?\\d{1,2}:\\d{2}$', 'required': False}), 16: ('wagtail.images.blocks.ImageChooserBlock', (), {'label': 'Still picture', 'required': False}), 17: ('wagtail.documents.blocks.DocumentChooserBlock', (), {'label': 'Transcript', 'required': False}), 18: ('wagtail.blocks.StructBlock', [[('title', 10), ('file', 11), ('captions', 12), ('url', 13), ('has_captions', 14), ('duration', 15), ('poster', 16), ('transcript', 17)]], {}), 19: ('wagtail.blocks.TextBlock', (), {'label': 'What was said'}), 20: ('wagtail.blocks.CharBlock', (), {'label': 'Who said it', 'max_length': 120, 'required': False}), 21: ('wagtail.blocks.CharBlock', (), {'label': 'Role', 'max_length': 160, 'required': False}), 22: ('wagtail.blocks.StructBlock', [[('text', 19), ('person', 20), ('role', 21)]], {}), 23: ('wagtail.blocks.CharBlock', (), {'label': 'Title', 'max_length': 120, 'required': False}), 24: ('wagtail.blocks.RichTextBlock', (), {'label': 'Text'}), 25: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('info', 'Good to know'), ('tip', 'Tip'), ('warning', 'Attention')], 'label': 'Kind'}), 26: ('wagtail.blocks.StructBlock', [[('title', 23), ('text', 24), ('tone', 25)]], {}), 27: ('wagtail.blocks.CharBlock', (), {'label': 'Question or title', 'max_length': 200}), 28: ('wagtail.blocks.RichTextBlock', (), {'label': 'Answer'}), 29: ('wagtail.blocks.RegexBlock', (), {'help_text': 'Stays the same when the title changes: small letters, digits, hyphens.', 'label': 'Anchor', 'regex': '^[a-z0-9-]*$', 'required': False}), 30: ('wagtail.blocks.StructBlock', [[('title', 27), ('text', 28), ('anchor', 29)]], {}), 31: ('wagtail.blocks.ListBlock', (30,), {'label': 'Entries', 'min_num': 1}), 32: ('wagtail.blocks.StructBlock', [[('items', 31)]], {}), 33: ('wagtail.blocks.CharBlock', (), {'label': 'Text', 'required': False}), 34: ('wagtail.blocks.DecimalBlock', (), {'label': 'Number', 'required': False}), 35: ('wagtail.contrib.typed_table_block.blocks.TypedTableBlock', [[('text', 33), ('number', 34)]], {}), 36: ('wagtail.documents.blocks.DocumentChooserBlock', (), {'label': 'Document'}), 37: ('wagtail.blocks.CharBlock', (), {'help_text': 'Who made it, for press pictures and the like.', 'label': 'Credit', 'max_length': 160, 'required': False}), 38: ('wagtail.blocks.StructBlock', [[('document', 36), ('credit', 37)]], {}), 39: ('wagtail.blocks.ListBlock', (38,), {'label': 'Documents', 'min_num': 1}), 40: ('wagtail.blocks.StructBlock', [[('title', 23), ('items', 39)]], {}), 41: ('wagtail.blocks.PageChooserBlock', (), {'label': 'Page', 'required': False}), 42: ('wagtail.blocks.URLBlock', (), {'help_text': 'Instead of a page of this site.', 'label': 'Address', 'required': False}), 43: ('wagtail.blocks.CharBlock', (), {'help_text': 'Says what happens, for example: Apply now.', 'label': 'Label', 'max_length': 80}), 44: ('wagtail.blocks.StructBlock', [[('page', 41), ('url', 42), ('label', 43)]], {}), 45: ('wagtail.blocks.CharBlock', (), {'label': 'Name', 'max_length': 120}), 46: ('wagtail.blocks.CharBlock', (), {'label': 'Role', 'max_length': 120, 'required': False}), 47: ('wagtail.blocks.EmailBlock', (), {'label': 'Email', 'required': False}), 48: ('wagtail.blocks.RegexBlock', (), {'label': 'Phone', 'regex': '^[+0-9 /()-]{0,40}$', 'required': False}), 49: ('wagtail.blocks.CharBlock', (), {'label': 'Sentence', 'max_length': 200, 'required': False}), 50: ('wagtail.blocks.StructBlock', [[('name', 45), ('role', 46), ('email', 47), ('phone', 48), ('text', 49)]], {}), 51: ('wagtail.blocks.CharBlock', (), {'label': 'Figure', 'max_length': 20}), 52: ('wagtail.blocks.CharBlock', (), {'label': 'What it counts', 'max_length': 160}), 53: ('wagtail.blocks.CharBlock', (), {'label': 'Source', 'max_length': 200}), 54: ('wagtail.blocks.StructBlock', [[('value', 51), ('label', 52), ('source', 53)]], {}), 55: ('wagtail.blocks.CharBlock', (), {'label': 'When', 'max_length': 60}), 56: ('wagtail.blocks.CharBlock', (), {'label': 'What', 'max_length': 160}), 57: ('wagtail.blocks.RichTextBlock', (), {'label': 'Text', 'required': False}), 58: ('wagtail.blocks.StructBlock', [[('date', 55), ('title', 56), ('text', 57)]], {}), 59: ('wagtail.blocks.ListBlock', (58,), {'label': 'Entries', 'min_num': 1}), 60: ('wagtail.blocks.StructBlock', [[('items', 59)]], {}), 61: ('wagtail.blocks.CharBlock', (), {'label': 'Title', 'max_length': 120}), 62: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('DE-BW', 'Baden-Württemberg'), ('DE-BY', 'Bavaria'), ('DE-BE', 'Berlin'), ('DE-BB', 'Brandenburg'), ('DE-HB', 'Bremen'), ('DE-HH', 'Hamburg'), ('DE-HE', 'Hesse'), ('DE-MV', 'Mecklenburg-Vorpommern'), ('DE-NI', 'Lower Saxony'), ('DE-NW', 'North Rhine-Westphalia'), ('DE-RP', 'Rhineland-Palatinate'), ('DE-SL', 'Saarland'), ('DE-SN', 'Saxony'), ('DE-ST', 'Saxony-Anhalt'), ('DE-SH', 'Schleswig-Holstein'), ('DE-TH', 'Thuringia')], 'label': 'State'}), 63: ('wagtail.blocks.StructBlock', [[('title', 61), ('state', 62)]], {}), 64: ('wagtail.blocks.ChoiceBlock', [], {'choices': cms.sections.get_section_choices, 'label': 'Section'}), 65: ('wagtail.blocks.CharBlock', (), {'help_text': "Empty: the section's own title.", 'label': 'Title', 'max_length': 120, 'required': False}), 66: ('wagtail.blocks.CharBlock', (), {'label': 'Sentence', 'max_length': 240, 'required': False}), 67: ('wagtail.blocks.StructBlock', [[('section', 64), ('title', 65), ('text', 66)]], {})}, verbose_name='content')),
                ('confirmed_on', models.DateField(blank=True, null=True, verbose_name='confirmed on')),
                ('lead_image', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=get_image_model_string(), verbose_name='lead image')),
                ('network', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='region_pages', to='cms.network')),
            ],
            options={
                'verbose_name': 'region page',
                'verbose_name_plural': 'region pages',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='Rendition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('filter_spec', models.CharField(db_index=True, max_length=255)),
                ('file', wagtail.images.models.WagtailImageField(height_field='height', storage=wagtail.images.models.get_rendition_storage, upload_to=wagtail.images.models.get_rendition_upload_to, width_field='width')),
                ('width', models.IntegerField(editable=False)),
                ('height', models.IntegerField(editable=False)),
                ('focal_point_key', models.CharField(blank=True, default='', editable=False, max_length=16)),
                ('image', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='renditions', to='cms.image')),
            ],
            bases=(wagtail.images.models.ImageFileMixin, models.Model),
        ),
        migrations.CreateModel(
            name='StateChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('object_id', models.PositiveBigIntegerField()),
                ('field', models.CharField(max_length=40)),
                ('from_state', models.CharField(max_length=40, verbose_name='from')),
                ('to_state', models.CharField(max_length=40, verbose_name='to')),
                ('reason', models.TextField(blank=True, verbose_name='reason')),
                ('changed_at', models.DateTimeField(verbose_name='at')),
                ('actor', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
                ('content_type', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contenttypes.contenttype')),
            ],
            options={
                'verbose_name': 'state change',
                'ordering': ['-changed_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Term',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('taxonomy', models.CharField(choices=[('stage', 'Education stage'), ('promotion', 'Breadth or talent'), ('class-level', 'Class level'), ('format', 'Format'), ('topic', 'Topic'), ('target-group', 'Target group'), ('organisation-type', 'Type of organisation'), ('offer-or-need', 'Offers and seeks')], max_length=24, verbose_name='list')),
                ('slug', models.SlugField(max_length=80, verbose_name='slug')),
                ('sort_order', models.PositiveSmallIntegerField(default=0, verbose_name='order')),
                ('retired_at', models.DateTimeField(blank=True, null=True, verbose_name='retired')),
                ('merged_into', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='merged_terms', to='cms.term', verbose_name='merged into')),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='cms.term', verbose_name='above')),
            ],
            options={
                'verbose_name': 'term',
                'verbose_name_plural': 'terms',
                'ordering': ['taxonomy', 'sort_order', 'slug'],
            },
        ),
        migrations.CreateModel(
            name='PageTerm',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('page', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='cms_page_terms', to=settings.WAGTAIL_PAGE_MODEL)),
                ('term', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='page_terms', to='cms.term')),
            ],
        ),
        migrations.CreateModel(
            name='TermAlias',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source', models.CharField(max_length=60, verbose_name='foreign list')),
                ('slug', models.CharField(max_length=120, verbose_name='foreign slug')),
                ('term', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='aliases', to='cms.term')),
            ],
        ),
        migrations.CreateModel(
            name='TermLabel',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.CharField(max_length=12, verbose_name='language')),
                ('label', models.CharField(max_length=120, verbose_name='label')),
                ('term', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='labels', to='cms.term')),
            ],
            options={
                'ordering': ['language'],
            },
        ),
        migrations.CreateModel(
            name='AnnouncementText',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.CharField(choices=[('de', 'German'), ('en', 'English')], default='de', max_length=12, verbose_name='language')),
                ('text', models.CharField(max_length=240, verbose_name='text')),
                ('link_label', models.CharField(blank=True, max_length=60, verbose_name='label of the link')),
                ('announcement', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='texts', to='cms.announcement')),
            ],
            options={
                'ordering': ['language'],
                'constraints': [models.UniqueConstraint(fields=('announcement', 'language'), name='announcement_text_once_a_language')],
            },
        ),
        migrations.CreateModel(
            name='DailyCount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('object_id', models.PositiveBigIntegerField()),
                ('day', models.DateField(verbose_name='day')),
                ('kind', models.CharField(max_length=16, verbose_name='kind')),
                ('count', models.PositiveIntegerField(verbose_name='count')),
                ('content_type', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='contenttypes.contenttype')),
            ],
            options={
                'verbose_name': 'daily count',
                'constraints': [models.UniqueConstraint(fields=('content_type', 'object_id', 'kind', 'day'), name='daily_count_once_a_day')],
            },
        ),
        migrations.CreateModel(
            name='LinkToken',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('nonce', models.CharField(editable=False, max_length=32, unique=True)),
                ('purpose', models.CharField(max_length=40, verbose_name='purpose')),
                ('object_id', models.PositiveBigIntegerField()),
                ('is_single_use', models.BooleanField(default=False, verbose_name='works once')),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), verbose_name='made')),
                ('expires_at', models.DateTimeField(verbose_name='works until')),
                ('used_at', models.DateTimeField(editable=False, null=True, verbose_name='used')),
                ('revoked_at', models.DateTimeField(editable=False, null=True, verbose_name='revoked')),
                ('content_type', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='contenttypes.contenttype')),
                ('created_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='made by')),
            ],
            options={
                'verbose_name': 'link',
                'verbose_name_plural': 'links',
                'ordering': ['-created_at', '-pk'],
                'indexes': [models.Index(fields=['content_type', 'object_id', 'purpose'], name='link_by_thing')],
                'constraints': [models.CheckConstraint(condition=models.Q(('expires_at__gt', models.F('created_at'))), name='link_expires_after_it_was_made')],
            },
        ),
        migrations.AddIndex(
            model_name='network',
            index=models.Index(fields=['name', 'id'], name='network_by_name'),
        ),
        migrations.AddConstraint(
            model_name='network',
            constraint=models.UniqueConstraint(condition=models.Q(('kind', 'site')), fields=('kind',), name='network_portal_is_one'),
        ),
        migrations.AddConstraint(
            model_name='network',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('latitude__isnull', True), ('longitude__isnull', True)), models.Q(('latitude__isnull', False), ('longitude__isnull', False)), _connector='OR'), name='network_point_is_whole'),
        ),
        migrations.AddConstraint(
            model_name='network',
            constraint=models.CheckConstraint(condition=models.Q(('parent__isnull', True), models.Q(('kind', 'state-programme'), _negated=True), _connector='OR'), name='network_state_programme_has_no_parent'),
        ),
        migrations.AddIndex(
            model_name='call',
            index=models.Index(fields=['deadline_at', 'id'], name='call_by_deadline'),
        ),
        migrations.AddIndex(
            model_name='call',
            index=models.Index(fields=['network', 'deadline_at'], name='call_by_network'),
        ),
        migrations.AddConstraint(
            model_name='call',
            constraint=models.CheckConstraint(condition=models.Q(('opens_at__isnull', True), ('deadline_at__isnull', True), ('deadline_at__gt', models.F('opens_at')), _connector='OR'), name='call_deadline_after_opening'),
        ),
        migrations.AddConstraint(
            model_name='call',
            constraint=models.CheckConstraint(condition=models.Q(('decided_at__isnull', True), ('deadline_at__isnull', True), ('decided_at__gte', models.F('deadline_at')), _connector='OR'), name='call_decided_after_deadline'),
        ),
        migrations.AddConstraint(
            model_name='branchgroup',
            constraint=models.UniqueConstraint(fields=('network', 'role'), name='branch_group_once_a_role'),
        ),
        migrations.AddIndex(
            model_name='article',
            index=models.Index(fields=['-published_at', '-id'], name='article_newest_first'),
        ),
        migrations.AddIndex(
            model_name='article',
            index=models.Index(fields=['network', '-published_at', '-id'], name='article_by_network'),
        ),
        migrations.AddConstraint(
            model_name='announcement',
            constraint=models.CheckConstraint(condition=models.Q(('ends_at__isnull', True), ('ends_at__gt', models.F('starts_at')), _connector='OR'), name='announcement_period_in_order'),
        ),
        migrations.AddIndex(
            model_name='networkdistrict',
            index=models.Index(fields=['ags', 'network'], name='network_by_district'),
        ),
        migrations.AddConstraint(
            model_name='networkdistrict',
            constraint=models.UniqueConstraint(fields=('network', 'ags'), name='network_district_once'),
        ),
        migrations.AddConstraint(
            model_name='networkfunder',
            constraint=models.CheckConstraint(condition=models.Q(('from_date__isnull', True), ('until_date__isnull', True), ('until_date__gte', models.F('from_date')), _connector='OR'), name='network_funder_period_in_order'),
        ),
        migrations.AddConstraint(
            model_name='networkrole',
            constraint=models.UniqueConstraint(condition=models.Q(('end_date__isnull', True), ('revoked_at__isnull', True)), fields=('user', 'network', 'role'), name='network_role_open_once'),
        ),
        migrations.AddConstraint(
            model_name='networkrole',
            constraint=models.CheckConstraint(condition=models.Q(('end_date__isnull', True), ('end_date__gte', models.F('start_date')), _connector='OR'), name='network_role_period_in_order'),
        ),
        migrations.AddIndex(
            model_name='networkstate',
            index=models.Index(fields=['state', 'network'], name='network_by_state'),
        ),
        migrations.AddConstraint(
            model_name='networkstate',
            constraint=models.UniqueConstraint(fields=('network', 'state'), name='network_state_once'),
        ),
        migrations.AddConstraint(
            model_name='pagedistrict',
            constraint=models.UniqueConstraint(fields=('page', 'ags'), name='page_district_once'),
        ),
        migrations.AddIndex(
            model_name='proposal',
            index=models.Index(fields=['proposer', '-created_at', '-id'], name='proposal_by_person'),
        ),
        migrations.AddIndex(
            model_name='proposal',
            index=models.Index(fields=['state', 'submitted_at'], name='proposal_waiting'),
        ),
        migrations.AddConstraint(
            model_name='proposal',
            constraint=models.UniqueConstraint(fields=('proposer', 'token'), name='proposal_once_a_form'),
        ),
        migrations.AddConstraint(
            model_name='proposal',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ('draft', 'submitted', 'changes-requested'))), fields=('content_type', 'object_id', 'language'), name='proposal_open_once_a_page'),
        ),
        migrations.AddConstraint(
            model_name='rendition',
            constraint=models.UniqueConstraint(fields=('image', 'filter_spec', 'focal_point_key'), name='rendition_once'),
        ),
        migrations.AddIndex(
            model_name='statechange',
            index=models.Index(fields=['content_type', 'object_id', '-changed_at'], name='state_change_by_thing'),
        ),
        migrations.AddConstraint(
            model_name='term',
            constraint=models.UniqueConstraint(fields=('taxonomy', 'slug'), name='term_slug_once_a_taxonomy'),
        ),
        migrations.AddConstraint(
            model_name='term',
            constraint=models.CheckConstraint(condition=models.Q(('merged_into', models.F('id')), _negated=True), name='term_not_merged_into_self'),
        ),
        migrations.AddIndex(
            model_name='pageterm',
            index=models.Index(fields=['term', 'page'], name='page_by_term'),
        ),
        migrations.AddConstraint(
            model_name='pageterm',
            constraint=models.UniqueConstraint(fields=('page', 'term'), name='page_term_once'),
        ),
        migrations.AddConstraint(
            model_name='termalias',
            constraint=models.UniqueConstraint(fields=('source', 'slug'), name='term_alias_once'),
        ),
        migrations.AddConstraint(
            model_name='termlabel',
            constraint=models.UniqueConstraint(fields=('term', 'language'), name='term_label_once_a_language'),
        ),
    ]
