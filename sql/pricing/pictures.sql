-- temp.pictures: the pictures above each run, sent to a model; pictures that models made do not count.
create or replace temp table pictures as
with sent as (
    select
        due.revision,
        messages.tour_in,
        messages.tour_out,
        attachments.width,
        attachments.height,
    from core.attachments
    inner join temp.due
        on attachments.revision = due.version
    inner join core.messages
        on attachments.revision = messages.revision
        and attachments.node_id = messages.node_id
    where attachments.kind = 'image' and messages.in_context
)

select
    runs.revision,
    runs.node_id,
    sent.width,
    sent.height,
    count(*) as pictures,
from sent
inner join temp.runs
    on sent.revision = runs.revision
    and sent.tour_in < runs.tour_in
    and sent.tour_out > runs.tour_in
group by all
