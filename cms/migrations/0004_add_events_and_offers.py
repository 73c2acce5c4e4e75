import cms.sections
import django.core.validators
import django.db.models.deletion
import uuid
import wagtail.fields
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

    dependencies = [
        *MEDIA_DEPENDENCIES,
        ('cms', '0003_measured_values'),
        ('wagtailcore', '0098_apitoken'),
    ]

    operations = [
        migrations.AlterField(
            model_name='term',
            name='taxonomy',
            field=models.CharField(choices=[('stage', 'Education stage'), ('promotion', 'Breadth or talent'), ('class-level', 'Class level'), ('format', 'Format'), ('topic', 'Topic'), ('target-group', 'Target group'), ('organisation-type', 'Type of organisation'), ('event-type', 'Type of event'), ('level', 'Level'), ('offer-or-need', 'Offers and seeks')], max_length=24, verbose_name='list'),
        ),
        migrations.CreateModel(
            name='Event',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('translation_key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('latitude', models.DecimalField(blank=True, decimal_places=4, max_digits=7, null=True, validators=[django.core.validators.MinValueValidator(Decimal('47')), django.core.validators.MaxValueValidator(Decimal('56'))], verbose_name='latitude')),
                ('longitude', models.DecimalField(blank=True, decimal_places=4, max_digits=7, null=True, validators=[django.core.validators.MinValueValidator(Decimal('5')), django.core.validators.MaxValueValidator(Decimal('16'))], verbose_name='longitude')),
                ('age_from', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MaxValueValidator(99)], verbose_name='age from')),
                ('age_to', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MaxValueValidator(99)], verbose_name='age to')),
                ('kind', models.CharField(choices=[('event', 'Event'), ('webinar', 'Webinar')], default='event', max_length=12, verbose_name='kind')),
                ('status', models.CharField(choices=[('planned', 'planned'), ('postponed', 'postponed'), ('cancelled', 'cancelled')], default='planned', editable=False, max_length=12, verbose_name='status')),
                ('status_reason', models.TextField(blank=True, editable=False, verbose_name='reason')),
                ('starts_at', models.DateTimeField(blank=True, null=True, verbose_name='start')),
                ('ends_at', models.DateTimeField(blank=True, null=True, verbose_name='end')),
                ('mode', models.CharField(choices=[('on-site', 'on site'), ('online', 'online'), ('hybrid', 'on site and online')], default='on-site', max_length=8, verbose_name='where')),
                ('venue_name', models.CharField(blank=True, max_length=200, verbose_name='venue')),
                ('venue_address', models.TextField(blank=True, verbose_name='address')),
                ('is_free', models.BooleanField(default=False, verbose_name='free of charge')),
                ('seats', models.PositiveIntegerField(blank=True, null=True, verbose_name='places')),
                ('registration_kind', models.CharField(choices=[('none', 'without registration'), ('outside', 'on another website')], default='none', max_length=8, verbose_name='registration')),
                ('registration_opens_at', models.DateTimeField(blank=True, null=True, verbose_name='registration opens')),
                ('registration_closes_at', models.DateTimeField(blank=True, null=True, verbose_name='registration closes')),
                ('sequence', models.PositiveIntegerField(default=0, editable=False)),
                ('changed_at', models.DateTimeField(auto_now=True)),
                ('network', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)s_set', to='cms.network', verbose_name='network')),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='children', to='cms.event', verbose_name='part of')),
                ('source_locale', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='wagtailcore.locale', verbose_name='written in')),
            ],
            options={
                'verbose_name': 'event',
                'verbose_name_plural': 'events',
            },
        ),
        migrations.CreateModel(
            name='EventDate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts_at', models.DateTimeField(verbose_name='start')),
                ('ends_at', models.DateTimeField(verbose_name='end')),
                ('is_cancelled', models.BooleanField(default=False, verbose_name='cancelled')),
                ('event', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='dates', to='cms.event')),
            ],
            options={
                'verbose_name': 'date',
                'verbose_name_plural': 'dates',
            },
        ),
        migrations.CreateModel(
            name='EventIndexPage',
            fields=[
                ('page_ptr', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, related_name='%(app_label)s_%(class)s', serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('summary', models.CharField(blank=True, help_text='One or two sentences for lists, search engines and shared links.', max_length=200, verbose_name='summary')),
                ('intro', models.TextField(blank=True, verbose_name='introduction')),
                ('network', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cms.network', verbose_name='network')),
            ],
            options={
                'verbose_name': 'list of events',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='EventPage',
            fields=[
                ('page_ptr', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, related_name='%(app_label)s_%(class)s', serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('summary', models.CharField(blank=True, help_text='One or two sentences for lists, search engines and shared links.', max_length=200, verbose_name='summary')),
                ('lead_image_alt', models.CharField(blank=True, help_text='What can be seen, for those who cannot see it.', max_length=200, verbose_name='alternative text of the lead image')),
                ('lead_image_is_decorative', models.BooleanField(default=False, help_text='It tells nothing that the text does not say; readers skip it.', verbose_name='the lead image is decorative')),
                ('body', wagtail.fields.StreamField([('heading', 2), ('text', 3), ('image', 6), ('gallery', 9), ('video', 18), ('sign_language_video', 18), ('quote', 22), ('box', 26), ('accordion', 32), ('table', 35), ('downloads', 40), ('button', 44), ('contact', 50), ('figure_number', 54), ('timeline', 60), ('map', 63), ('section', 67)], blank=True, block_lookup={0: ('wagtail.blocks.CharBlock', (), {'label': 'Text', 'max_length': 160}), 1: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('h2', 'Section'), ('h3', 'Part of a section')], 'label': 'Level'}), 2: ('wagtail.blocks.StructBlock', [[('text', 0), ('level', 1)]], {}), 3: ('wagtail.blocks.RichTextBlock', (), {}), 4: ('wagtail.images.blocks.ImageBlock', [], {'label': 'Image'}), 5: ('wagtail.blocks.CharBlock', (), {'label': 'Caption', 'max_length': 300, 'required': False}), 6: ('wagtail.blocks.StructBlock', [[('image', 4), ('caption', 5)]], {}), 7: ('wagtail.blocks.CharBlock', (), {'label': 'What the pictures show', 'max_length': 160}), 8: ('wagtail.blocks.ListBlock', (6,), {'label': 'Images', 'max_num': 24, 'min_num': 2}), 9: ('wagtail.blocks.StructBlock', [[('title', 7), ('items', 8)]], {}), 10: ('wagtail.blocks.CharBlock', (), {'label': 'Title', 'max_length': 160}), 11: ('wagtail.documents.blocks.DocumentChooserBlock', (), {'help_text': 'MP4 or WebM from the document library.', 'label': 'Own file', 'required': False}), 12: ('wagtail.documents.blocks.DocumentChooserBlock', (), {'help_text': 'A WebVTT file; required with an own file.', 'label': 'Captions', 'required': False}), 13: ('wagtail.blocks.URLBlock', (), {'help_text': 'Instead of an own file, at one of the allowed hosts.', 'label': 'Address elsewhere', 'required': False}), 14: ('wagtail.blocks.BooleanBlock', (), {'label': 'The video at this address has captions', 'required': False}), 15: ('wagtail.blocks.RegexBlock', (), {'help_text': 'Minutes and seconds, for example 3:25.', 'label': 'Length', 'regex': '^(\\d{1,2}:)?\\d{1,2}:\\d{2}$', 'required': False}), 16: ('wagtail.images.blocks.ImageChooserBlock', (), {'label': 'Still picture', 'required': False}), 17: ('wagtail.documents.blocks.DocumentChooserBlock', (), {'label': 'Transcript', 'required': False}), 18: ('wagtail.blocks.StructBlock', [[('title', 10), ('file', 11), ('captions', 12), ('url', 13), ('has_captions', 14), ('duration', 15), ('poster', 16), ('transcript', 17)]], {}), 19: ('wagtail.blocks.TextBlock', (), {'label': 'What was said'}), 20: ('wagtail.blocks.CharBlock', (), {'label': 'Who said it', 'max_length': 120, 'required': False}), 21: ('wagtail.blocks.CharBlock', (), {'label': 'Role', 'max_length': 160, 'required': False}), 22: ('wagtail.blocks.StructBlock', [[('text', 19), ('person', 20), ('role', 21)]], {}), 23: ('wagtail.blocks.CharBlock', (), {'label': 'Title', 'max_length': 120, 'required': False}), 24: ('wagtail.blocks.RichTextBlock', (), {'label': 'Text'}), 25: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('info', 'Good to know'), ('tip', 'Tip'), ('warning', 'Attention')], 'label': 'Kind'}), 26: ('wagtail.blocks.StructBlock', [[('title', 23), ('text', 24), ('tone', 25)]], {}), 27: ('wagtail.blocks.CharBlock', (), {'label': 'Question or title', 'max_length': 200}), 28: ('wagtail.blocks.RichTextBlock', (), {'label': 'Answer'}), 29: ('wagtail.blocks.RegexBlock', (), {'help_text': 'Stays the same when the title changes: small letters, digits, hyphens.', 'label': 'Anchor', 'regex': '^[a-z0-9-]*$', 'required': False}), 30: ('wagtail.blocks.StructBlock', [[('title', 27), ('text', 28), ('anchor', 29)]], {}), 31: ('wagtail.blocks.ListBlock', (30,), {'label': 'Entries', 'min_num': 1}), 32: ('wagtail.blocks.StructBlock', [[('items', 31)]], {}), 33: ('wagtail.blocks.CharBlock', (), {'label': 'Text', 'required': False}), 34: ('wagtail.blocks.DecimalBlock', (), {'label': 'Number', 'required': False}), 35: ('wagtail.contrib.typed_table_block.blocks.TypedTableBlock', [[('text', 33), ('number', 34)]], {}), 36: ('wagtail.documents.blocks.DocumentChooserBlock', (), {'label': 'Document'}), 37: ('wagtail.blocks.CharBlock', (), {'help_text': 'Who made it, for press pictures and the like.', 'label': 'Credit', 'max_length': 160, 'required': False}), 38: ('wagtail.blocks.StructBlock', [[('document', 36), ('credit', 37)]], {}), 39: ('wagtail.blocks.ListBlock', (38,), {'label': 'Documents', 'min_num': 1}), 40: ('wagtail.blocks.StructBlock', [[('title', 23), ('items', 39)]], {}), 41: ('wagtail.blocks.PageChooserBlock', (), {'label': 'Page', 'required': False}), 42: ('wagtail.blocks.URLBlock', (), {'help_text': 'Instead of a page of this site.', 'label': 'Address', 'required': False}), 43: ('wagtail.blocks.CharBlock', (), {'help_text': 'Says what happens, for example: Apply now.', 'label': 'Label', 'max_length': 80}), 44: ('wagtail.blocks.StructBlock', [[('page', 41), ('url', 42), ('label', 43)]], {}), 45: ('wagtail.blocks.CharBlock', (), {'label': 'Name', 'max_length': 120}), 46: ('wagtail.blocks.CharBlock', (), {'label': 'Role', 'max_length': 120, 'required': False}), 47: ('wagtail.blocks.EmailBlock', (), {'label': 'Email', 'required': False}), 48: ('wagtail.blocks.RegexBlock', (), {'label': 'Phone', 'regex': '^[+0-9 /()-]{0,40}$', 'required': False}), 49: ('wagtail.blocks.CharBlock', (), {'label': 'Sentence', 'max_length': 200, 'required': False}), 50: ('wagtail.blocks.StructBlock', [[('name', 45), ('role', 46), ('email', 47), ('phone', 48), ('text', 49)]], {}), 51: ('wagtail.blocks.CharBlock', (), {'label': 'Figure', 'max_length': 20}), 52: ('wagtail.blocks.CharBlock', (), {'label': 'What it counts', 'max_length': 160}), 53: ('wagtail.blocks.CharBlock', (), {'label': 'Source', 'max_length': 200}), 54: ('wagtail.blocks.StructBlock', [[('value', 51), ('label', 52), ('source', 53)]], {}), 55: ('wagtail.blocks.CharBlock', (), {'label': 'When', 'max_length': 60}), 56: ('wagtail.blocks.CharBlock', (), {'label': 'What', 'max_length': 160}), 57: ('wagtail.blocks.RichTextBlock', (), {'label': 'Text', 'required': False}), 58: ('wagtail.blocks.StructBlock', [[('date', 55), ('title', 56), ('text', 57)]], {}), 59: ('wagtail.blocks.ListBlock', (58,), {'label': 'Entries', 'min_num': 1}), 60: ('wagtail.blocks.StructBlock', [[('items', 59)]], {}), 61: ('wagtail.blocks.CharBlock', (), {'label': 'Title', 'max_length': 120}), 62: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('DE-BW', 'Baden-Württemberg'), ('DE-BY', 'Bavaria'), ('DE-BE', 'Berlin'), ('DE-BB', 'Brandenburg'), ('DE-HB', 'Bremen'), ('DE-HH', 'Hamburg'), ('DE-HE', 'Hesse'), ('DE-MV', 'Mecklenburg-Vorpommern'), ('DE-NI', 'Lower Saxony'), ('DE-NW', 'North Rhine-Westphalia'), ('DE-RP', 'Rhineland-Palatinate'), ('DE-SL', 'Saarland'), ('DE-SN', 'Saxony'), ('DE-ST', 'Saxony-Anhalt'), ('DE-SH', 'Schleswig-Holstein'), ('DE-TH', 'Thuringia')], 'label': 'State'}), 63: ('wagtail.blocks.StructBlock', [[('title', 61), ('state', 62)]], {}), 64: ('wagtail.blocks.ChoiceBlock', [], {'choices': cms.sections.get_section_choices, 'label': 'Section'}), 65: ('wagtail.blocks.CharBlock', (), {'help_text': "Empty: the section's own title.", 'label': 'Title', 'max_length': 120, 'required': False}), 66: ('wagtail.blocks.CharBlock', (), {'label': 'Sentence', 'max_length': 240, 'required': False}), 67: ('wagtail.blocks.StructBlock', [[('section', 64), ('title', 65), ('text', 66)]], {})}, verbose_name='content')),
                ('confirmed_on', models.DateField(blank=True, null=True, verbose_name='confirmed on')),
                ('latitude', models.DecimalField(blank=True, decimal_places=4, max_digits=7, null=True, validators=[django.core.validators.MinValueValidator(Decimal('47')), django.core.validators.MaxValueValidator(Decimal('56'))], verbose_name='latitude')),
                ('longitude', models.DecimalField(blank=True, decimal_places=4, max_digits=7, null=True, validators=[django.core.validators.MinValueValidator(Decimal('5')), django.core.validators.MaxValueValidator(Decimal('16'))], verbose_name='longitude')),
                ('age_from', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MaxValueValidator(99)], verbose_name='age from')),
                ('age_to', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MaxValueValidator(99)], verbose_name='age to')),
                ('subline', models.CharField(blank=True, max_length=100, verbose_name='subline')),
                ('starts_at', models.DateTimeField(help_text='Local time in Berlin.', verbose_name='start')),
                ('ends_at', models.DateTimeField(verbose_name='end')),
                ('repeats', models.CharField(blank=True, choices=[('daily', 'every day'), ('weekly', 'every week'), ('fortnightly', 'every two weeks'), ('monthly', 'every month, on the same day')], help_text='Empty: it takes place once, on one day or on several in a row.', max_length=12, verbose_name='repeats')),
                ('repeats_until', models.DateField(blank=True, help_text='The last day on which a date may begin.', null=True, verbose_name='until')),
                ('more_dates', wagtail.fields.StreamField([('date', 2)], blank=True, block_lookup={0: ('wagtail.blocks.DateTimeBlock', (), {'label': 'Start'}), 1: ('wagtail.blocks.DateTimeBlock', (), {'label': 'End'}), 2: ('wagtail.blocks.StructBlock', [[('starts_at', 0), ('ends_at', 1)]], {})}, help_text='Dates that follow no rule.', verbose_name='more dates')),
                ('exceptions', wagtail.fields.StreamField([('day', 2)], blank=True, block_lookup={0: ('wagtail.blocks.DateBlock', (), {'label': 'Day'}), 1: ('wagtail.blocks.BooleanBlock', (), {'help_text': 'Else the day is left out, as if it had never been planned.', 'label': 'show as cancelled', 'required': False}), 2: ('wagtail.blocks.StructBlock', [[('day', 0), ('is_cancelled', 1)]], {})}, help_text='Days of the series on which it does not take place.', verbose_name='exceptions')),
                ('programme', wagtail.fields.StreamField([('entry', 4)], blank=True, block_lookup={0: ('wagtail.blocks.DateTimeBlock', (), {'label': 'When', 'required': False}), 1: ('wagtail.blocks.CharBlock', (), {'label': 'What', 'max_length': 200}), 2: ('wagtail.blocks.TextBlock', (), {'label': 'Description', 'required': False, 'rows': 2}), 3: ('wagtail.blocks.CharBlock', (), {'label': 'Who', 'max_length': 200, 'required': False}), 4: ('wagtail.blocks.StructBlock', [[('starts_at', 0), ('title', 1), ('text', 2), ('person', 3)]], {})}, verbose_name='programme')),
                ('mode', models.CharField(choices=[('on-site', 'on site'), ('online', 'online'), ('hybrid', 'on site and online')], default='on-site', max_length=8, verbose_name='where')),
                ('venue_name', models.CharField(blank=True, max_length=200, verbose_name='venue')),
                ('venue_address', models.TextField(blank=True, help_text='Street, postcode and town; the postcode sets the point of the map.', verbose_name='address')),
                ('directions', models.TextField(blank=True, help_text='Lines, stops, what it costs, and whether people share rides.', verbose_name='how to get there by bus and train')),
                ('conference_url', models.URLField(blank=True, help_text='Only the team sees it here; it is in no public page or feed.', verbose_name='conference link')),
                ('conference_code', models.CharField(blank=True, max_length=100, verbose_name='conference code')),
                ('organiser', models.CharField(blank=True, help_text='Empty: the network.', max_length=200, verbose_name='organiser')),
                ('supervision', models.CharField(blank=True, max_length=200, verbose_name='supervision')),
                ('bring', models.CharField(blank=True, max_length=200, verbose_name='what to bring')),
                ('languages', models.CharField(blank=True, help_text='Spoken there.', max_length=120, verbose_name='languages')),
                ('is_free', models.BooleanField(default=False, verbose_name='free of charge')),
                ('cost', models.CharField(blank=True, max_length=200, verbose_name='cost')),
                ('accessibility_note', models.TextField(blank=True, help_text='Steps, lifts, toilets, sign language, quiet rooms.', verbose_name='accessibility')),
                ('privacy_note', models.TextField(blank=True, help_text='Whether pictures are taken, and where questions go.', verbose_name='data protection')),
                ('registration_kind', models.CharField(choices=[('none', 'without registration'), ('outside', 'on another website')], default='none', max_length=8, verbose_name='registration')),
                ('registration_url', models.URLField(blank=True, verbose_name='address for registration')),
                ('registration_opens_at', models.DateTimeField(blank=True, null=True, verbose_name='registration opens')),
                ('registration_closes_at', models.DateTimeField(blank=True, null=True, verbose_name='registration closes')),
                ('seats', models.PositiveIntegerField(blank=True, null=True, verbose_name='places')),
                ('contact_name', models.CharField(blank=True, max_length=120, verbose_name='contact')),
                ('contact_email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail')),
                ('contact_phone', models.CharField(blank=True, max_length=40, verbose_name='phone')),
                ('documents', wagtail.fields.StreamField([('item', 2)], blank=True, block_lookup={0: ('wagtail.documents.blocks.DocumentChooserBlock', (), {'label': 'Document'}), 1: ('wagtail.blocks.CharBlock', (), {'help_text': 'Who made it, for press pictures and the like.', 'label': 'Credit', 'max_length': 160, 'required': False}), 2: ('wagtail.blocks.StructBlock', [[('document', 0), ('credit', 1)]], {})}, verbose_name='documents')),
                ('related', wagtail.fields.StreamField([('page', 0)], blank=True, block_lookup={0: ('wagtail.blocks.PageChooserBlock', ('cms.EventPage',), {})}, help_text='Empty: the next ones on the same topics.', verbose_name='related events')),
                ('event', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='event_pages', to='cms.event')),
                ('lead_image', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=get_image_model_string(), verbose_name='lead image')),
                ('network', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cms.network', verbose_name='network')),
                ('parent_event', models.ForeignKey(blank=True, help_text='The larger event that this one belongs to; it lies within its time.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='cms.eventpage', verbose_name='part of')),
            ],
            options={
                'verbose_name': 'event',
                'verbose_name_plural': 'events',
            },
            bases=('wagtailcore.page', models.Model),
        ),
        migrations.CreateModel(
            name='Offer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('translation_key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('latitude', models.DecimalField(blank=True, decimal_places=4, max_digits=7, null=True, validators=[django.core.validators.MinValueValidator(Decimal('47')), django.core.validators.MaxValueValidator(Decimal('56'))], verbose_name='latitude')),
                ('longitude', models.DecimalField(blank=True, decimal_places=4, max_digits=7, null=True, validators=[django.core.validators.MinValueValidator(Decimal('5')), django.core.validators.MaxValueValidator(Decimal('16'))], verbose_name='longitude')),
                ('age_from', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MaxValueValidator(99)], verbose_name='age from')),
                ('age_to', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MaxValueValidator(99)], verbose_name='age to')),
                ('provider_name', models.CharField(blank=True, max_length=200, verbose_name='provider')),
                ('is_on_site', models.BooleanField(default=False, verbose_name="at the provider's")),
                ('is_mobile', models.BooleanField(default=False, verbose_name='comes to the school')),
                ('is_online', models.BooleanField(default=False, verbose_name='online')),
                ('travel_km', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='how far it comes, in kilometres')),
                ('is_free', models.BooleanField(default=False, verbose_name='free of charge')),
                ('minutes', models.PositiveIntegerField(blank=True, null=True, verbose_name='length in minutes')),
                ('group_from', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='group from')),
                ('group_to', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='group to')),
                ('availability', models.CharField(choices=[('on-request', 'on request'), ('dates', 'on fixed dates'), ('always', 'at any time')], default='on-request', max_length=12, verbose_name='when')),
                ('takes_requests', models.BooleanField(default=False, verbose_name='can be asked for here')),
                ('title_key', models.CharField(blank=True, editable=False, max_length=255)),
                ('changed_at', models.DateTimeField(auto_now=True)),
                ('network', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)s_set', to='cms.network', verbose_name='network')),
                ('source_locale', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='wagtailcore.locale', verbose_name='written in')),
            ],
            options={
                'verbose_name': 'offer',
                'verbose_name_plural': 'offers',
            },
        ),
        migrations.CreateModel(
            name='OfferIndexPage',
            fields=[
                ('page_ptr', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, related_name='%(app_label)s_%(class)s', serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('summary', models.CharField(blank=True, help_text='One or two sentences for lists, search engines and shared links.', max_length=200, verbose_name='summary')),
                ('intro', models.TextField(blank=True, verbose_name='introduction')),
                ('network', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cms.network', verbose_name='network')),
            ],
            options={
                'verbose_name': 'list of offers',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='OfferPage',
            fields=[
                ('page_ptr', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, related_name='%(app_label)s_%(class)s', serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('summary', models.CharField(blank=True, help_text='One or two sentences for lists, search engines and shared links.', max_length=200, verbose_name='summary')),
                ('lead_image_alt', models.CharField(blank=True, help_text='What can be seen, for those who cannot see it.', max_length=200, verbose_name='alternative text of the lead image')),
                ('lead_image_is_decorative', models.BooleanField(default=False, help_text='It tells nothing that the text does not say; readers skip it.', verbose_name='the lead image is decorative')),
                ('body', wagtail.fields.StreamField([('heading', 2), ('text', 3), ('image', 6), ('gallery', 9), ('video', 18), ('sign_language_video', 18), ('quote', 22), ('box', 26), ('accordion', 32), ('table', 35), ('downloads', 40), ('button', 44), ('contact', 50), ('figure_number', 54), ('timeline', 60), ('map', 63), ('section', 67)], blank=True, block_lookup={0: ('wagtail.blocks.CharBlock', (), {'label': 'Text', 'max_length': 160}), 1: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('h2', 'Section'), ('h3', 'Part of a section')], 'label': 'Level'}), 2: ('wagtail.blocks.StructBlock', [[('text', 0), ('level', 1)]], {}), 3: ('wagtail.blocks.RichTextBlock', (), {}), 4: ('wagtail.images.blocks.ImageBlock', [], {'label': 'Image'}), 5: ('wagtail.blocks.CharBlock', (), {'label': 'Caption', 'max_length': 300, 'required': False}), 6: ('wagtail.blocks.StructBlock', [[('image', 4), ('caption', 5)]], {}), 7: ('wagtail.blocks.CharBlock', (), {'label': 'What the pictures show', 'max_length': 160}), 8: ('wagtail.blocks.ListBlock', (6,), {'label': 'Images', 'max_num': 24, 'min_num': 2}), 9: ('wagtail.blocks.StructBlock', [[('title', 7), ('items', 8)]], {}), 10: ('wagtail.blocks.CharBlock', (), {'label': 'Title', 'max_length': 160}), 11: ('wagtail.documents.blocks.DocumentChooserBlock', (), {'help_text': 'MP4 or WebM from the document library.', 'label': 'Own file', 'required': False}), 12: ('wagtail.documents.blocks.DocumentChooserBlock', (), {'help_text': 'A WebVTT file; required with an own file.', 'label': 'Captions', 'required': False}), 13: ('wagtail.blocks.URLBlock', (), {'help_text': 'Instead of an own file, at one of the allowed hosts.', 'label': 'Address elsewhere', 'required': False}), 14: ('wagtail.blocks.BooleanBlock', (), {'label': 'The video at this address has captions', 'required': False}), 15: ('wagtail.blocks.RegexBlock', (), {'help_text': 'Minutes and seconds, for example 3:25.', 'label': 'Length', 'regex': '^(\\d{1,2}:)?\\d{1,2}:\\d{2}$', 'required': False}), 16: ('wagtail.images.blocks.ImageChooserBlock', (), {'label': 'Still picture', 'required': False}), 17: ('wagtail.documents.blocks.DocumentChooserBlock', (), {'label': 'Transcript', 'required': False}), 18: ('wagtail.blocks.StructBlock', [[('title', 10), ('file', 11), ('captions', 12), ('url', 13), ('has_captions', 14), ('duration', 15), ('poster', 16), ('transcript', 17)]], {}), 19: ('wagtail.blocks.TextBlock', (), {'label': 'What was said'}), 20: ('wagtail.blocks.CharBlock', (), {'label': 'Who said it', 'max_length': 120, 'required': False}), 21: ('wagtail.blocks.CharBlock', (), {'label': 'Role', 'max_length': 160, 'required': False}), 22: ('wagtail.blocks.StructBlock', [[('text', 19), ('person', 20), ('role', 21)]], {}), 23: ('wagtail.blocks.CharBlock', (), {'label': 'Title', 'max_length': 120, 'required': False}), 24: ('wagtail.blocks.RichTextBlock', (), {'label': 'Text'}), 25: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('info', 'Good to know'), ('tip', 'Tip'), ('warning', 'Attention')], 'label': 'Kind'}), 26: ('wagtail.blocks.StructBlock', [[('title', 23), ('text', 24), ('tone', 25)]], {}), 27: ('wagtail.blocks.CharBlock', (), {'label': 'Question or title', 'max_length': 200}), 28: ('wagtail.blocks.RichTextBlock', (), {'label': 'Answer'}), 29: ('wagtail.blocks.RegexBlock', (), {'help_text': 'Stays the same when the title changes: small letters, digits, hyphens.', 'label': 'Anchor', 'regex': '^[a-z0-9-]*$', 'required': False}), 30: ('wagtail.blocks.StructBlock', [[('title', 27), ('text', 28), ('anchor', 29)]], {}), 31: ('wagtail.blocks.ListBlock', (30,), {'label': 'Entries', 'min_num': 1}), 32: ('wagtail.blocks.StructBlock', [[('items', 31)]], {}), 33: ('wagtail.blocks.CharBlock', (), {'label': 'Text', 'required': False}), 34: ('wagtail.blocks.DecimalBlock', (), {'label': 'Number', 'required': False}), 35: ('wagtail.contrib.typed_table_block.blocks.TypedTableBlock', [[('text', 33), ('number', 34)]], {}), 36: ('wagtail.documents.blocks.DocumentChooserBlock', (), {'label': 'Document'}), 37: ('wagtail.blocks.CharBlock', (), {'help_text': 'Who made it, for press pictures and the like.', 'label': 'Credit', 'max_length': 160, 'required': False}), 38: ('wagtail.blocks.StructBlock', [[('document', 36), ('credit', 37)]], {}), 39: ('wagtail.blocks.ListBlock', (38,), {'label': 'Documents', 'min_num': 1}), 40: ('wagtail.blocks.StructBlock', [[('title', 23), ('items', 39)]], {}), 41: ('wagtail.blocks.PageChooserBlock', (), {'label': 'Page', 'required': False}), 42: ('wagtail.blocks.URLBlock', (), {'help_text': 'Instead of a page of this site.', 'label': 'Address', 'required': False}), 43: ('wagtail.blocks.CharBlock', (), {'help_text': 'Says what happens, for example: Apply now.', 'label': 'Label', 'max_length': 80}), 44: ('wagtail.blocks.StructBlock', [[('page', 41), ('url', 42), ('label', 43)]], {}), 45: ('wagtail.blocks.CharBlock', (), {'label': 'Name', 'max_length': 120}), 46: ('wagtail.blocks.CharBlock', (), {'label': 'Role', 'max_length': 120, 'required': False}), 47: ('wagtail.blocks.EmailBlock', (), {'label': 'Email', 'required': False}), 48: ('wagtail.blocks.RegexBlock', (), {'label': 'Phone', 'regex': '^[+0-9 /()-]{0,40}$', 'required': False}), 49: ('wagtail.blocks.CharBlock', (), {'label': 'Sentence', 'max_length': 200, 'required': False}), 50: ('wagtail.blocks.StructBlock', [[('name', 45), ('role', 46), ('email', 47), ('phone', 48), ('text', 49)]], {}), 51: ('wagtail.blocks.CharBlock', (), {'label': 'Figure', 'max_length': 20}), 52: ('wagtail.blocks.CharBlock', (), {'label': 'What it counts', 'max_length': 160}), 53: ('wagtail.blocks.CharBlock', (), {'label': 'Source', 'max_length': 200}), 54: ('wagtail.blocks.StructBlock', [[('value', 51), ('label', 52), ('source', 53)]], {}), 55: ('wagtail.blocks.CharBlock', (), {'label': 'When', 'max_length': 60}), 56: ('wagtail.blocks.CharBlock', (), {'label': 'What', 'max_length': 160}), 57: ('wagtail.blocks.RichTextBlock', (), {'label': 'Text', 'required': False}), 58: ('wagtail.blocks.StructBlock', [[('date', 55), ('title', 56), ('text', 57)]], {}), 59: ('wagtail.blocks.ListBlock', (58,), {'label': 'Entries', 'min_num': 1}), 60: ('wagtail.blocks.StructBlock', [[('items', 59)]], {}), 61: ('wagtail.blocks.CharBlock', (), {'label': 'Title', 'max_length': 120}), 62: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('DE-BW', 'Baden-Württemberg'), ('DE-BY', 'Bavaria'), ('DE-BE', 'Berlin'), ('DE-BB', 'Brandenburg'), ('DE-HB', 'Bremen'), ('DE-HH', 'Hamburg'), ('DE-HE', 'Hesse'), ('DE-MV', 'Mecklenburg-Vorpommern'), ('DE-NI', 'Lower Saxony'), ('DE-NW', 'North Rhine-Westphalia'), ('DE-RP', 'Rhineland-Palatinate'), ('DE-SL', 'Saarland'), ('DE-SN', 'Saxony'), ('DE-ST', 'Saxony-Anhalt'), ('DE-SH', 'Schleswig-Holstein'), ('DE-TH', 'Thuringia')], 'label': 'State'}), 63: ('wagtail.blocks.StructBlock', [[('title', 61), ('state', 62)]], {}), 64: ('wagtail.blocks.ChoiceBlock', [], {'choices': cms.sections.get_section_choices, 'label': 'Section'}), 65: ('wagtail.blocks.CharBlock', (), {'help_text': "Empty: the section's own title.", 'label': 'Title', 'max_length': 120, 'required': False}), 66: ('wagtail.blocks.CharBlock', (), {'label': 'Sentence', 'max_length': 240, 'required': False}), 67: ('wagtail.blocks.StructBlock', [[('section', 64), ('title', 65), ('text', 66)]], {})}, verbose_name='content')),
                ('confirmed_on', models.DateField(blank=True, null=True, verbose_name='confirmed on')),
                ('latitude', models.DecimalField(blank=True, decimal_places=4, max_digits=7, null=True, validators=[django.core.validators.MinValueValidator(Decimal('47')), django.core.validators.MaxValueValidator(Decimal('56'))], verbose_name='latitude')),
                ('longitude', models.DecimalField(blank=True, decimal_places=4, max_digits=7, null=True, validators=[django.core.validators.MinValueValidator(Decimal('5')), django.core.validators.MaxValueValidator(Decimal('16'))], verbose_name='longitude')),
                ('age_from', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MaxValueValidator(99)], verbose_name='age from')),
                ('age_to', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MaxValueValidator(99)], verbose_name='age to')),
                ('provider_name', models.CharField(max_length=200, verbose_name='provider')),
                ('provider_url', models.URLField(blank=True, verbose_name='website of the provider')),
                ('is_on_site', models.BooleanField(default=False, verbose_name="at the provider's")),
                ('is_mobile', models.BooleanField(default=False, verbose_name='comes to the school')),
                ('is_online', models.BooleanField(default=False, verbose_name='online')),
                ('venue_name', models.CharField(blank=True, max_length=200, verbose_name='place')),
                ('venue_address', models.TextField(blank=True, help_text='Street, postcode and town; the postcode sets the point of the map. Of a mobile offer: where it sets out from.', verbose_name='address')),
                ('travel_km', models.PositiveSmallIntegerField(blank=True, help_text='Empty: into the districts chosen below, or everywhere.', null=True, verbose_name='how far it comes, in kilometres')),
                ('directions', models.TextField(blank=True, help_text='Lines, stops, what it costs, and whether people share rides.', verbose_name='how to get there by bus and train')),
                ('availability', models.CharField(choices=[('on-request', 'on request'), ('dates', 'on fixed dates'), ('always', 'at any time')], default='on-request', max_length=12, verbose_name='when')),
                ('dates', wagtail.fields.StreamField([('date', 2)], blank=True, block_lookup={0: ('wagtail.blocks.DateTimeBlock', (), {'label': 'Start'}), 1: ('wagtail.blocks.DateTimeBlock', (), {'label': 'End'}), 2: ('wagtail.blocks.StructBlock', [[('starts_at', 0), ('ends_at', 1)]], {})}, verbose_name='dates')),
                ('minutes', models.PositiveIntegerField(blank=True, help_text='Usual: talk 90, workshop 180 to 300, a day 480. Empty where it takes weeks.', null=True, verbose_name='length in minutes')),
                ('duration', models.CharField(blank=True, help_text='“Five afternoons”; empty: made from the minutes.', max_length=120, verbose_name='length in words')),
                ('group_from', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='group from')),
                ('group_to', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='group to')),
                ('is_free', models.BooleanField(default=False, verbose_name='free of charge')),
                ('cost', models.CharField(blank=True, max_length=200, verbose_name='cost')),
                ('languages', models.CharField(blank=True, max_length=120, verbose_name='languages')),
                ('accessibility_note', models.TextField(blank=True, help_text='Steps, lifts, toilets, sign language, quiet rooms.', verbose_name='accessibility')),
                ('preparation', models.TextField(blank=True, verbose_name='what teachers prepare')),
                ('materials', wagtail.fields.StreamField([('item', 2)], blank=True, block_lookup={0: ('wagtail.documents.blocks.DocumentChooserBlock', (), {'label': 'Document'}), 1: ('wagtail.blocks.CharBlock', (), {'help_text': 'Who made it, for press pictures and the like.', 'label': 'Credit', 'max_length': 160, 'required': False}), 2: ('wagtail.blocks.StructBlock', [[('document', 0), ('credit', 1)]], {})}, verbose_name='materials')),
                ('contact_name', models.CharField(blank=True, max_length=120, verbose_name='contact')),
                ('contact_email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail')),
                ('contact_phone', models.CharField(blank=True, max_length=40, verbose_name='phone')),
                ('takes_requests', models.BooleanField(default=False, help_text='Teachers and parents ask through a form; the question goes to the contact.', verbose_name='can be asked for here')),
                ('next_steps', wagtail.fields.StreamField([('page', 0)], blank=True, block_lookup={0: ('wagtail.blocks.PageChooserBlock', ('cms.OfferPage',), {})}, help_text='What comes after it, on the way to studies or an apprenticeship.', verbose_name='next steps')),
                ('lead_image', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=get_image_model_string(), verbose_name='lead image')),
                ('network', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cms.network', verbose_name='network')),
                ('offer', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='offer_pages', to='cms.offer')),
            ],
            options={
                'verbose_name': 'offer',
                'verbose_name_plural': 'offers',
            },
            bases=('wagtailcore.page', models.Model),
        ),
        migrations.AddIndex(
            model_name='event',
            index=models.Index(fields=['kind', 'ends_at'], name='event_by_end'),
        ),
        migrations.AddIndex(
            model_name='event',
            index=models.Index(fields=['network', 'ends_at'], name='event_by_network'),
        ),
        migrations.AddIndex(
            model_name='event',
            index=models.Index(fields=['latitude', 'longitude'], name='event_by_point'),
        ),
        migrations.AddConstraint(
            model_name='event',
            constraint=models.CheckConstraint(condition=models.Q(('starts_at__isnull', True), ('ends_at__isnull', True), ('ends_at__gt', models.F('starts_at')), _connector='OR'), name='event_ends_after_start'),
        ),
        migrations.AddConstraint(
            model_name='event',
            constraint=models.CheckConstraint(condition=models.Q(('parent', models.F('id')), _negated=True), name='event_not_part_of_itself'),
        ),
        migrations.AddConstraint(
            model_name='event',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('latitude__isnull', True), ('longitude__isnull', True)), models.Q(('latitude__isnull', False), ('longitude__isnull', False)), _connector='OR'), name='event_point_is_whole'),
        ),
        migrations.AddConstraint(
            model_name='event',
            constraint=models.CheckConstraint(condition=models.Q(('age_from__isnull', True), ('age_to__isnull', True), ('age_to__gte', models.F('age_from')), _connector='OR'), name='event_ages_in_order'),
        ),
        migrations.AddIndex(
            model_name='eventdate',
            index=models.Index(fields=['starts_at', 'event'], name='event_date_by_start'),
        ),
        migrations.AddIndex(
            model_name='eventdate',
            index=models.Index(fields=['ends_at', 'starts_at'], name='event_date_by_end'),
        ),
        migrations.AddIndex(
            model_name='eventdate',
            index=models.Index(fields=['event', 'ends_at', 'starts_at'], name='event_date_by_event'),
        ),
        migrations.AddConstraint(
            model_name='eventdate',
            constraint=models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('starts_at'))), name='event_date_ends_after_start'),
        ),
        migrations.AddConstraint(
            model_name='eventdate',
            constraint=models.UniqueConstraint(fields=('event', 'starts_at', 'ends_at'), name='event_date_once'),
        ),
        migrations.AddIndex(
            model_name='offer',
            index=models.Index(fields=['title_key', 'id'], name='offer_by_title'),
        ),
        migrations.AddIndex(
            model_name='offer',
            index=models.Index(fields=['network', 'title_key'], name='offer_by_network'),
        ),
        migrations.AddIndex(
            model_name='offer',
            index=models.Index(fields=['latitude', 'longitude'], name='offer_by_point'),
        ),
        migrations.AddConstraint(
            model_name='offer',
            constraint=models.CheckConstraint(condition=models.Q(('group_from__isnull', True), ('group_to__isnull', True), ('group_to__gte', models.F('group_from')), _connector='OR'), name='offer_groups_in_order'),
        ),
        migrations.AddConstraint(
            model_name='offer',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('latitude__isnull', True), ('longitude__isnull', True)), models.Q(('latitude__isnull', False), ('longitude__isnull', False)), _connector='OR'), name='offer_point_is_whole'),
        ),
        migrations.AddConstraint(
            model_name='offer',
            constraint=models.CheckConstraint(condition=models.Q(('age_from__isnull', True), ('age_to__isnull', True), ('age_to__gte', models.F('age_from')), _connector='OR'), name='offer_ages_in_order'),
        ),
    ]
