"""Addresses in the admin: of decisions on units, and of the past of a unit."""

from django.urls import path

from departments.views import acts, decision, pasting, units

app_name = "reorganising"
urlpatterns = [
    path("<int:pk>/", decision.decision, name="decision"),
    path("<int:pk>/add/<slug:kind>/", acts.add, name="add_act"),
    path("<int:pk>/paste/", pasting.paste, name="paste"),
    path("<int:pk>/acts/<int:act>/", acts.edit, name="edit_act"),
    path("<int:pk>/acts/<int:act>/people/", acts.people, name="people"),
    path("<int:pk>/acts/<int:act>/remove/", acts.remove, name="remove_act"),
    path("<int:pk>/preview/", decision.preview, name="preview"),
    path("<int:pk>/apply/", decision.apply, name="apply"),
    path("<int:pk>/postpone/", decision.postpone, name="postpone"),
    path("<int:pk>/undo/", decision.undo, name="undo"),
    path("units/<int:pk>/", units.unit_past, name="unit_past"),
]
