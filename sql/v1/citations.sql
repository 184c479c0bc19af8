-- Every source that a message names.
create or replace view v1.citations as
select
    provider::varchar as provider,
    account_id::varchar as account_id,
    conversation_id::varchar as conversation_id,
    node_id::varchar as node_id,
    ordinal::integer as ordinal,
    kind::varchar as kind,
    origin::varchar as origin,
    url::varchar as url,
    title::varchar as title,
    file_id::varchar as file_id,
    quote::varchar as quote,
    marker::varchar as marker,
    start_index::integer as start_index,
    end_index::integer as end_index,
    published_at::timestamp as published_at,
from core.citations
anti join core.copies
    on citations.revision = copies.revision
    and citations.node_id = copies.node_id;

comment on view v1.citations is 'One row per source that a message names.';
comment on column v1.citations.ordinal is 'Number of the citation within its message, from 0.';
comment on column v1.citations.kind is 'What is cited, for example webpage or file.';
comment on column v1.citations.origin is 'The field of the export the citation was found in.';
comment on column v1.citations.url is 'Address of the source; NULL where it has none.';
comment on column v1.citations.title is 'Title of the source; NULL where it has none.';
comment on column v1.citations.file_id is 'The file that is cited; NULL where the source is no file.';
comment on column v1.citations.quote is 'The words that are cited; NULL where the export has none.';
comment on column v1.citations.marker is 'The mark in the message''s text that stands for the citation; NULL where there is none or it was loaded with --no-text.';
comment on column v1.citations.start_index is 'Where the mark begins in the text, in characters from 0; NULL where unknown.';
comment on column v1.citations.end_index is 'Where the mark ends in the text, in characters, exclusive; NULL where unknown.';
comment on column v1.citations.published_at is 'When the source was published, UTC; NULL where unknown.';
-- columns as in v1.messages
