-- temp.touched: the conversations of which this load brought a version.
create or replace temp table touched as
select distinct
    touched_versions.conversation_id,
from temp.touched_versions
