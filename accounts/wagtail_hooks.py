from wagtail import hooks

from accounts.choosers import PersonChooserViewSet, person_chooser
from accounts.viewsets import TokenViewSet


@hooks.register("register_admin_viewset")
def register_person_chooser() -> PersonChooserViewSet:
    return person_chooser


@hooks.register("register_admin_viewset")
def register_access_keys() -> TokenViewSet:
    return TokenViewSet("access_keys")
