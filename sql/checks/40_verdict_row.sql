-- Tells the state machine the verdict.
-- grain: exactly one row (passed, detail). key: none needed. inputs: verdict.
-- re-run: reads only.
-- why: the last statement of the batch, whose result the state machine reads.
select
  passed,
  detail
from verdict;
