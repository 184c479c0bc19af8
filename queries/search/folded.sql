-- Some words without case and accents, as scan.sql folds the texts.
select nfc_normalize(strip_accents(lower(unnest($words::varchar[]))))
