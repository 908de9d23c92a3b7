"""The staff screens of helplines, in a menu entry of their own."""

from wagtail.admin.ui.tables import BooleanColumn
from wagtail.snippets.views.snippets import SnippetViewSet

from people.partnership.models import Helpline


class HelplineViewSet(SnippetViewSet):
    """Helplines, in the order in which visitors see them."""

    model = Helpline
    icon = "help"
    menu_label = "Helplines"
    menu_order = 310
    add_to_admin_menu = True
    list_display = ["name", "phone", "web", BooleanColumn("is_emergency", label="For emergencies")]
    ordering = ["position", "name"]
