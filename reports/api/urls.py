from __future__ import annotations

from django.urls import URLPattern
from ninja import NinjaAPI

from reports.api.access import CallsAMinute, KeyInHeader
from reports.api.answering import Letters, refuse_in_words, wrapped
from reports.api.reference import Reference
from reports.api.views import router

api = NinjaAPI(
    title="LMS reports",
    version="1",
    urls_namespace="api",
    docs=Reference(),
    renderer=Letters(),
    docs_url="/",
    auth=KeyInHeader(),
    throttle=[CallsAMinute()],
)
refuse_in_words(api)
api.add_router("", router)

app_name = "api"
urlpatterns, _app, _namespace = api.urls
for pattern in urlpatterns:
    if isinstance(pattern, URLPattern):
        pattern.callback = wrapped(pattern.callback, pattern.name)
