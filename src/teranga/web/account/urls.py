"""The addresses of accounts, below a language. Names with underscores are those that allauth goes to."""

from __future__ import annotations

from django.urls import path

from teranga.web.account import again_views, invitation_views, sign_in_views, views, ways_views
from teranga.web.me import profile_views

urlpatterns = [
    path("me/profile/", profile_views.profile, name="me-profile"),
    path("me/profile/photo/", profile_views.photo, name="me-photo"),
    path("me/profile/photo/<int:number>.<slug:kind>", profile_views.portrait, name="portrait"),
    path("account/", views.account, name="account"),
    path("account/make/", views.make, name="account-make"),
    path("account/password/", sign_in_views.password, name="account_login"),
    path("account/passkey/", sign_in_views.passkey, name="mfa_login_webauthn"),
    path("account/passkey/question/", sign_in_views.passkey_question, name="account-passkey-question"),
    path("account/second-step/code/", sign_in_views.second_step, name="mfa_authenticate"),
    path("account/second-step/", views.second_step_needed, name="account-second-factor"),
    path("account/closed/", sign_in_views.closed, name="account_inactive"),
    path("account/again/", again_views.again, name="account-again"),
    path("account/password/new/", views.new_password, name="account-new-password"),
    path("account/password/remove/", views.drop_password, name="account-drop-password"),
    path("account/app/add/", ways_views.add_app, name="account-add-app"),
    path("account/app/remove/", ways_views.remove_app, name="account-remove-app"),
    path("account/passkey/add/", ways_views.add_passkey, name="account-add-passkey"),
    path("account/passkey/<int:way>/remove/", ways_views.remove_passkey, name="account-remove-passkey"),
    path("account/codes/new/", ways_views.new_codes, name="account-new-codes"),
    path("account/sessions/<int:session>/end/", views.end_session, name="account-end-session"),
    path("account/sessions/end-others/", views.end_others, name="account-end-others"),
    path("account/invitation/<str:token>/", invitation_views.invitation, name="invitation"),
]
