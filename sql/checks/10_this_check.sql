-- The run that the following statements check. The only file of the check with parameters.
-- grain: one row. key: none needed. inputs: the state machine.
-- re-run: a temporary table, gone with the session.
-- why: the values enter at one place, as text, and every other statement is constant.
create temp table this_check as
select
  cast(:run_id as varchar(100)) as run_id,
  cast(:min_expected_rows as bigint) as min_expected_rows;
