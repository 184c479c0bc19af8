-- Can a load have changed which messages several conversations have? Only if it touched some that tell whose they are,
-- be it before or now, or a conversation from which others say to have theirs.
select
    exists (
        from temp.touched_kinds
        where touched_kinds.may_be_shared
    )
    or exists (
        from core.messages
        where messages.inherited_from in (select touched.conversation_id from temp.touched)
    ) as may_be_shared
