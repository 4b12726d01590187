from django.apps import AppConfig


class MailConfig(AppConfig):
    name = "teranga.domains.mail"
    label = "mail"
