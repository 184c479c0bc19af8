-- Every file, picture and recording of a message; what it does not say itself, the newest list of files does.
create or replace view v1.attachments as
with listed as (
    select
        provider,
        account_id,
        file_id,
        max(file_name) as file_name,
        max(mime_type) as mime_type,
        max(bytes) as bytes,
    from core.files
    group by all
)

select
    attachments.provider::varchar as provider,
    attachments.account_id::varchar as account_id,
    attachments.conversation_id::varchar as conversation_id,
    attachments.node_id::varchar as node_id,
    attachments.ordinal::integer as ordinal,
    attachments.kind::varchar as kind,
    attachments.origin::varchar as origin,
    attachments.pointer::varchar as pointer,
    attachments.file_id::varchar as file_id,
    coalesce(attachments.file_name, listed.file_name)::varchar as file_name,
    coalesce(attachments.mime_type, listed.mime_type)::varchar as mime_type,
    coalesce(attachments.bytes, listed.bytes)::bigint as bytes,
    attachments.width::bigint as width,
    attachments.height::bigint as height,
    attachments.duration_seconds::double as duration_seconds,
    attachments.direction::varchar as direction,
    attachments.transcript::varchar as transcript,
    attachments.prompt::varchar as prompt,
    attachments.generation_id::varchar as generation_id,
    attachments.seed::bigint as seed,
    attachments.edit_operation::varchar as edit_operation,
    attachments.tokens_reported::bigint as tokens_reported,
from core.attachments
left join listed
    on attachments.provider = listed.provider
    and attachments.account_id is not distinct from listed.account_id
    and attachments.file_id = listed.file_id
anti join core.copies
    on attachments.revision = copies.revision
    and attachments.node_id = copies.node_id;

comment on view v1.attachments is 'One row per file, picture or recording that belongs to a message.';
comment on column v1.attachments.ordinal is 'Number of the attachment within its message, from 0.';
comment on column v1.attachments.kind is 'What it is: image, generated_image, audio, video, file.';
comment on column v1.attachments.origin is 'Where in the message it was found, for example the metadata, a part of the content or a tool''s result.';
comment on column v1.attachments.pointer is 'The export''s address of the bytes, for example sediment://file_1; NULL where it has none.';
comment on column v1.attachments.file_id is 'Id of the file without its scheme; NULL where the export has none.';
comment on column v1.attachments.file_name is 'Readable name; NULL where no table of the export gives it.';
comment on column v1.attachments.mime_type is 'Media type; NULL where unknown.';
comment on column v1.attachments.bytes is 'Size in bytes; NULL where unknown.';
comment on column v1.attachments.width is 'Width in pixels; NULL where unknown or not a picture.';
comment on column v1.attachments.height is 'Height in pixels; NULL where unknown or not a picture.';
comment on column v1.attachments.duration_seconds is 'Length of the recording in seconds; NULL where unknown or not a recording.';
comment on column v1.attachments.direction is 'in = made by the user, out = made by the model; NULL where unknown.';
comment on column v1.attachments.transcript is 'What was said in the recording; NULL where there is no transcript.';
comment on column v1.attachments.prompt is 'The prompt a picture was generated from; NULL where there is none.';
comment on column v1.attachments.generation_id is 'Id of the generation of a picture; NULL where there is none.';
comment on column v1.attachments.seed is 'Seed of the generation of a picture; NULL where there is none.';
comment on column v1.attachments.edit_operation is 'Kind of edit a picture was made by; NULL where there is none.';
comment on column v1.attachments.tokens_reported is 'Tokens of the file as the export reports them; NULL where it does not.';
-- columns as in v1.messages
