-- On H2 there is one node, and it owns every run.
UPDATE run SET owner = 'local';
