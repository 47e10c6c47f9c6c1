"""What is generated for people who read: tables, the catalogue of sentences, the record of the Spanish."""
