-- The schema that holds every table of the pipeline.
-- grain: the schema. key: its name. inputs: none.
-- re-run: does nothing when the schema exists.
-- why: each run prepares the warehouse itself, so a new cluster needs no manual step.
create schema if not exists openaq;
