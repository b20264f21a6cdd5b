"""Finding passages: scope, dense and keyword search side by side, fusion with the arithmetic of each score."""
