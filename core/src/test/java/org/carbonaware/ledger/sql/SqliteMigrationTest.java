package org.carbonaware.ledger.sql;

/** The contract, kept by SQLite. */
class SqliteMigrationTest extends SqlMigrationContract {
  @Override
  TestDatabase fresh() {
    return TestDatabase.sqlite(root);
  }
}
