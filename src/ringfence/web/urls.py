"""URLs, made from the table of pages."""

from django.urls import path
from django.views.decorators.http import require_http_methods

from ringfence.web.api.urls import patterns
from ringfence.web.table import pages

urlpatterns = [
    *(path(each.path, require_http_methods([*each.methods, "HEAD"])(each.view), name=each.name) for each in pages()),
    *patterns(),
]
handler400 = "ringfence.web.errors.bad_request"
handler403 = "ringfence.web.errors.forbidden"
handler404 = "ringfence.web.errors.not_found"
handler500 = "ringfence.web.errors.broken"
