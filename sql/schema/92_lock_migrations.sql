-- Makes two runs that prepare the warehouse at once migrate it one after the other.
-- grain: the transaction. key: none. inputs: schema_migrations.
-- re-run: harmless, the lock ends with the transaction.
-- why: the second would add the same columns. Where it has read before it waited and tries all the same, it fails with
--      already exists, which the workflow takes for transient and sends again.
lock table openaq.schema_migrations;
