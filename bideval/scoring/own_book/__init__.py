"""An authority's own evaluation workbook, recomputed from its typed figures by the published rules."""
