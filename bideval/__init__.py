"""bideval scores public tenders from plain files, exactly."""

__version__ = "0.2.0"
