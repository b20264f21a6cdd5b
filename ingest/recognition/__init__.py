"""Reading the letters in pictures and scanned pages with tesseract, where it is installed with its Korean data."""
