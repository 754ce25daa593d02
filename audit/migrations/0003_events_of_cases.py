"""New kinds of events. SQLite makes the table anew for it, and drops the triggers with the old one: they are made again."""

from importlib import import_module

from django.db import migrations, models


TRIGGERS = import_module("audit.migrations.0002_append_only").SQLITE


def make_triggers_again(apps, editor):
    if editor.connection.vendor == "sqlite":
        for statement in TRIGGERS:
            name = statement.split()[2]
            editor.execute(f"DROP TRIGGER IF EXISTS {name}")
            editor.execute(statement)


class Migration(migrations.Migration):

    dependencies = [
        ('audit', '0002_append_only'),
    ]

    operations = [
        migrations.RunPython(migrations.RunPython.noop, make_triggers_again),  # the last to run on the way back
        migrations.RemoveConstraint(
            model_name='event',
            name='audit_event_known_action',
        ),
        migrations.RemoveConstraint(
            model_name='event',
            name='audit_event_known_area',
        ),
        migrations.AlterField(
            model_name='event',
            name='action',
            field=models.CharField(choices=[('role_given', 'Role given'), ('token_made', 'API token made'), ('token_revoked', 'API token revoked'), ('signed_in', 'Signed in'), ('sign_in_failed', 'Sign-in failed'), ('session_ended', 'Session ended'), ('access_ended', 'All sessions and tokens ended'), ('password_changed', 'Password changed'), ('email_change_asked', 'Change of e-mail address asked for'), ('email_changed', 'E-mail address changed'), ('second_factor_added', 'Second factor added'), ('second_factor_removed', 'Second factor removed'), ('data_exported', 'Own data exported'), ('account_deleted', 'Account deleted'), ('application_moved', 'Application moved on'), ('application_held', 'Application put on hold'), ('application_released', 'Hold ended'), ('evidence_given', 'Evidence given'), ('evidence_seen', 'Evidence seen'), ('evidence_erased', 'Evidence erased'), ('register_checked', 'Register checked'), ('register_imported', 'Register imported'), ('vouched', 'Vouched for an applicant'), ('vouching_ended', 'Right to vouch ended'), ('revocation_proposed', 'Revocation proposed'), ('rechecked', 'Decision checked again'), ('pseudonym_changed', 'Pseudonym changed'), ('profile_changed', 'Profile changed'), ('identity_sealed', 'Identity put into the vault'), ('identity_read', 'Identity read'), ('identity_erased', 'Identity erased'), ('keys_rotated', 'Keys of the vault rotated'), ('page_published', 'Page published'), ('page_unpublished', 'Page unpublished'), ('page_deleted', 'Page deleted'), ('case_moved', 'Case moved on'), ('case_read', 'Case read by somebody who works on it'), ('case_hidden', 'Case hidden for now'), ('case_shown', 'Case shown again'), ('case_screened', 'Case screened'), ('case_flagged', 'Case or reply flagged'), ('flag_answered', 'Flag answered'), ('return_agreed', 'One moderator agreed to show it again'), ('hold_cleared', 'Finding of the scanner cleared'), ('attachment_added', 'Picture added to a case'), ('attachment_looked_at', 'Picture of a case looked at'), ('attachment_removed', 'Picture of a case removed'), ('consent_given', 'Consent given'), ('consent_ended', 'Consent taken back'), ('offer_made', 'Case offered to a volunteer'), ('offer_answered', 'Offer answered'), ('pairing_escalated', 'Coordinator asked'), ('volunteer_paused', 'Volunteer paused or returned'), ('liaison_named', 'Liaison named'), ('liaison_left', 'Liaison stepped back'), ('opinion_given', 'First opinion given'), ('reply_sent', 'Reply sent'), ('reply_changed', 'Reply changed'), ('reply_hidden', 'Reply hidden'), ('reply_shown', 'Reply shown again'), ('answering_ended', 'Right to answer suspended'), ('treating_named', 'Treating physician named'), ('treating_read', "Treating physician's address read"), ('synthesis_written', 'Advice written'), ('relay_sent', 'Advice sent to the treating physician'), ('relay_opened', 'Advice opened'), ('relay_received', 'Advice received'), ('outcome_reported', 'Outcome reported'), ('family_joined', "Account became a family's"), ('organisation_changed', 'Organisation of cases changed')], max_length=24),
        ),
        migrations.AlterField(
            model_name='event',
            name='area',
            field=models.CharField(choices=[('accounts', 'Accounts'), ('membership', 'Membership'), ('content', 'Content'), ('cases', 'Cases')], max_length=12),
        ),
        migrations.AddConstraint(
            model_name='event',
            constraint=models.CheckConstraint(condition=models.Q(('action__in', ['role_given', 'token_made', 'token_revoked', 'signed_in', 'sign_in_failed', 'session_ended', 'access_ended', 'password_changed', 'email_change_asked', 'email_changed', 'second_factor_added', 'second_factor_removed', 'data_exported', 'account_deleted', 'application_moved', 'application_held', 'application_released', 'evidence_given', 'evidence_seen', 'evidence_erased', 'register_checked', 'register_imported', 'vouched', 'vouching_ended', 'revocation_proposed', 'rechecked', 'pseudonym_changed', 'profile_changed', 'identity_sealed', 'identity_read', 'identity_erased', 'keys_rotated', 'page_published', 'page_unpublished', 'page_deleted', 'case_moved', 'case_read', 'case_hidden', 'case_shown', 'case_screened', 'case_flagged', 'flag_answered', 'return_agreed', 'hold_cleared', 'attachment_added', 'attachment_looked_at', 'attachment_removed', 'consent_given', 'consent_ended', 'offer_made', 'offer_answered', 'pairing_escalated', 'volunteer_paused', 'liaison_named', 'liaison_left', 'opinion_given', 'reply_sent', 'reply_changed', 'reply_hidden', 'reply_shown', 'answering_ended', 'treating_named', 'treating_read', 'synthesis_written', 'relay_sent', 'relay_opened', 'relay_received', 'outcome_reported', 'family_joined', 'organisation_changed'])), name='audit_event_known_action'),
        ),
        migrations.AddConstraint(
            model_name='event',
            constraint=models.CheckConstraint(condition=models.Q(('area__in', ['accounts', 'membership', 'content', 'cases'])), name='audit_event_known_area'),
        ),
        migrations.RunPython(make_triggers_again, migrations.RunPython.noop),
    ]
