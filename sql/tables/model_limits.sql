create table core.model_limits (
    vendor varchar,
    api_model varchar,
    valid_from date,
    valid_to date,
    context_window integer,
    max_input integer,
    max_output integer,
    source varchar,
);

comment on table core.model_limits is 'One row per model of an API and period of one context window.';
comment on column core.model_limits.vendor is 'Who sells it: openai, anthropic.';
comment on column core.model_limits.api_model is 'The model as the API names it.';
comment on column core.model_limits.valid_from is 'First day it holds, from 00:00 UTC.';
comment on column core.model_limits.valid_to is 'First day it holds no more; NULL where it still holds.';
comment on column core.model_limits.context_window is 'Tokens of a whole request, input and output.';
comment on column core.model_limits.max_input is 'Tokens of input where they have a limit of their own; else NULL.';
comment on column core.model_limits.max_output is 'Tokens of output.';
comment on column core.model_limits.source is 'Keys of the sources the row was read from, as in sources.';
