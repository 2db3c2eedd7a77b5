-- Values are text and not jsonb: jsonb would refuse U+0000 and forget the order of keys. Times are milliseconds since
-- 1970-01-01T00:00:00Z by the clock of the bot: to_timestamp(run_at / 1000) shows one. `sequence` is first come first.

create table stored_rows (
  sequence bigint generated always as identity primary key,
  collection text not null,
  id text not null,
  rev integer not null,
  value text not null,
  unique (collection, id)
);

-- Under which key a row stands in which index.
create table row_keys (
  index_name text not null,
  key text not null,
  row_sequence bigint not null,
  primary key (index_name, key, row_sequence)
);
create index row_keys_of_row on row_keys (row_sequence);

create table unique_keys (
  key text primary key,
  sequence bigint generated always as identity,
  until double precision
);
create index unique_keys_that_expire on unique_keys (until) where until is not null;

-- `text` is exactly what was hashed.
create table ledger_entries (
  company text not null,
  n integer not null,
  prev_hash text not null,
  hash text not null,
  text text not null,
  transfer text not null,
  primary key (company, n)
);
create index ledger_entries_of_transfer on ledger_entries (company, transfer, n);

create table chain_heads (
  company text primary key,
  sequence bigint generated always as identity,
  n integer not null,
  hash text not null
);

create sequence job_order;
create table jobs (
  sequence bigint primary key,
  queue text not null,
  key text not null,
  lane text,
  rank double precision,
  run_at double precision not null,
  payload text,
  attempt integer not null,
  generation integer not null,
  lease_token text,
  lease_owner text,
  lease_lane text,
  lease_until double precision,
  lease_generation integer,
  unique (queue, key)
);
create index jobs_in_order on jobs (queue, (coalesce(rank, 0)), sequence);
-- The last guard of the rule that a lane has one lease.
create unique index jobs_one_lease_a_lane on jobs (lease_lane) where lease_lane is not null;

-- Which commits were recorded, for whoever lost the answer; an id with `recorded` false can never be recorded any more.
create table commits (
  id uuid primary key,
  recorded boolean not null,
  at double precision not null
);
create index commits_by_age on commits (at);
