"""Makes documents: PDFs, QR codes, calendar files and emails. Holds no models."""
