"""What is shown of the answers: counts that tell nobody apart, pages, files."""
