from django.urls import path

from cases.desk.views import flagging, moderating, owner, screening

urlpatterns = [
    path("desk/", screening.queue, name="case_desk"),
    path("desk/reports/", moderating.reports, name="case_reports"),
    path("desk/reports/<int:flag_id>/", moderating.report, name="case_report"),
    path("desk/reports/<int:flag_id>/suspend/", moderating.suspension, name="case_report_suspend"),
    path("desk/suspensions/<int:ban_id>/lift/", moderating.lift, name="case_suspension_lift"),
    path("desk/replies/<uuid:reply_id>/", moderating.kept_reply, name="case_kept_reply"),
    path("<uuid:case_id>/screen/", screening.case, name="case_screen"),
    path("<uuid:case_id>/screen/holds/<int:hold_id>/", screening.hold_clear, name="case_hold_clear"),
    path("<uuid:case_id>/screen/bands/", screening.rarity_clear, name="case_rarity_clear"),
    path("<uuid:case_id>/hidden/", moderating.hidden, name="case_hidden"),
    path("<uuid:case_id>/hidden/holds/<int:hold_id>/", moderating.hidden_hold_clear, name="case_hidden_hold_clear"),
    path("<uuid:case_id>/flag/", flagging.report, name="case_flag"),
    path("<uuid:case_id>/signposts/", owner.signposts, name="case_signposts"),
    path("<uuid:case_id>/rewriting/", owner.rewriting, name="case_rewriting"),
    path("<uuid:case_id>/events/", owner.events, name="case_events"),
]
