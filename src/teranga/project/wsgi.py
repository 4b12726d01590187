"""What a server serves: Django behind the page cache, and a worker thread where the settings want one."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "teranga.project.settings")
_django = get_wsgi_application()

# Imported after Django is set up, because they import models.
from django.conf import settings  # noqa: E402

from teranga.base import jobs  # noqa: E402
from teranga.foundation.production import refuse_unsafe  # noqa: E402
from teranga.web.pagecache.front import PageCache  # noqa: E402
from teranga.web.pagecache.stampreader import stamp_reader  # noqa: E402

refuse_unsafe(settings.CONFIG)
application = PageCache(_django, stamp_reader(settings.CONFIG.database), hosts=settings.ALLOWED_HOSTS)

if settings.CONFIG.in_process_worker:
    jobs.start_worker_thread()
