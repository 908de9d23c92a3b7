"""The search box."""

from django import forms


class SearchForm(forms.Form):
    """What to look for. Names of people have no place in a search, so it is kept short."""

    q = forms.CharField(label="What are you looking for?", required=False, max_length=100)
