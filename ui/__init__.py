"""The faces of the product: web page, programs' interface, command line."""
