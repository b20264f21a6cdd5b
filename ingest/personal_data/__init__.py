"""Personal data in files: reported to staff, and masked in what is indexed where the document asks for it."""
