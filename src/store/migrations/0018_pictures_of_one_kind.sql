-- Whether a picture must never be part of a page: every one is sent with a policy that keeps its scripts from running.

ALTER TABLE artwork DROP COLUMN never_inline;
