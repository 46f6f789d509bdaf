from wagtail import hooks

from accounts.choosers import PersonChooserViewSet, person_chooser


@hooks.register("register_admin_viewset")
def register_person_chooser() -> PersonChooserViewSet:
    return person_chooser
