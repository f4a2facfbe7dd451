create table runs (
  run_id text not null primary key,
  project text,
  zone text not null,
  basis text not null,
  policy text not null,
  started_at timestamptz not null,
  ended_at timestamptz not null,
  deadline timestamptz not null,
  state text not null,
  complete boolean not null,
  batches bigint not null,
  epochs bigint not null,
  pauses integer not null,
  checkpoints integer not null,
  joules double precision not null,
  grams double precision not null,
  active_joules double precision not null,
  active_grams double precision not null,
  active_seconds double precision not null,
  paused_joules double precision not null,
  paused_grams double precision not null,
  paused_seconds double precision not null,
  away_seconds double precision not null,
  unknown_joules double precision not null,
  straight_grams double precision not null,
  straight_unknown_joules double precision not null,
  line_count bigint not null,
  figures_line bigint not null,
  changed_at timestamptz not null
);

create index runs_started_at on runs (started_at);

create index runs_project on runs (project, started_at);

create table lines (
  run_id text not null references runs (run_id),
  sequence bigint not null,
  at timestamptz not null,
  kind text not null,
  json jsonb not null,
  raw text,
  sha256 bytea not null,
  primary key (run_id, sequence)
);

create index lines_kind on lines (kind, at);
