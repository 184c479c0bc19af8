-- Requests that are made anew, and those of conversations that are no more.
delete from core.requests
where $everything or requests.conversation_id in (select touched.conversation_id from temp.touched)
