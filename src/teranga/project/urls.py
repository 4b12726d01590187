from teranga.web.urls import urlpatterns

__all__ = ["urlpatterns"]
