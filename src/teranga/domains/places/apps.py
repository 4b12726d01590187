from django.apps import AppConfig


class PlacesConfig(AppConfig):
    name = "teranga.domains.places"
    label = "places"
