-- One row a conversation.
delete from core.conversations
where conversations.revision in (select ranked.revision from temp.ranked where ranked.place > 1)
