package org.carbonaware.ledger.sql;

/** The contract, kept by SQLite. */
class SqliteProcessTest extends SqlProcessContract {
  @Override
  TestDatabase fresh() {
    return TestDatabase.sqlite(root);
  }
}
