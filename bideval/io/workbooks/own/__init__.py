"""An authority's own evaluation workbook: read as it stands, by a map that says where everything is."""
