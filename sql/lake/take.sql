-- The rows of some exports' $files for {table}, of the accounts that temp.held names, under the names and with the dates
-- that all exports together give them; {part} is which of an account's parts a row is in.
insert into core.{table} by name
select rows.* exclude (filename) replace ({replaced})
from read_parquet($files, filename = true, union_by_name = true) as rows
inner join temp.held
    on rows.filename = $prefix || held.digest || '.parquet'
    and rows.account_id is not distinct from held.raw_account
    and held.part = {part}
