create table runs (
  run_id text not null primary key,
  project text,
  zone text not null,
  basis text not null,
  policy text not null,
  started_at text not null,
  ended_at text not null,
  deadline text not null,
  state text not null,
  complete integer not null,
  batches integer not null,
  epochs integer not null,
  pauses integer not null,
  checkpoints integer not null,
  joules real not null,
  grams real not null,
  active_joules real not null,
  active_grams real not null,
  active_seconds real not null,
  paused_joules real not null,
  paused_grams real not null,
  paused_seconds real not null,
  away_seconds real not null,
  unknown_joules real not null,
  straight_grams real not null,
  straight_unknown_joules real not null,
  line_count integer not null,
  figures_line integer not null,
  changed_at text not null
);

create index runs_started_at on runs (started_at);

create index runs_project on runs (project, started_at);

create table lines (
  run_id text not null references runs (run_id),
  sequence integer not null,
  at text not null,
  kind text not null,
  json text not null,
  sha256 blob not null,
  primary key (run_id, sequence)
) without rowid;

create index lines_kind on lines (kind, at);
