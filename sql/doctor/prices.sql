-- The version of the price table that the requests were priced with.
select max(value) as version from core.settings where name = 'pricing_version';
