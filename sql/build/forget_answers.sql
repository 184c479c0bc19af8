-- Joined answers of conversations whose messages are others now.
delete from core.split_answers
where $everything or split_answers.revision in (select touched_versions.revision from temp.touched_versions)
