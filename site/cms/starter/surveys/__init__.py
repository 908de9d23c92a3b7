"""The questionnaires that a new site begins with: their structure as code, their words in a file for each language."""
