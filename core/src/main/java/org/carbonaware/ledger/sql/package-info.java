/**
 * The SQL ledger: many runs in one SQLite file or PostgreSQL database. It is written with plain
 * JDBC: a handful of statements in two dialects need no mapper and no migration tool, and so this
 * library needs no further dependency; whoever uses it brings the driver of their database.
 */
@NullMarked
package org.carbonaware.ledger.sql;

import org.jspecify.annotations.NullMarked;
