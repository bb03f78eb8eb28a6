"""The alliance: asked, it decides, sends troops and takes them back."""
