-- What tells the texts of this database from those of any other, and of itself before the last load.
select
    count(*) || '/'
    || coalesce(max(load_id), 0) || '/'
    || coalesce(max(epoch_us(started_at)), 0) || '/'
    || coalesce((select settings.value from core.settings where settings.name = 'text_stored'), '') || '/'
    || coalesce((select settings.value from core.settings where settings.name = 'timezone'), '')
    || (select '/' || count(*) from core.copies)
from core.loads
