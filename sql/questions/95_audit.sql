-- Can I trust the last run?
-- A run that does not reconcile has another status, and ends red.
select status, rows_extracted, rows_read, rows_staged, rows_duplicate, rows_rejected, rows_loaded
from openaq.load_audit
order by loaded_at desc
limit 1;
