"""The field that holds what editors build of blocks, on pages and in surveys."""

from typing import Any

from wagtail.fields import StreamField


class BlocksField(StreamField):
    """A StreamField that keeps the definitions of its blocks out of migrations: they are code, and change often."""

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        """Name the field alone."""
        name, _path, _args, options = super().deconstruct()
        return name, "wagtail.fields.StreamField", [[]], options | {"block_lookup": {}}
