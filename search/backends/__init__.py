"""What answers a question: the database always, Elasticsearch where there is one."""
