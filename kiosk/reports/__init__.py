"""Reports on paper: PDF from records, in Indonesian and English. They read, and never write."""
